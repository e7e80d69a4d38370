namespace Shouwang.Rosters;

/// <summary>排班说明: why these people stand a need and the others do not, ranked.</summary>
public static class RosterExplanation
{
    /// <summary>Everybody with his standing towards the need: those who stand it, then those who could by cost, then the excluded.</summary>
    public static RosterOffer[] Of(RosterProblem problem, int[] needOf, int need)
    {
        var offers = new RosterOffer[problem.People.Length];
        for (var person = 0; person < offers.Length; person++) offers[person] = OfferOf(problem, needOf, need, person);
        return [.. offers.OrderBy(offer => offer.Stands ? 0 : offer.Excluded is null ? 1 : 2).ThenBy(offer => offer.Cost).ThenBy(offer => offer.Person)];
    }

    private static RosterOffer OfferOf(RosterProblem problem, int[] needOf, int need, int person)
    {
        var (wanted, row) = (problem.Needs[need], needOf.AsSpan(person * problem.Days, problem.Days).ToArray());
        var instead = row[wanted.Day];
        if (problem.People[person].WhyNot(wanted) is { } unfit) return new(person, false, unfit, instead, 0);
        row[wanted.Day] = -1;
        var free = OwnRow.Cost(problem, person, row);
        row[wanted.Day] = need;
        var cost = OwnRow.Cost(problem, person, row) - free;
        if (instead == need) return new(person, true, null, need, cost);
        if (problem.Pins.Any(pin => pin.Person == person && pin.Day == wanted.Day)) return new(person, false, RosterRule.PinHonoured, instead, cost);
        return OwnRow.Breaches(problem, person, row) is [var broken, ..]
            ? new(person, false, broken.Rule, instead, cost)
            : new(person, false, null, instead, cost);
    }
}

/// <summary>候选说明: one person's standing towards a need.</summary>
/// <param name="Person">Who.</param>
/// <param name="Stands">True when he stands it.</param>
/// <param name="Excluded">The rule that keeps him from it as his other days are, or null.</param>
/// <param name="Instead">The need he stands on that day, −1 for none: what pinning him here would leave open.</param>
/// <param name="Cost">What standing it costs against a free day: way, wishes, fairness.</param>
public readonly record struct RosterOffer(int Person, bool Stands, RosterRule? Excluded, int Instead, long Cost);
