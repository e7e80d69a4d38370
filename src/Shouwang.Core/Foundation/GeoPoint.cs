namespace Shouwang.Foundation;

/// <summary>位置: a place on the map in WGS-84 degrees.</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthRadiusMetres = 6_371_008.8;

    /// <summary>Great-circle distance in metres (haversine; mean earth radius of IUGG).</summary>
    public double MetresTo(GeoPoint other)
    {
        var (lat1, lat2) = (Radians(Latitude), Radians(other.Latitude));
        var (dLat, dLon) = (lat2 - lat1, Radians(other.Longitude - Longitude));
        var h = Square(Math.Sin(dLat / 2)) + Math.Cos(lat1) * Math.Cos(lat2) * Square(Math.Sin(dLon / 2));
        return 2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>True when both degrees are on the globe.</summary>
    public bool IsOnGlobe => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180;

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Square(double x) => x * x;
}
