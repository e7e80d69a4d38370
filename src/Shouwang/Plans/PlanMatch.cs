using System.CommandLine;
using Shouwang.Dispatch;

namespace Shouwang.Plans;

/// <summary>plan match: minimum-cost flow in the DIMACS format, solved to the proven optimum.</summary>
static class PlanMatch
{
    public static Command Make() => PlanCommand.Kind(
        "match", "Cheapest flow of a DIMACS .min file, exact: needs no seed and one thread; writes \"s COST\" and \"f FROM TO FLOW\"", Run);

    private static async Task<int> Run(PlanOrder order, CancellationToken cancel)
    {
        FlowProblem problem;
        await using (var file = order.Open()) problem = DimacsFlow.Read(file);
        if (problem.Supplies.Sum() is var surplus && surplus != 0) return await Impossible(order, $"supplies and demands differ by {surplus}");
        var plan = FlowFiles.Solve(problem, new() { Cancellation = cancel });
        if (plan.Missing > 0) return await Impossible(order, $"{plan.Missing} units cannot be sent");
        await order.Write(writer => DimacsFlow.WriteSolution(problem, plan, writer));
        order.Say(new PlanFound(plan.Cost, plan.Cost, $"cost {plan.Cost}, {problem.NodeCount} nodes, {problem.ArcCount} arcs"));
        return 0;
    }

    private static async Task<int> Impossible(PlanOrder order, string why)
    {
        await Console.Error.WriteLineAsync($"{order.File.Name}: the problem has no solution: {why}.");
        return PlanCommand.Infeasible;
    }
}
