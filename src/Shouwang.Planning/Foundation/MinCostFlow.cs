namespace Shouwang.Foundation;

/// <summary>最小费用流求解: the cheapest flow of any network, by the primal network simplex method.</summary>
/// <remarks>
/// Keeps a spanning tree of basic arcs; an arc of negative reduced cost found by block search enters, the blocking arc
/// of its cycle leaves, chosen so that the tree stays strongly feasible and cannot cycle. Cunningham, <i>A network
/// simplex method</i> (1976); block search after Király, Kovács (2012). One iteration is one pivot.
/// </remarks>
public static class MinCostFlow
{
    /// <summary>Solves; what cannot be sent is reported in <see cref="FlowPlan.Missing"/>.</summary>
    /// <exception cref="ArgumentException">Supplies do not balance, or an arc's lower limit is above its upper one.</exception>
    public static FlowPlan Solve(FlowProblem problem, PlanBudget? budget = null)
    {
        if (problem.Supplies.Sum() != 0) throw new ArgumentException("Supplies and demands do not balance.", nameof(problem));
        for (var arc = 0; arc < problem.ArcCount; arc++)
            if (problem.Lower[arc] > problem.Upper[arc]) throw new ArgumentException($"Arc {arc} must carry more than it can.", nameof(problem));
        var basis = new FlowBasis(problem);
        var isFinished = basis.Run((budget ?? PlanBudget.Unlimited).Start());
        return basis.Plan(isFinished);
    }
}
