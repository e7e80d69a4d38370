using System.Globalization;
using Shouwang.Dispatch;
using Shouwang.Foundation;

namespace Shouwang.Bench;

/// <summary>Routes: our vehicles and way on the published instances beside the best known and the proven bound.</summary>
internal static class RouteBench
{
    /// <summary>Every instance of the folder, or every so many; <c>best_known.csv</c> holds instance, routes, distance.</summary>
    internal static int Run(string folder, string seconds, string searches, string every)
    {
        var culture = CultureInfo.InvariantCulture;
        var known = File.ReadLines(Path.Combine(folder, "best_known.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(line => line[0]);
        var names = known.Keys.Where(name => File.Exists(Path.Combine(folder, name + ".txt"))).Order(StringComparer.Ordinal).ToList();
        var gaps = new List<double>();
        var sameFleet = 0;
        Console.WriteLine($"{seconds} s on the wall for each, {searches} searches side by side.\n");
        Console.WriteLine("| instance | vehicles: ours / best known / bound | way: ours | best known | over best known | proven bound | processor, s |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        for (var at = 0; at < names.Count; at += int.Parse(every, culture))
        {
            using var file = new StreamReader(Path.Combine(folder, names[at] + ".txt"));
            var problem = RouteFiles.Read(file);
            var start = Environment.CpuUsage.TotalTime;
            var plan = RouteSolver.Solve(problem, 1, PlanBudget.For(TimeSpan.FromSeconds(double.Parse(seconds, culture)), TimeProvider.System), int.Parse(searches, culture));
            var processor = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            if (!RouteChecker.Check(problem, plan).IsSound || plan.Unserved.Count > 0) throw new InvalidOperationException($"{names[at]}: the plan breaks a rule or leaves somebody out.");
            var (fleet, way) = (int.Parse(known[names[at]][1], culture), double.Parse(known[names[at]][2], culture));
            if (plan.Tours.Count == fleet) gaps.Add(plan.Metres / way - 1);
            if (plan.Tours.Count <= fleet) sameFleet++;
            Console.WriteLine(string.Create(culture, $"| {names[at]} | {plan.Tours.Count} / {fleet} / {plan.BoundTours} | {plan.Metres:f1} | {way:f1} | {plan.Metres / way - 1:P2} | {plan.BoundMetres:f0} | {processor:f1} |"));
        }
        Console.WriteLine(string.Create(culture, $"\nAs few vehicles as the best known: {sameFleet} instances; over them the way is {gaps.DefaultIfEmpty().Average():P2} longer on average, {gaps.DefaultIfEmpty().Max():P2} at worst."));
        return 0;
    }
}
