using System.CommandLine;
using System.Globalization;
using System.Text;
using Shouwang.Dispatch;

namespace Shouwang.Plans;

/// <summary>plan vrptw: vehicle routes with time windows, from a file in Solomon's or Gehring and Homberger's format.</summary>
static class PlanRoutes
{
    public static Command Make() => PlanCommand.Kind(
        "vrptw", "Routes with time windows (Solomon, Homberger): few vehicles first, then a short way; writes \"Route k: c1 c2 …\"", Run, PlanCommand.Seconds, PlanCommand.Iterations);

    private static async Task<int> Run(PlanOrder order, CancellationToken cancel)
    {
        RouteProblem problem;
        await using (var file = order.Open())
        using (var text = new StreamReader(file, Encoding.UTF8))
            problem = RouteFiles.Read(text);
        var plan = RouteSolver.Solve(problem, order.Parsed.GetValue(PlanCommand.Seed), order.Budget(cancel), order.Parsed.GetValue(PlanCommand.Threads));
        if (RouteChecker.Check(problem, plan) is { IsSound: false } verdict) throw new InvalidOperationException($"The plan breaks its own rules: {string.Join(", ", verdict.Breaches.Take(3))}.");
        if (plan.Unserved.Count > 0) return await Short(order, plan);
        await order.Write(writer => RouteFiles.Write(plan, writer));
        var figures = new Dictionary<string, double> { ["vehicles"] = plan.Tours.Count, ["boundVehicles"] = plan.BoundTours };
        order.Say(new PlanFound((decimal)plan.Metres, (decimal)plan.BoundMetres, string.Create(CultureInfo.InvariantCulture, $"{plan.Tours.Count} vehicles (at least {plan.BoundTours}), distance {plan.Metres:0.00}"), figures));
        return 0;
    }

    private static async Task<int> Short(PlanOrder order, RoutePlan plan)
    {
        var customers = string.Join(' ', plan.Unserved.Take(20).Select(left => left.Stop + 1));
        await Console.Error.WriteLineAsync($"{order.File.Name}: {plan.Unserved.Count} customers are on no route: {customers}. Causes: {string.Join(", ", plan.Unserved.Select(left => left.Cause).Distinct())}.");
        return PlanCommand.Infeasible;
    }
}
