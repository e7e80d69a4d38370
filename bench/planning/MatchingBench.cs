using System.Diagnostics;
using System.Globalization;
using Shouwang.Dispatch;
using Shouwang.Foundation;

namespace Shouwang.Bench;

/// <summary>Matching: ours against LEMON's network simplex on the same instance in the same run, and single changes.</summary>
internal static class MatchingBench
{
    private const ulong Seed = 1;
    private const int Changes = 4000;

    private static readonly (string Kind, int Needs, int Volunteers)[] Instances =
    [
        ("slack", 1_000, 5_000), ("slack", 10_000, 40_000), ("scarce", 10_000, 10_000),
        ("slack", 50_000, 200_000), ("scarce", 50_000, 50_000),
    ];

    /// <summary>Seconds of processor used so far: on a shared machine the clock on the wall measures the neighbours.</summary>
    private static double Processor => Environment.CpuUsage.TotalTime.TotalSeconds;

    internal static int Run(string[] options)
    {
        var instances = options.Contains("small") ? Instances[..3] : Instances;
        Compare(Instances[0], isWarmUp: true);
        Console.WriteLine("| instance | arcs | candidates, s | solve, s | method | cost = bound | open places | LEMON network simplex, s | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var instance in instances) Compare(instance, isWarmUp: false);
        foreach (var instance in instances) MeasureChanges(instance);
        return 0;
    }

    internal static int Export(string kind, string needs, string volunteers, string path)
    {
        var culture = CultureInfo.InvariantCulture;
        WriteFlow(CandidateSearch.Find(Make((kind, int.Parse(needs, culture), int.Parse(volunteers, culture)))), path);
        return 0;
    }

    /// <summary>Solves one instance five times, for a profiler.</summary>
    internal static int Time(string kind, string needs, string volunteers)
    {
        var culture = CultureInfo.InvariantCulture;
        var problem = CandidateSearch.Find(Make((kind, int.Parse(needs, culture), int.Parse(volunteers, culture))));
        for (var run = 0; run < 5; run++)
        {
            var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var plan = MatchingSolver.Solve(problem);
            Console.WriteLine(string.Create(culture, $"{watch.Elapsed.TotalSeconds:f3} s, {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:f3} s of processor, cost {plan.Cost}, optimal {plan.IsOptimal}"));
        }
        return 0;
    }

    private static MatchingRequest Make((string Kind, int Needs, int Volunteers) instance) => instance.Kind == "slack"
        ? MatchingInstances.Slack(instance.Needs, instance.Volunteers, Seed)
        : MatchingInstances.Scarce(instance.Needs, instance.Volunteers, Seed);

    private static void Compare((string Kind, int Needs, int Volunteers) instance, bool isWarmUp)
    {
        var request = Make(instance);
        var (find, solve) = (double.MaxValue, double.MaxValue);
        MatchingProblem? problem = null;
        MatchingPlan? plan = null;
        // The best of three on either side: the machine is shared, and only the least disturbed run says what the method can do.
        for (var run = 0; run < 3; run++)
        {
            var start = Processor;
            problem = CandidateSearch.Find(request);
            find = Math.Min(find, Processor - start);
            start = Processor;
            plan = MatchingSolver.Solve(problem);
            solve = Math.Min(solve, Processor - start);
        }
        if (isWarmUp) return;
        var verdict = MatchingChecker.Check(problem!, plan!);
        var (peer, peerCost) = Lemon(problem!);
        var name = $"{instance.Kind} {instance.Needs} × {instance.Volunteers}";
        var proof = verdict.IsProvenOptimal && (peerCost == plan!.Cost || peerCost == 0) ? $"{plan!.Cost}" : "DIFFERENT";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {problem!.CandidateCosts.Length} | {find:f2} | {solve:f3} | {plan!.Method} | {proof} | {plan.Shortages.Sum(s => s.Missing)} of {problem.Demands.Sum()} | {peer:f2} | {peer / solve:f1}× |"));
    }

    private static (double Seconds, long Cost) Lemon(MatchingProblem problem)
    {
        var driver = Path.Combine(AppContext.BaseDirectory, "lemon");
        if (!File.Exists(driver)) return (double.NaN, 0);
        var path = Path.GetTempFileName();
        WriteFlow(problem, path);
        var best = (Seconds: double.MaxValue, Cost: 0L);
        for (var run = 0; run < (problem.NeedCount > 20_000 ? 1 : 3); run++)
        {
            using var process = Process.Start(new ProcessStartInfo(driver, path) { RedirectStandardOutput = true })!;
            var words = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
            process.WaitForExit();
            var seconds = double.Parse(words[7], CultureInfo.InvariantCulture);
            if (seconds < best.Seconds) best = (seconds, long.Parse(words[5], CultureInfo.InvariantCulture));
        }
        File.Delete(path);
        return best;
    }

    private static void WriteFlow(MatchingProblem problem, string path)
    {
        using var writer = new StreamWriter(path);
        DimacsFlow.Write(MatchingFlow.Of(problem), writer);
    }

    /// <summary>Needs come, volunteers decline, needs are withdrawn, one at a time; the plan must end as proven as it began.</summary>
    private static void MeasureChanges((string Kind, int Needs, int Volunteers) instance)
    {
        var problem = CandidateSearch.Find(Make(instance));
        var live = new LiveMatching(problem);
        var chance = new SeededChance(Seed);
        foreach (var (name, change) in new (string, Action<int>)[]
        {
            ("a need comes", model => live.AddNeed(problem.Demands[model], problem.UnfilledCosts[model], CandidatesOf(problem, model))),
            ("a volunteer declines", need => { if (live.VolunteersOf(need) is [var first, ..]) live.Decline(need, first); }),
            ("a volunteer leaves", need => { if (live.VolunteersOf(need) is [var first, ..]) live.Leave(first); }),
            ("a need is withdrawn", live.Withdraw),
        })
        {
            var changes = Math.Min(Changes, problem.NeedCount / 20);
            var times = new double[changes];
            for (var i = -20; i < changes; i++)
            {
                var about = chance.Below(problem.NeedCount);
                var start = Stopwatch.GetTimestamp();
                change(about);
                if (i >= 0) times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{instance.Kind} {instance.Needs} × {instance.Volunteers}, {name}: p50 {times[changes / 2]:f1} µs, p99 {times[changes * 99 / 100]:f1} µs; still optimal: {live.Cost == live.Bound}"));
        }
    }

    private static (int, int)[] CandidatesOf(MatchingProblem problem, int need)
    {
        var candidates = new (int, int)[problem.CandidatesOf(need).Length];
        for (var i = 0; i < candidates.Length; i++)
            candidates[i] = (problem.CandidatesOf(need)[i], problem.CandidateCosts[problem.CandidateStarts[need] + i]);
        return candidates;
    }
}
