namespace Shouwang.Rosters;

/// <summary>排班求解: a good roster of any problem, with a proven bound.</summary>
/// <remarks>
/// Pure: the same problem, seed, iteration budget and number of threads give the same roster on any machine. One iteration is one step of the
/// bound or one try to improve. Without any limit the search ends after <see cref="DefaultIterations"/>.
/// </remarks>
public static class RosterSolver
{
    /// <summary>Iterations when the budget has no limit of its own.</summary>
    public const long DefaultIterations = 20_000;

    /// <summary>Solves; demand that cannot be met is reported in <see cref="RosterPlan.Shortages"/>.</summary>
    /// <exception cref="ArgumentException">The problem has faults, see <see cref="RosterFaults"/>.</exception>
    public static RosterPlan Solve(RosterProblem problem, ulong seed = 0, PlanBudget? budget = null, int threads = 1)
    {
        var faults = RosterFaults.Of(problem);
        if (faults.Count > 0) throw new ArgumentException($"The roster problem has faults, first {faults[0]}.", nameof(problem));
        budget ??= PlanBudget.Unlimited;
        if (budget is { Iterations: null, Time: null }) budget = budget with { Iterations = DefaultIterations };
        return new RosterSearch(new(problem), seed, budget, Math.Max(1, threads)).Run();
    }
}
