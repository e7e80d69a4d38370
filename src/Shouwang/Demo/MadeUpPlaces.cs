using System.Globalization;

namespace Shouwang.Demo;

/// <summary>Places for the demo: stations and doors scattered inside their street, always the same for the same code.</summary>
sealed class MadeUpPlaces
{
    private const double MetresPerDegree = 111_320;
    private readonly Dictionary<string, (GeoPoint Middle, double Radius)> streets;

    private MadeUpPlaces(Dictionary<string, (GeoPoint, double)> streets) => this.streets = streets;

    public static MadeUpPlaces Read(string folder)
    {
        var rows = File.ReadLines(Path.Combine(folder, "demo", "street-centers.csv")).Skip(1).Select(line => line.Split(','));
        return new MadeUpPlaces(rows.ToDictionary(row => row[0], row => (new GeoPoint(Number(row[2]), Number(row[3])), Number(row[4]))));
    }

    /// <summary>Where the institute of a street is: its middle.</summary>
    public GeoPoint? OfStreet(string streetCode) => streets.TryGetValue(streetCode, out var street) ? street.Middle : null;

    /// <summary>Where a station is: somewhere inside its street.</summary>
    public GeoPoint? OfStation(string stationCode)
    {
        if (!streets.TryGetValue(stationCode[..9], out var street)) return null;
        var chance = new Random(SeedOf(stationCode));
        return Near(street.Middle, street.Radius * Math.Sqrt(chance.NextDouble()), chance.NextDouble() * 2 * Math.PI);
    }

    /// <summary>The doors of a community: buildings around the station, entrances, floors, two doors each.</summary>
    public static IEnumerable<MadeUpDoor> Doors(string stationCode, string community, GeoPoint station, int wanted)
    {
        var chance = new Random(SeedOf(stationCode) + 1);
        var left = wanted;
        for (var building = 1; left > 0; building++)
        {
            var place = Near(station, 60 + 280 * Math.Sqrt(chance.NextDouble()), chance.NextDouble() * 2 * Math.PI);
            for (var entrance = 1; entrance <= 3; entrance++)
            for (var floor = 1; floor <= 6; floor++)
            for (var door = 1; door <= 2 && left > 0; door++, left--)
                yield return new MadeUpDoor(building, entrance, $"{community}{building}号楼{entrance}单元{floor}0{door}室", place);
        }
    }

    /// <summary>A seed that is the same on every machine and in every run (unlike a string's hash code).</summary>
    internal static int SeedOf(string text) => text.Aggregate(17, (seed, letter) => unchecked(seed * 31 + letter)) & int.MaxValue;

    private static GeoPoint Near(GeoPoint middle, double metres, double direction) => new(
        Math.Round(middle.Latitude + metres * Math.Cos(direction) / MetresPerDegree, 6),
        Math.Round(middle.Longitude + metres * Math.Sin(direction) / (MetresPerDegree * Math.Cos(middle.Latitude * Math.PI / 180)), 6));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A made-up door.</summary>
sealed record MadeUpDoor(int Building, int Entrance, string Address, GeoPoint Place);
