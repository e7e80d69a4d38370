namespace Shouwang.Rosters;

/// <summary>样例班表: made-up districts that man their posts round the clock for two weeks, the same from the same seed, to measure planners with.</summary>
/// <remarks>
/// A square whose posts lie as dense as a town's; three shifts of eight hours on 14 days; each post and shift wants two
/// to six people, one of them a nurse on three posts of ten. People live anywhere, may stand at the eight nearest posts,
/// are available for three shifts of five, work three to five shifts a week, rest twelve hours, and have two wishes;
/// costs are metres of way.
/// </remarks>
public static class RosterInstances
{
    private const int Days = 14;
    private const int NearestPosts = 8;
    private const ulong Nurse = 1;

    /// <summary>小: 20 posts, 300 people, 2,548 places: short of people.</summary>
    public static RosterProblem Small(ulong seed) => Make(20, 300, 2_548, seed);

    /// <summary>中: 100 posts, 3,000 people, 12,642 places.</summary>
    public static RosterProblem Medium(ulong seed) => Make(100, 3_000, 12_642, seed);

    /// <summary>大: 366 posts, 20,000 people, 46,256 places.</summary>
    public static RosterProblem Large(ulong seed) => Make(366, 20_000, 46_256, seed);

    /// <summary>A roster of any size with exactly so many places.</summary>
    public static RosterProblem Make(int posts, int people, int places, ulong seed)
    {
        var chance = new SeededChance(seed);
        var side = 1000 * Math.Sqrt(posts);
        var sites = Many(posts, () => (X: chance.Fraction() * side, Y: chance.Fraction() * side));
        return new()
        {
            Days = Days,
            Shifts = [new("早", 6 * 60, 480, false, []), new("中", 14 * 60, 480, false, []), new("夜", 22 * 60, 480, true, [])],
            PostCount = posts,
            Needs = Needs(chance, posts, places),
            Contracts = [.. Enumerable.Range(3, 3).Select(Contract)],
            People = Many(people, () => Person(chance, sites, side)),
        };
    }

    private static RosterContract Contract(int weekShifts) => new()
    {
        MaxWeekShifts = weekShifts,
        MinRest = 720,
        ShiftCosts = [.. Enumerable.Range(0, 2 * weekShifts).Select(done => 60 * done)],
    };

    private static RosterNeed[] Needs(SeededChance chance, int posts, int places)
    {
        var heads = Many(posts * Days * 3, () => 2 + chance.Below(3));
        for (var missing = places - heads.Sum(); missing != 0;)
        {
            var at = chance.Below(heads.Length);
            var step = Math.Sign(missing);
            if (heads[at] + step is < 2 or > 6) continue;
            heads[at] += step;
            missing -= step;
        }
        var (hasNurse, needs) = (Many(posts, () => chance.Happens(0.3)), new List<RosterNeed>());
        for (var i = 0; i < heads.Length; i++)
        {
            var (post, day, shift) = (i / (Days * 3), i / 3 % Days, i % 3);
            if (hasNurse[post]) needs.Add(new(post, day, shift, 1, Nurse, 40_000));
            needs.Add(new(post, day, shift, heads[i] - (hasNurse[post] ? 1 : 0), 0, 20_000));
        }
        return [.. needs];
    }

    private static RosterPerson Person(SeededChance chance, (double X, double Y)[] sites, double side)
    {
        var (x, y) = (chance.Fraction() * side, chance.Fraction() * side);
        var near = sites.Select((site, post) => new RosterPostCost(post, (int)(1.3 * Math.Sqrt((site.X - x) * (site.X - x) + (site.Y - y) * (site.Y - y)))))
            .OrderBy(place => place.Cost).ThenBy(place => place.Post).Take(NearestPosts);
        return new()
        {
            Contract = chance.Below(3),
            Skills = chance.Happens(0.2) ? Nurse : 0,
            Posts = [.. near],
            OpenShifts = Many(Days, () => (chance.Happens(0.6) ? 1UL : 0) | (chance.Happens(0.6) ? 2UL : 0) | (chance.Happens(0.6) ? 4UL : 0)),
            Wishes = Many(2, () => new RosterWish(chance.Below(Days), chance.Between(-1, 2), chance.Happens(0.3), 100 * chance.Between(1, 8))),
        };
    }

    private static T[] Many<T>(int count, Func<T> one)
    {
        var all = new T[count];
        for (var i = 0; i < count; i++) all[i] = one();
        return all;
    }
}
