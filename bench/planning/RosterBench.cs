using System.Diagnostics;
using System.Globalization;
using Shouwang.Foundation;
using Shouwang.Rosters;

namespace Shouwang.Bench;

/// <summary>Rosters: cost, bound and gap after so many seconds, beside the best-known values where there are any.</summary>
internal static class RosterBench
{
    private const ulong Seed = 1;

    internal static int Curtois(string folder, string seconds, string threads)
    {
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine("| instance | people × days | cost | bound | gap | best known | above it | sound | seconds |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var line in File.ReadLines(Path.Combine(folder, "best_known.csv")).Skip(1))
        {
            var fields = line.Split(',');
            using var file = File.OpenText(Path.Combine(folder, fields[0] + ".txt"));
            var instance = CurtoisFile.Read(file).Value;
            var watch = Stopwatch.StartNew();
            var budget = PlanBudget.For(TimeSpan.FromSeconds(double.Parse(seconds, culture)), TimeProvider.System);
            var plan = RosterSolver.Solve(instance.Problem, Seed, budget, int.Parse(threads, culture));
            var (best, verdict) = (long.Parse(fields[1], culture), RosterChecker.Check(instance.Problem, plan));
            Console.WriteLine(string.Create(culture,
                $"| {fields[0]} | {instance.Problem.People.Length} × {instance.Problem.Days} | {plan.Cost} | {plan.Bound} | {plan.Gap:P2} | {best} | {(double)plan.Cost / best - 1:P2} | {verdict.IsSound} | {watch.Elapsed.TotalSeconds:f1} |"));
        }
        return 0;
    }

    internal static int Own(string size, string seconds, string threads)
    {
        var culture = CultureInfo.InvariantCulture;
        var problem = size switch { "S" => RosterInstances.Small(Seed), "M" => RosterInstances.Medium(Seed), _ => RosterInstances.Large(Seed) };
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var log = new Progress();
        var budget = PlanBudget.For(TimeSpan.FromSeconds(double.Parse(seconds, culture)), TimeProvider.System) with { Progress = log };
        var plan = RosterSolver.Solve(problem, Seed, budget, int.Parse(threads, culture));
        var (wall, cpu) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        var verdict = RosterChecker.Check(problem, plan);
        Console.WriteLine(string.Create(culture,
            $"| {size} | {problem.Needs.Sum(need => need.Persons)} | {plan.Cost} | {plan.Bound} | {plan.Gap:P3} | {plan.Shortages.Sum(s => s.Missing)} open | {verdict.IsSound} | {wall:f1} s | {cpu:f1} s of processor |"));
        Console.WriteLine(string.Join(", ", Enum.GetValues<RosterCost>().Select(kind => $"{kind} {verdict.Of(kind)}")));
        return 0;
    }

    private sealed class Progress : IProgress<PlanProgress>
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private double next;

        public void Report(PlanProgress value)
        {
            if (watch.Elapsed.TotalSeconds < next) return;
            next = watch.Elapsed.TotalSeconds + 1;
            Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds:f1} s: {value}");
        }
    }
}
