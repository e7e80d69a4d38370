namespace Shouwang.Dispatch;

/// <summary>匹配求解: the cheapest plan of a matching problem, with its proof.</summary>
/// <remarks>
/// Pure: the same problem and iteration budget give the same plan on any machine. One iteration is one place filled
/// (shortest paths) or one bid (cost scaling). Stopped early, the plan is sound and its bound valid, but they may not meet.
/// </remarks>
public static class MatchingSolver
{
    /// <summary>Solves with the method that suits supply and demand.</summary>
    /// <exception cref="ArgumentException">The problem has faults, see <see cref="MatchingFaults"/>.</exception>
    public static MatchingPlan Solve(MatchingProblem problem, PlanBudget? budget = null) => Solve(problem, null, budget);

    /// <summary>Solves with a given method; null chooses.</summary>
    /// <exception cref="ArgumentException">The problem has faults, see <see cref="MatchingFaults"/>.</exception>
    public static MatchingPlan Solve(MatchingProblem problem, MatchingMethod? method, PlanBudget? budget = null) =>
        SolveToState(problem, method, budget).Plan;

    internal static (MatchingState State, MatchingPlan Plan) SolveToState(MatchingProblem problem, MatchingMethod? method = null, PlanBudget? budget = null)
    {
        var faults = MatchingFaults.Of(problem);
        if (faults.Count > 0) throw new ArgumentException($"The matching problem has faults, first {faults[0]}.", nameof(problem));
        var meter = (budget ?? PlanBudget.Unlimited).Start();
        var (state, used) = Solve(MatchingState.Of(problem), method, meter, () => MatchingState.Of(problem));
        return (state, MatchingPlanBuilder.Build(problem, state, used));
    }

    /// <summary>Shortest paths give way to cost scaling when they take too many looks, whatever the counts of people said.</summary>
    internal static (MatchingState State, MatchingMethod Method) Solve(MatchingState state, MatchingMethod? method, PlanMeter meter, Func<MatchingState> afresh)
    {
        var chosen = method ?? Choose(state);
        if (chosen == MatchingMethod.ShortestPaths)
        {
            var looksAllowed = method is null ? LooksWorthwhile(state) : long.MaxValue;
            if (ShortestPaths.Run(state, meter, looksAllowed) || meter.IsSpent) return (state, MatchingMethod.ShortestPaths);
            state = afresh();
        }
        var nearby = new NearbyOrder(state);
        new CostScaling(nearby.Reordered, meter).Run();
        nearby.Restore();
        return (state, MatchingMethod.CostScaling);
    }

    private static MatchingMethod Choose(MatchingState state)
    {
        long wanted = 0, seats = 0;
        foreach (var demand in state.Wanted) wanted += demand;
        for (var i = 0; i < state.VolunteerCount; i++) seats += state.SeatEnd[i] - state.SeatStart[i];
        var isScarce = wanted * 10 > seats * 9 && state.Arcs.Length > 20_000;
        return isScarce ? MatchingMethod.CostScaling : MatchingMethod.ShortestPaths;
    }

    private static long LooksWorthwhile(MatchingState state) => 1_000_000 + 60L * state.Arcs.Length;
}
