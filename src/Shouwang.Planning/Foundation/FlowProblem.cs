namespace Shouwang.Foundation;

/// <summary>最小费用流: send the supplies to the demands through arcs of limited capacity as cheaply as possible.</summary>
/// <remarks>Nodes are numbered 0…N−1, arcs 0…A−1. Ahuja, Magnanti, Orlin, <i>Network Flows</i> (1993), chapter 9.</remarks>
public sealed record FlowProblem
{
    /// <summary>What each node sends out (positive) or takes in (negative). Shape: N.</summary>
    public required long[] Supplies { get; init; }

    /// <summary>Where each arc begins. Shape: A.</summary>
    public required int[] From { get; init; }

    /// <summary>Where each arc ends. Shape: A.</summary>
    public required int[] To { get; init; }

    /// <summary>The least each arc carries (inclusive). Shape: A.</summary>
    public required long[] Lower { get; init; }

    /// <summary>The most each arc carries (inclusive). Shape: A.</summary>
    public required long[] Upper { get; init; }

    /// <summary>Cost of one unit on each arc. Shape: A.</summary>
    public required long[] Costs { get; init; }

    /// <summary>Number of nodes, N.</summary>
    public int NodeCount => Supplies.Length;

    /// <summary>Number of arcs, A.</summary>
    public int ArcCount => From.Length;
}

/// <summary>流: how much each arc carries, and the node prices that prove nothing is cheaper.</summary>
/// <param name="Flow">Units on each arc. Shape: A.</param>
/// <param name="Prices">Potential of each node. Shape: N.</param>
/// <param name="Cost">Total cost.</param>
/// <param name="Missing">Units that could not be sent at all; 0 for a feasible problem.</param>
/// <param name="IsFinished">False when the budget ended the search before the optimum.</param>
public sealed record FlowPlan(long[] Flow, long[] Prices, long Cost, long Missing, bool IsFinished);

/// <summary>流核验: checks a flow and its proof against the problem alone.</summary>
public static class FlowChecker
{
    /// <summary>True when every arc is within its limits, every node balances, and the stated cost is the true one.</summary>
    public static bool IsSound(FlowProblem problem, FlowPlan plan)
    {
        var (balance, cost) = ((long[])problem.Supplies.Clone(), 0L);
        for (var arc = 0; arc < problem.ArcCount; arc++)
        {
            var flow = plan.Flow[arc];
            if (flow < problem.Lower[arc] || flow > problem.Upper[arc]) return false;
            balance[problem.From[arc]] -= flow;
            balance[problem.To[arc]] += flow;
            cost += flow * problem.Costs[arc];
        }
        return cost == plan.Cost && balance.All(left => left == 0);
    }

    /// <summary>True when the prices prove that no flow is cheaper: no arc with room has a negative reduced cost, none that carries more than it must a positive one.</summary>
    public static bool IsProvenOptimal(FlowProblem problem, FlowPlan plan)
    {
        if (!IsSound(problem, plan)) return false;
        for (var arc = 0; arc < problem.ArcCount; arc++)
        {
            var reduced = problem.Costs[arc] + plan.Prices[problem.From[arc]] - plan.Prices[problem.To[arc]];
            if (reduced < 0 && plan.Flow[arc] < problem.Upper[arc]) return false;
            if (reduced > 0 && plan.Flow[arc] > problem.Lower[arc]) return false;
        }
        return true;
    }
}
