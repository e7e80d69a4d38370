using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

/// <summary>The optimum by trying every subset of candidate pairs; slow, short and beyond doubt.</summary>
internal static class BruteForceMatching
{
    internal static long Optimum(MatchingProblem problem)
    {
        var pairs = new List<MatchingPair>();
        for (var need = 0; need < problem.NeedCount; need++)
            foreach (var volunteer in problem.CandidatesOf(need)) pairs.Add(new(need, volunteer));
        return Cheapest(problem, pairs, 0, []);
    }

    private static long Cheapest(MatchingProblem problem, List<MatchingPair> pairs, int next, List<MatchingPair> chosen)
    {
        if (next == pairs.Count) return problem.Pins.All(chosen.Contains) ? MatchingChecker.CostOf(problem, chosen) : long.MaxValue;
        var pair = pairs[next];
        var without = Cheapest(problem, pairs, next + 1, chosen);
        var fits = chosen.Count(c => c.Need == pair.Need) < problem.Demands[pair.Need]
            && chosen.Count(c => c.Volunteer == pair.Volunteer) < problem.CapacityOf(pair.Volunteer)
            && !problem.Forbidden.Contains(pair);
        if (!fits) return without;
        chosen.Add(pair);
        var with = Cheapest(problem, pairs, next + 1, chosen);
        chosen.RemoveAt(chosen.Count - 1);
        return Math.Min(with, without);
    }
}
