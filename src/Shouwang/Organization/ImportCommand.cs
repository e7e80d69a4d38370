using System.CommandLine;
using System.Text.Json;
using Shouwang.Host;
using Spectre.Console;

namespace Shouwang.Organization;

/// <summary>import divisions: the unit tree from real lists of areas.</summary>
static class ImportCommand
{
    private const int Listed = 20;

    public static Command Make() => new("import", "Load lists") { Divisions() };

    private static Command Divisions()
    {
        var from = new Option<string>("--from") { Description = "Folder with areas.csv, streets.csv and villages.csv; the shipped lists when left out", DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "data", "divisions") };
        var area = new Option<string[]>("--area") { Description = "Code of a district, for example 110107; may be given several times; \"all\" or none: everything in the folder", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var encoding = new Option<string?>("--encoding") { Description = "utf-8 (default) or gbk" };
        var verb = CommandLine.Verb("divisions", "Build centers, institutes and stations from lists of areas; safe to repeat", from, area, encoding, CommandLine.Json);
        verb.Runs((parsed, cancel) => CommandLine.InHouse(parsed, async (house, stop) =>
        {
            Task<Result<DivisionReport>> Import(IProgress<Progressed>? progress) => house.GetRequiredService<ImportDivisions>()
                .Run(parsed.GetValue(from)!, parsed.GetValue(area)!, parsed.GetValue(encoding), progress, stop);
            var json = parsed.GetValue(CommandLine.Json);
            var result = json ? await Import(null) : await WithBar(Import);
            return Tell(house.GetRequiredService<RefusalTexts>(), result, json);
        }, cancel));
        return verb;
    }

    private static Task<Result<DivisionReport>> WithBar(Func<IProgress<Progressed>, Task<Result<DivisionReport>>> import)
    {
        return Bars.OnErrorStream().Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn()).StartAsync(async context =>
        {
            var bar = context.AddTask("reading", maxValue: 1).IsIndeterminate();
            var result = await import(new Told(step =>
            {
                bar.IsIndeterminate(false).MaxValue(step.All).Value(step.Done);
                bar.Description = $"{step.Done:N0} / {step.All:N0}";
            }));
            bar.IsIndeterminate(false).Value(bar.MaxValue).StopTask();
            return result;
        });
    }

    private static int Tell(RefusalTexts texts, Result<DivisionReport> result, bool json)
    {
        if (!result.IsOk)
        {
            foreach (var refusal in result.Refusals) Console.Error.WriteLine(texts.Of(refusal));
            return 1;
        }
        var report = result.Value;
        if (json)
        {
            var rejected = report.Rejected.Select(row => new { row.File, row.Line, row.Code, Reason = row.Why.Code, Text = texts.Of(row.Why) });
            Console.WriteLine(JsonSerializer.Serialize(new { report.Rows, report.Added, report.Renamed, report.Kept, report.Unchanged, Rejected = rejected, report.Missing }, JsonSerializerOptions.Web));
            return 0;
        }
        Console.WriteLine($"{report.Rows:N0} rows: {report.Added:N0} added, {report.Renamed:N0} renamed, {report.Kept:N0} kept the names given here, {report.Unchanged:N0} unchanged, {report.Rejected.Count:N0} rejected");
        foreach (var row in report.Rejected.Take(Listed)) Console.WriteLine($"  {row.File} line {row.Line}: {texts.Of(row.Why)}");
        if (report.Rejected.Count > Listed) Console.WriteLine($"  … and {report.Rejected.Count - Listed:N0} more (--json lists all)");
        if (report.Missing.Count > 0) Console.WriteLine($"{report.Missing.Count:N0} units are no longer in the lists and were left as they are: {string.Join(", ", report.Missing.Take(Listed))}{(report.Missing.Count > Listed ? " …" : "")}");
        return 0;
    }

    private sealed class Told(Action<Progressed> hear) : IProgress<Progressed>
    {
        public void Report(Progressed value) => hear(value);
    }
}
