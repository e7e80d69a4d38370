namespace Shouwang.Dispatch;

/// <summary>方案核验: checks a plan and its proof against the problem alone, without trusting whoever made it.</summary>
public static class MatchingChecker
{
    /// <summary>Names each broken rule, recomputes the cost and recomputes the bound from the certificate.</summary>
    public static MatchingVerdict Check(MatchingProblem problem, MatchingPlan plan)
    {
        var breaches = new List<MatchingBreach>();
        CheckPairs(problem, plan.Pairs, breaches);
        CheckLimits(problem, plan.Pairs, breaches);
        var cost = breaches.Count == 0 ? CostOf(problem, plan.Pairs) : plan.Cost;
        if (cost != plan.Cost) breaches.Add(new(MatchingRule.CostAsStated, -1, -1));
        var bound = BoundOf(problem, plan.Certificate);
        if (bound < plan.Bound) breaches.Add(new(MatchingRule.BoundAsProven, -1, -1));
        return new(breaches, cost, bound);
    }

    /// <summary>What a set of pairs costs: candidate costs, load costs and open places.</summary>
    public static long CostOf(MatchingProblem problem, IReadOnlyCollection<MatchingPair> pairs)
    {
        var (open, load) = ((int[])problem.Demands.Clone(), new int[problem.VolunteerCount]);
        var cost = 0L;
        foreach (var pair in pairs)
        {
            cost += problem.CostOf(pair)!.Value + problem.LoadCostsOf(pair.Volunteer)[load[pair.Volunteer]++];
            open[pair.Need]--;
        }
        for (var need = 0; need < open.Length; need++) cost += (long)open[need] * problem.UnfilledCosts[need];
        return cost;
    }

    /// <summary>
    /// The lower bound that prices prove (Lagrangian relaxation of the volunteers' limits): each need takes its
    /// cheapest places at <c>cost + price</c>, and each volunteer pays back what the prices earn above his load costs.
    /// </summary>
    /// <remarks>Valid for any prices. Pinned pairs are taken as given, forbidden pairs as absent.</remarks>
    public static long BoundOf(MatchingProblem problem, MatchingCertificate certificate)
    {
        var pins = problem.Pins.ToHashSet();
        var (absent, pinnedPlaces, pinnedLoad) = (problem.Forbidden.Concat(pins).ToHashSet(), new int[problem.NeedCount], new int[problem.VolunteerCount]);
        var bound = 0L;
        foreach (var pin in pins)
        {
            bound += problem.CostOf(pin)!.Value + problem.LoadCostsOf(pin.Volunteer)[pinnedLoad[pin.Volunteer]++];
            pinnedPlaces[pin.Need]++;
        }
        for (var need = 0; need < problem.NeedCount; need++)
            bound += CheapestPlaces(problem, need, problem.Demands[need] - pinnedPlaces[need], certificate.Prices, absent);
        for (var volunteer = 0; volunteer < problem.VolunteerCount; volunteer++)
            foreach (var load in problem.LoadCostsOf(volunteer)[pinnedLoad[volunteer]..])
                bound -= Math.Max(0, certificate.Prices[volunteer] - load);
        return bound;
    }

    private static long CheapestPlaces(MatchingProblem problem, int need, int places, long[] prices, HashSet<MatchingPair> absent)
    {
        var offers = new PriorityQueue<long, long>();
        for (var at = problem.CandidateStarts[need]; at < problem.CandidateStarts[need + 1]; at++)
        {
            var volunteer = problem.CandidateVolunteers[at];
            var offer = problem.CandidateCosts[at] + prices[volunteer];
            var isAbsent = absent.Count > 0 && absent.Contains(new(need, volunteer));
            if (!isAbsent && offer < problem.UnfilledCosts[need]) offers.Enqueue(offer, offer);
        }
        var sum = 0L;
        for (; places > 0 && offers.TryDequeue(out var offer, out _); places--) sum += offer;
        return sum + (long)places * problem.UnfilledCosts[need];
    }

    private static void CheckPairs(MatchingProblem problem, MatchingPair[] pairs, List<MatchingBreach> breaches)
    {
        var (seen, forbidden) = (new HashSet<MatchingPair>(), problem.Forbidden.ToHashSet());
        foreach (var pair in pairs)
        {
            if (!seen.Add(pair)) breaches.Add(MatchingBreach.Of(MatchingRule.OncePerNeed, pair));
            if (forbidden.Contains(pair)) breaches.Add(MatchingBreach.Of(MatchingRule.NotForbidden, pair));
            if (problem.CostOf(pair) is null) breaches.Add(MatchingBreach.Of(MatchingRule.Eligible, pair));
        }
        foreach (var pin in problem.Pins)
            if (!seen.Contains(pin)) breaches.Add(MatchingBreach.Of(MatchingRule.PinHonoured, pin));
    }

    private static void CheckLimits(MatchingProblem problem, MatchingPair[] pairs, List<MatchingBreach> breaches)
    {
        foreach (var group in pairs.GroupBy(pair => pair.Need))
            if (group.Count() > problem.Demands[group.Key]) breaches.Add(new(MatchingRule.NoMoreThanWanted, group.Key, -1));
        foreach (var group in pairs.GroupBy(pair => pair.Volunteer))
            if (group.Count() > problem.CapacityOf(group.Key)) breaches.Add(new(MatchingRule.WithinCapacity, -1, group.Key));
    }
}

/// <summary>核验结论: what a check found.</summary>
/// <param name="Breaches">Every broken rule; empty for a sound plan.</param>
/// <param name="Cost">The recomputed cost.</param>
/// <param name="Bound">The recomputed bound.</param>
public sealed record MatchingVerdict(IReadOnlyList<MatchingBreach> Breaches, long Cost, long Bound)
{
    /// <summary>True when no rule is broken.</summary>
    public bool IsSound => Breaches.Count == 0;

    /// <summary>True when the plan is sound and proven cheapest.</summary>
    public bool IsProvenOptimal => IsSound && Cost == Bound;
}

/// <summary>违规: one broken rule and where.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Need">The need concerned, or −1.</param>
/// <param name="Volunteer">The volunteer concerned, or −1.</param>
public readonly record struct MatchingBreach(MatchingRule Rule, int Need, int Volunteer)
{
    internal static MatchingBreach Of(MatchingRule rule, MatchingPair pair) => new(rule, pair.Need, pair.Volunteer);
}

/// <summary>匹配规则: the hard rules of a matching plan.</summary>
public enum MatchingRule
{
    /// <summary>A pair must be among the candidates.</summary>
    [Term("须为候选人")] Eligible,

    /// <summary>Nobody fills two places of the same need.</summary>
    [Term("同一单不重复派同一人")] OncePerNeed,

    /// <summary>A need gets no more people than it wants.</summary>
    [Term("不超过所需人数")] NoMoreThanWanted,

    /// <summary>Nobody gets more orders than he may take.</summary>
    [Term("不超过接单上限")] WithinCapacity,

    /// <summary>Pinned pairs are in the plan.</summary>
    [Term("指定须满足")] PinHonoured,

    /// <summary>Forbidden pairs are not in the plan.</summary>
    [Term("回避须遵守")] NotForbidden,

    /// <summary>The stated cost is the true cost.</summary>
    [Term("代价相符")] CostAsStated,

    /// <summary>The stated bound follows from the certificate.</summary>
    [Term("下界可证")] BoundAsProven,
}
