using System.Text.Json.Nodes;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>地图底子: what the dots of the map lie on: a line around the district, one around each street, and the stations, all from the units' own places.</summary>
/// <remarks>No border is claimed: the lines only go around the stations of a unit. Nothing is fetched from outside.</remarks>
public sealed class MapGround(ShouwangDb db)
{
    private const int MostStations = 2_000;
    private const double Around = 350, AroundAll = 700;

    /// <summary>The ground of the whole network that the reach is part of, so that a single station has its neighbours around it.</summary>
    public async Task<JsonObject> Run(Reach reach, DateOnly today, CancellationToken cancel)
    {
        var whole = Reach.Of(reach.Paths.Select(path => path[..(path.IndexOf('/', 1) + 1)]));
        var units = await db.Units().AsNoTracking().Within(whole)
            .Where(unit => (unit.Kind == UnitKind.Institute || unit.Kind == UnitKind.Station) && unit.Latitude != null && unit.Longitude != null && (unit.ClosedOn == null || unit.ClosedOn > today))
            .OrderBy(unit => unit.UnitPath).Take(MostStations)
            .Select(unit => new Place(unit.Name, unit.Kind, unit.UnitPath, unit.Latitude!.Value, unit.Longitude!.Value)).ToListAsync(cancel);
        var features = new List<JsonNode>();
        if (units.Count > 0) features.Add(Area("district", null, units, AroundAll));
        foreach (var institute in units.Where(unit => unit.Kind == UnitKind.Institute))
            features.Add(Area("street", DivisionNames.Short(institute.Name), units.Where(unit => unit.Path.StartsWith(institute.Path, StringComparison.Ordinal)), Around));
        features.AddRange(units.Where(unit => unit.Kind == UnitKind.Station).Select(unit => Feature("station", DivisionNames.Short(unit.Name),
            new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(unit.Longitude, unit.Latitude) })));
        return new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. features]) };
    }

    private static JsonObject Area(string kind, string? title, IEnumerable<Place> places, double metres)
    {
        var line = GeoHull.Around(places.Select(place => new GeoPoint(place.Latitude, place.Longitude)), metres);
        var corners = new JsonArray([.. line.Select(corner => (JsonNode)new JsonArray(Math.Round(corner.Longitude, 5), Math.Round(corner.Latitude, 5)))]);
        return Feature(kind, title, new JsonObject { ["type"] = "Polygon", ["coordinates"] = new JsonArray((JsonNode)corners) });
    }

    private static JsonObject Feature(string kind, string? title, JsonObject geometry) =>
        new() { ["type"] = "Feature", ["geometry"] = geometry, ["properties"] = new JsonObject { ["kind"] = kind, ["title"] = title } };

    private sealed record Place(string Name, UnitKind Kind, string Path, double Latitude, double Longitude);
}
