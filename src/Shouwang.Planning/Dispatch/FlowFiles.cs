namespace Shouwang.Dispatch;

/// <summary>网络流文件求解: from a DIMACS file to its solution, by whichever exact method suits the network.</summary>
public static class FlowFiles
{
    /// <summary>Reads a problem, solves it, writes the solution; returns the problem with its cheapest flow.</summary>
    /// <exception cref="FormatException">The file is broken; the message names the line.</exception>
    /// <exception cref="InvalidDataException">The problem has no solution at all.</exception>
    public static (FlowProblem Problem, FlowPlan Plan) Match(Stream file, TextWriter solution, PlanBudget? budget = null)
    {
        var problem = DimacsFlow.Read(file);
        var plan = Solve(problem, budget);
        if (plan is { IsFinished: true, Missing: > 0 }) throw new InvalidDataException($"The flow problem is infeasible: {plan.Missing} units cannot be sent.");
        DimacsFlow.WriteSolution(problem, plan, solution);
        return (problem, plan);
    }

    /// <summary>The cheapest flow; networks that are matchings in disguise are solved as such (then without node prices).</summary>
    public static FlowPlan Solve(FlowProblem problem, PlanBudget? budget = null)
    {
        if (problem.Supplies.Sum() != 0 || MatchingShape.Of(problem) is not { } shape) return MinCostFlow.Solve(problem, budget);
        var meter = (budget ?? PlanBudget.Unlimited).Start();
        var (state, _) = MatchingSolver.Solve(shape.Build(), null, meter, shape.Build);
        return shape.Plan(state, !meter.IsSpent);
    }
}
