using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Shouwang.Bench;

/// <summary>One engine at one size.</summary>
sealed record BenchRow(
    string Engine, int Orders, int Open, double LoopsPerSecond, double LimitPerSecond, double ProcessorMilliseconds, double LimitProcessorMilliseconds,
    IReadOnlyList<StepTime> Steps, IReadOnlyList<StepTime> LimitSteps, IReadOnlyList<StepTime> Board, int Megabytes);

/// <summary>Writes what was measured as tables that people read.</summary>
static class BenchReport
{
    /// <summary>The machine, and what ran on it.</summary>
    public static string Machine => $"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}";

    public static string Tables(BenchPlan plan, IReadOnlyList<BenchRow> rows)
    {
        var text = new StringBuilder();
        Line(text, $"{Machine}; {plan.Clients} loops at a time, {plan.Loops} in each row, {plan.Volunteers:N0} volunteers.");
        Line(text, $"");
        Line(text, $"| database | orders in the tables (open) | loops/s | limit/s | limit ÷ loop | server CPU ms per loop | limit's CPU ms | board p50 / p95 ms | server memory MB |");
        Line(text, $"|---|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
            Line(text, $"| {row.Engine} | {row.Orders:N0} ({row.Open:N0}) | {row.LoopsPerSecond:0.0} | {row.LimitPerSecond:0.0} | {row.LimitPerSecond / row.LoopsPerSecond:0.0} | {row.ProcessorMilliseconds:0.0} | {row.LimitProcessorMilliseconds:0.0} | {row.Board[0].Median:0} / {row.Board[0].P95:0} | {row.Megabytes} |");
        Line(text, $"");
        Line(text, $"Each step, p50 / p99 in milliseconds, and in brackets the limit's:");
        Line(text, $"");
        var steps = rows[0].Steps.Select(step => step.Step).ToList();
        Line(text, $"| database | orders | {string.Join(" | ", steps)} |");
        Line(text, $"|---|---|{string.Concat(steps.Select(_ => "---|"))}");
        foreach (var row in rows) Line(text, $"| {row.Engine} | {row.Orders:N0} | {string.Join(" | ", row.Steps.Select(step => Cell(step, row.LimitSteps.FirstOrDefault(limit => limit.Step == step.Step))))} |");
        return text.ToString();
    }

    /// <summary>Puts the text between the marks of this part of the file, in place of what stood there.</summary>
    public static async Task WriteInto(string file, string part, string text, CancellationToken cancel)
    {
        var (open, close) = ($"<!-- {part}: written by bench/{part}/run -->", $"<!-- /{part} -->");
        var all = await File.ReadAllTextAsync(file, cancel);
        var (begin, end) = (all.IndexOf(open, StringComparison.Ordinal), all.IndexOf(close, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new SetupException($"{file} has no place for the tables: {open} … {close}");
        await File.WriteAllTextAsync(file, all[..(begin + open.Length)] + "\n" + text + all[end..], cancel);
    }

    private static string Cell(StepTime step, StepTime? limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.Median:0.0} / {step.P99:0.0}") + (limit is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({limit.Median:0.0} / {limit.P99:0.0})"));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
