namespace Shouwang.Dispatch;

/// <summary>匹配化为网络流: a matching problem as a minimum-cost flow, for other solvers to check ours.</summary>
/// <remarks>
/// Nodes: needs 0…N−1, volunteers N…N+M−1, then the sink. Arcs: a candidate pair carries one; need → sink is a place
/// left open; volunteer → sink one arc per order at its load cost. Pins and forbidden pairs are not exported.
/// </remarks>
public static class MatchingFlow
{
    /// <summary>The flow problem whose cheapest flow is the cheapest plan, at the same cost.</summary>
    public static FlowProblem Of(MatchingProblem problem)
    {
        var arcs = new List<(int From, int To, long Upper, long Cost)>(problem.CandidateCosts.Length + problem.NeedCount + problem.LoadCosts.Length);
        var sink = problem.NeedCount + problem.VolunteerCount;
        for (var need = 0; need < problem.NeedCount; need++)
        {
            for (var at = problem.CandidateStarts[need]; at < problem.CandidateStarts[need + 1]; at++)
                arcs.Add((need, problem.NeedCount + problem.CandidateVolunteers[at], 1, problem.CandidateCosts[at]));
            arcs.Add((need, sink, problem.Demands[need], problem.UnfilledCosts[need]));
        }
        for (var volunteer = 0; volunteer < problem.VolunteerCount; volunteer++)
            foreach (var load in problem.LoadCostsOf(volunteer)) arcs.Add((problem.NeedCount + volunteer, sink, 1, load));
        var supplies = new long[sink + 1];
        for (var need = 0; need < problem.NeedCount; need++) supplies[need] = problem.Demands[need];
        supplies[sink] = -supplies.Sum();
        return new()
        {
            Supplies = supplies,
            From = [.. arcs.Select(arc => arc.From)],
            To = [.. arcs.Select(arc => arc.To)],
            Lower = new long[arcs.Count],
            Upper = [.. arcs.Select(arc => arc.Upper)],
            Costs = [.. arcs.Select(arc => arc.Cost)],
        };
    }
}
