using Shouwang.Rosters;

namespace Shouwang.Planning.Tests.Rosters;

/// <summary>Small random roster problems with every rule: skills, posts, limits, runs, weekends, caps, rest, wishes, fairness, teams, pins, a published roster.</summary>
internal static class RandomRosters
{
    internal static RosterProblem Problem(ulong seed, int people = 3, int days = 4, bool withTeams = false, bool withPins = true)
    {
        var chance = new SeededChance(seed);
        var problem = new RosterProblem
        {
            Days = days,
            FirstWeekday = chance.Below(7),
            Shifts = [new("E", 360, 480, false, []), new("L", 840, 480, false, chance.Happens(0.5) ? [0] : []), new("N", 1320, chance.Happens(0.5) ? 480 : 600, true, [])],
            PostCount = 2,
            Needs = Needs(chance, days),
            Contracts = [Contract(chance, days), Contract(chance, days)],
            People = Many(people, () => Person(chance, days)),
            Teams = withTeams ? [new([.. Enumerable.Range(0, people)], chance.Between(1, 9))] : [],
        };
        return withPins ? WithPins(problem, chance) : problem;
    }

    private static RosterNeed[] Needs(SeededChance chance, int days)
    {
        var needs = new List<RosterNeed>();
        for (var day = 0; day < days; day++)
        {
            var first = chance.Below(3);
            for (var i = 0; i < 2; i++)
                needs.Add(new(chance.Below(2), day, (first + i) % 3, chance.Between(0, 2), chance.Happens(0.3) ? 1UL : 0, chance.Between(0, 60), chance.Happens(0.5) ? null : chance.Between(0, 5)));
        }
        return [.. needs];
    }

    private static RosterContract Contract(SeededChance chance, int days) => new()
    {
        MinMinutes = chance.Happens(0.3) ? 480 : 0,
        MaxMinutes = chance.Happens(0.5) ? 480 * chance.Between(1, days) : int.MaxValue,
        MaxWeekShifts = chance.Between(1, 7),
        MaxRun = chance.Happens(0.5) ? chance.Between(1, 3) : int.MaxValue,
        MinRun = chance.Between(1, 2),
        MinOff = chance.Between(1, 2),
        MaxWeekends = chance.Happens(0.3) ? chance.Below(2) : int.MaxValue,
        MinRest = chance.Happens(0.5) ? 720 : 0,
        MaxOfShift = chance.Happens(0.5) ? [chance.Between(0, days), chance.Between(0, 2), chance.Between(0, 1)] : null,
        ShiftCosts = Rising(chance),
        NightCosts = Rising(chance),
        WeekendCosts = Rising(chance),
    };

    private static int[] Rising(SeededChance chance) => [.. Many(chance.Below(4), () => chance.Below(12)).Order()];

    private static RosterPerson Person(SeededChance chance, int days) => new()
    {
        Contract = chance.Below(2),
        Skills = (ulong)chance.Below(2),
        OpenShifts = Many(days, () => chance.Happens(0.2) ? 0 : (ulong)chance.Between(1, 7)),
        Posts = chance.Happens(0.3) ? null : [new(0, chance.Below(20)), .. chance.Happens(0.6) ? new RosterPostCost[] { new(1, chance.Below(20)) } : []],
        Wishes = Many(chance.Below(3), () => new RosterWish(chance.Below(days), chance.Between(-1, 2), chance.Happens(0.5), chance.Below(15))),
        PastShifts = chance.Below(3),
    };

    private static RosterProblem WithPins(RosterProblem problem, SeededChance chance)
    {
        var published = Many(problem.People.Length * problem.Days, () => -1);
        for (var cell = 0; cell < published.Length; cell++)
            if (chance.Happens(0.3)) published[cell] = cell % problem.Days * 2 + chance.Below(2);
        return problem with { Published = published, ChangeCost = chance.Below(6), Pins = [new(0, chance.Below(problem.Days), -1)] };
    }

    private static T[] Many<T>(int count, Func<T> one)
    {
        var all = new T[count];
        for (var i = 0; i < count; i++) all[i] = one();
        return all;
    }
}
