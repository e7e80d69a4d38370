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
    private const string Begin = "<!-- loop: written by bench/loop/run -->", End = "<!-- /loop -->";

    public static string Tables(BenchPlan plan, IReadOnlyList<BenchRow> rows)
    {
        var text = new StringBuilder();
        Line(text, $"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; {plan.Clients} loops at a time, {plan.Loops} in each row, {plan.Volunteers:N0} volunteers.");
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

    public static async Task WriteInto(string file, BenchPlan plan, IReadOnlyList<BenchRow> rows, CancellationToken cancel)
    {
        var text = await File.ReadAllTextAsync(file, cancel);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new SetupException($"{file} has no place for the tables: {Begin} … {End}");
        await File.WriteAllTextAsync(file, text[..(begin + Begin.Length)] + "\n" + Tables(plan, rows) + text[end..], cancel);
    }

    private static string Cell(StepTime step, StepTime? limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.Median:0.0} / {step.P99:0.0}") + (limit is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({limit.Median:0.0} / {limit.P99:0.0})"));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
