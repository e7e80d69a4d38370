using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Shouwang.Host;

namespace Shouwang.Plans;

/// <summary>What was asked for on the command line, and how its answer is given.</summary>
sealed record PlanOrder(ParseResult Parsed, FileInfo File, FileInfo Out)
{
    /// <summary>Seconds since the program was started: the wall clock counts, not when we began to look at it.</summary>
    public static double SecondsSinceStart => (TimeProvider.System.GetLocalNow() - Process.GetCurrentProcess().StartTime).TotalSeconds;

    // Start of the runtime is counted by SecondsSinceStart; this is for the bound, the last look at the clock and writing.
    private const double MarginShare = 0.04;
    private const double LeastMargin = 0.4;

    /// <summary>What --seconds or --iterations leave for the search.</summary>
    public PlanBudget Budget(CancellationToken cancel)
    {
        if (Parsed.GetValue(PlanCommand.Iterations) is { } iterations) return new() { Iterations = iterations, Cancellation = cancel };
        var seconds = Parsed.GetValue(PlanCommand.Seconds);
        var left = seconds - Math.Max(LeastMargin, seconds * MarginShare) - SecondsSinceStart;
        return new() { Time = TimeSpan.FromSeconds(Math.Max(0.01, left)), Clock = TimeProvider.System, Cancellation = cancel };
    }

    /// <summary>The problem's file, opened.</summary>
    public FileStream Open() => new(File.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);

    /// <summary>Writes the plan beside its place first, so that nobody reads half of one.</summary>
    public async Task Write(Action<TextWriter> plan)
    {
        var unfinished = Out.FullName + ".unfinished";
        await using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(false), 1 << 16)) plan(writer);
        System.IO.File.Move(unfinished, Out.FullName, overwrite: true);
    }

    /// <summary>Says what was found: a sentence, or with --json one object.</summary>
    public void Say(PlanFound found)
    {
        var seconds = Math.Round(SecondsSinceStart, 3);
        var megabytes = Process.GetCurrentProcess().PeakWorkingSet64 / (1 << 20);
        Console.WriteLine(Parsed.GetValue(CommandLine.Json)
            ? JsonSerializer.Serialize(new { found.Cost, found.Bound, gap = found.Gap, seconds, peakMegabytes = megabytes, found.More }, JsonSerializerOptions.Web)
            : string.Create(CultureInfo.InvariantCulture, $"{found.Words}, bound {found.Bound:0.##}, gap {found.Gap:P2}, {seconds:0.00} s, {megabytes} MB"));
    }
}

/// <summary>A plan's figures.</summary>
/// <param name="Cost">What it costs.</param>
/// <param name="Bound">Proven: no plan costs less.</param>
/// <param name="Words">The plan in words.</param>
/// <param name="More">What only this kind of problem has.</param>
sealed record PlanFound(decimal Cost, decimal Bound, string Words, IReadOnlyDictionary<string, double>? More = null)
{
    /// <summary>How far above the bound, as a share of it.</summary>
    public decimal Gap => Cost <= Bound ? 0 : Math.Round((Cost - Bound) / Math.Max(0.000_001m, Math.Abs(Bound)), 6);
}
