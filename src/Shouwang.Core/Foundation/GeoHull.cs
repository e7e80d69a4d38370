namespace Shouwang.Foundation;

/// <summary>外廓: a line around places, for maps that have no drawn borders.</summary>
public static class GeoHull
{
    private const double MetresPerDegree = 111_320;
    private const int Corners = 12;

    /// <summary>The smallest convex line that keeps so many metres away from every place; counter-clockwise, the first corner again at the end. Empty without places.</summary>
    /// <param name="places">The places, in any order.</param>
    /// <param name="metres">How far the line stays away; above 0.</param>
    public static IReadOnlyList<GeoPoint> Around(IEnumerable<GeoPoint> places, double metres) => Hull([.. places.SelectMany(place => Circle(place, metres))]);

    private static IEnumerable<GeoPoint> Circle(GeoPoint place, double metres)
    {
        var (north, east) = (metres / MetresPerDegree, metres / MetresPerDegree / Math.Max(0.1, Math.Cos(place.Latitude * Math.PI / 180)));
        return Enumerable.Range(0, Corners).Select(corner => corner * 2 * Math.PI / Corners)
            .Select(angle => new GeoPoint(place.Latitude + north * Math.Sin(angle), place.Longitude + east * Math.Cos(angle)));
    }

    // Andrew's monotone chain: the lower line from west to east, then the upper one back.
    private static IReadOnlyList<GeoPoint> Hull(List<GeoPoint> points)
    {
        if (points.Count == 0) return [];
        points.Sort((a, b) => (a.Longitude, a.Latitude).CompareTo((b.Longitude, b.Latitude)));
        var lower = Chain(points);
        points.Reverse();
        return [.. lower[..^1], .. Chain(points)[..^1], lower[0]];
    }

    private static List<GeoPoint> Chain(List<GeoPoint> points)
    {
        var line = new List<GeoPoint>();
        foreach (var point in points)
        {
            while (line.Count >= 2 && Turn(line[^2], line[^1], point) <= 0) line.RemoveAt(line.Count - 1);
            line.Add(point);
        }
        return line;
    }

    // Above 0 for a turn to the left.
    private static double Turn(GeoPoint a, GeoPoint b, GeoPoint c) =>
        (b.Longitude - a.Longitude) * (c.Latitude - a.Latitude) - (b.Latitude - a.Latitude) * (c.Longitude - a.Longitude);
}
