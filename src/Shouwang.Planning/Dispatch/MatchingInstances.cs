namespace Shouwang.Dispatch;

/// <summary>样例: made-up districts of any size, the same for the same seed, to measure and test planners with.</summary>
/// <remarks>
/// A square of 40 km with 30 town centres: three in four people and needs lie around a centre (deviation 1.5 km), the
/// rest anywhere. Each need asks one of eight skills, the rarer the higher its number, in one of four quarters of the
/// day; a volunteer has each skill with a chance of 35 % and is free for one to four quarters.
/// </remarks>
public static class MatchingInstances
{
    private const int Centres = 30;
    private const double SideDegrees = 0.36;

    /// <summary>有余: more places than orders: each volunteer takes up to three, the second and third at rising load cost.</summary>
    public static MatchingRequest Slack(int needs, int volunteers, ulong seed) =>
        Make(needs, volunteers, seed, chance => chance.Below(3) switch { 0 => [0], 1 => [0, 400], _ => [0, 400, 1000] });

    /// <summary>紧缺: as the war-time case: one order each, and skills do not lie where the needs are.</summary>
    public static MatchingRequest Scarce(int needs, int volunteers, ulong seed) => Make(needs, volunteers, seed, _ => [0]);

    private static MatchingRequest Make(int needs, int volunteers, ulong seed, Func<SeededChance, int[]> loads)
    {
        var chance = new SeededChance(seed);
        var centres = new GeoPoint[Centres];
        for (var i = 0; i < Centres; i++) centres[i] = Anywhere(chance);
        var (orders, people) = (new MatchingNeed[needs], new MatchingVolunteer[volunteers]);
        for (var i = 0; i < needs; i++) orders[i] = Need(chance, centres);
        for (var i = 0; i < volunteers; i++) people[i] = Volunteer(chance, centres, loads);
        return new() { Needs = orders, Volunteers = people };
    }

    private static MatchingNeed Need(SeededChance chance, GeoPoint[] centres)
    {
        var (quarter, persons) = (chance.Below(4), chance.Below(10) == 0 ? 2 : 1);
        var skill = Math.Min(chance.Below(8), chance.Below(8));
        var urgency = chance.Below(5) switch { 0 => 200_000, 1 or 2 => 60_000, _ => 20_000 };
        return new(Somewhere(chance, centres), persons, 1UL << skill, 0, new(quarter * 240, quarter * 240 + 240), urgency);
    }

    private static MatchingVolunteer Volunteer(SeededChance chance, GeoPoint[] centres, Func<SeededChance, int[]> loads)
    {
        var first = chance.Below(4);
        var last = Math.Min(4, first + 1 + chance.Below(4));
        var skills = 0UL;
        for (var skill = 0; skill < 8; skill++)
            if (chance.Happens(0.35)) skills |= 1UL << skill;
        return new(Somewhere(chance, centres), skills, 1, new(first * 240, last * 240), 15_000, loads(chance));
    }

    private static GeoPoint Anywhere(SeededChance chance) => new(39.7 + chance.Fraction() * SideDegrees, 116 + chance.Fraction() * SideDegrees);

    private static GeoPoint Somewhere(SeededChance chance, GeoPoint[] centres)
    {
        if (chance.Below(4) == 0) return Anywhere(chance);
        var centre = centres[chance.Below(centres.Length)];
        return new(centre.Latitude + chance.Normal() * 0.0135, centre.Longitude + chance.Normal() * 0.0175);
    }
}
