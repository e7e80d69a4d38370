namespace Shouwang.Dispatch;

/// <summary>路程: metres and minutes from every place to every other, row by row.</summary>
public sealed class RouteWays
{
    private RouteWays(int places, double[] metres, double[] minutes) => (Places, Metres, Minutes) = (places, metres, minutes);

    /// <summary>Number of places, P.</summary>
    public int Places { get; }

    /// <summary>Metres from place to place. Shape: P × P.</summary>
    public double[] Metres { get; }

    /// <summary>Minutes from place to place. Shape: P × P.</summary>
    public double[] Minutes { get; }

    /// <summary>Metres of one way.</summary>
    public double MetresOf(int from, int to) => Metres[from * Places + to];

    /// <summary>Minutes of one way.</summary>
    public double MinutesOf(int from, int to) => Minutes[from * Places + to];

    /// <summary>Ways given from outside, by a road network say.</summary>
    /// <exception cref="ArgumentException">The matrices are not square, or a way is negative or not a number.</exception>
    public static RouteWays Given(int places, double[] metres, double[] minutes)
    {
        if (metres.Length != places * places || minutes.Length != places * places) throw new ArgumentException("Ways must be given from every place to every place.", nameof(metres));
        if (!metres.Concat(minutes).All(way => way >= 0)) throw new ArgumentException("A way is negative or not a number.", nameof(metres));
        return new(places, metres, minutes);
    }

    /// <summary>Straight lines on a plane; one unit of way takes one unit of time (the published instances).</summary>
    public static RouteWays OnPlane(IReadOnlyList<(double X, double Y)> places)
    {
        var ways = Square(places.Count, (from, to) => Math.Sqrt(Sq(places[from].X - places[to].X) + Sq(places[from].Y - places[to].Y)));
        return new(places.Count, ways, ways);
    }

    /// <summary>As the crow flies, times a detour factor; at a steady speed.</summary>
    /// <param name="places">Where.</param>
    /// <param name="detour">How much longer streets are than the straight line; 1.3 in towns.</param>
    /// <param name="metresPerMinute">80 on foot, 250 by bicycle, 400 by car in town.</param>
    public static RouteWays OnMap(IReadOnlyList<GeoPoint> places, double detour, double metresPerMinute)
    {
        var metres = Square(places.Count, (from, to) => places[from].MetresTo(places[to]) * detour);
        return new(places.Count, metres, [.. metres.Select(way => way / metresPerMinute)]);
    }

    /// <summary>敲门清单: from door to door within one building. The first place is the front door.</summary>
    /// <remarks>A floor counts as 12 metres and half a minute of stairs; from one staircase to the next one goes down and out, 25 metres.</remarks>
    public static RouteWays InBuilding(IReadOnlyList<BuildingDoor> doors)
    {
        BuildingDoor[] places = [new(doors.Count == 0 ? 1 : doors.Min(door => door.Staircase), 1, 0), .. doors];
        var metres = Square(places.Length, (from, to) => Steps(places[from], places[to]));
        var minutes = Square(places.Length, (from, to) => Floors(places[from], places[to]) * 0.5 + (Steps(places[from], places[to]) - Floors(places[from], places[to]) * 12) / 60);
        return new(places.Length, metres, minutes);
    }

    private static double Steps(BuildingDoor a, BuildingDoor b) =>
        Floors(a, b) * 12 + (a.Staircase == b.Staircase ? (a.Floor == b.Floor ? Math.Abs(a.Number - b.Number) * 4 : 4) : Math.Abs(a.Staircase - b.Staircase) * 25);

    private static int Floors(BuildingDoor a, BuildingDoor b) =>
        a.Staircase == b.Staircase ? Math.Abs(a.Floor - b.Floor) : Math.Abs(a.Floor - 1) + Math.Abs(b.Floor - 1);

    private static double[] Square(int places, Func<int, int, double> way)
    {
        var ways = new double[places * places];
        for (var from = 0; from < places; from++)
            for (var to = 0; to < places; to++)
                if (from != to) ways[from * places + to] = way(from, to);
        return ways;
    }

    private static double Sq(double x) => x * x;
}

/// <summary>楼内门户: one door of a building.</summary>
/// <param name="Staircase">单元, from 1.</param>
/// <param name="Floor">楼层, from 1.</param>
/// <param name="Number">Number of the door on its floor.</param>
public readonly record struct BuildingDoor(int Staircase, int Floor, int Number);
