using System.Diagnostics;
using System.Globalization;
using Shouwang.Dispatch;
using Shouwang.Foundation;

namespace Shouwang.Bench;

/// <summary>Solves one DIMACS file and says how long reading and solving took.</summary>
internal static class FlowBench
{
    internal static int Run(string path, bool withSimplex)
    {
        var watch = Stopwatch.StartNew();
        using var file = File.OpenRead(path);
        var problem = DimacsFlow.Read(file);
        var read = watch.Elapsed.TotalSeconds;
        var plan = withSimplex ? MinCostFlow.Solve(problem) : FlowFiles.Solve(problem);
        var solve = watch.Elapsed.TotalSeconds - read;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read {read:f3} solve {solve:f3} cost {plan.Cost} sound {FlowChecker.IsSound(problem, plan)}"));
        return 0;
    }
}
