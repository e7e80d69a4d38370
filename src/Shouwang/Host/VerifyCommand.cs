using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Shouwang.Host;

/// <summary>verify: proves that the ledger is whole, or names the first fact that is not.</summary>
static class VerifyCommand
{
    private const int WorthABar = 200_000; // about a second's work

    public static Command Make()
    {
        var anchor = new Option<string?>("--anchor") { Description = "Compare with the heads in this file: finds chains that were cut off" };
        var export = new Option<string?>("--export-anchor") { Description = "Write the heads of all chains into this file, to be kept elsewhere" };
        var verb = CommandLine.Verb("verify", "Check the ledger of facts: every line, every chain", CommandLine.Json, anchor, export);
        verb.Runs((parsed, cancel) => CommandLine.InHouse(parsed, (house, stop) =>
            parsed.GetValue(export) is { } file ? Export(house, file, stop) : Check(house, parsed.GetValue(anchor), parsed.GetValue(CommandLine.Json), stop), cancel));
        return verb;
    }

    private static async Task<int> Export(IServiceProvider house, string file, CancellationToken cancel)
    {
        var heads = await house.GetRequiredService<FactCheck>().Heads(cancel);
        var anchor = FactAnchor.Make(heads, house.GetRequiredService<TimeProvider>().GetUtcNow(), house.GetRequiredService<KeyRing>());
        await File.WriteAllTextAsync(file, anchor.ToJson(), cancel);
        Console.WriteLine($"{anchor.Heads.Count} heads written to {file}");
        return 0;
    }

    private static async Task<int> Check(IServiceProvider house, string? anchorFile, bool json, CancellationToken cancel)
    {
        FactAnchor? anchor = null;
        if (anchorFile is not null)
        {
            anchor = FactAnchor.Read(await File.ReadAllTextAsync(anchorFile, cancel), house.GetRequiredService<KeyRing>());
            if (anchor is null)
            {
                await Console.Error.WriteLineAsync($"{anchorFile} is not an anchor that this house has signed.");
                return 2;
            }
        }
        var (clock, check) = (house.GetRequiredService<TimeProvider>(), house.GetRequiredService<FactCheck>());
        var start = clock.GetTimestamp();
        var expected = (await check.Heads(cancel)).Values.Sum(head => head.Sequence);
        var report = !json && !Console.IsOutputRedirected && expected > WorthABar
            ? await WithBar(check, anchor, expected, cancel)
            : await check.Run(anchor, progress: null, cancel);
        Say(report, json, clock.GetElapsedTime(start));
        return report.IsWhole ? 0 : 1;
    }

    private static Task<FactReport> WithBar(FactCheck check, FactAnchor? anchor, long expected, CancellationToken cancel) =>
        Bars.OnErrorStream().Progress().AutoClear(true).StartAsync(async bars =>
        {
            var bar = bars.AddTask("facts", maxValue: expected);
            return await check.Run(anchor, read => bar.Value = read, cancel);
        });

    private static void Say(FactReport report, bool json, TimeSpan took)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { report.IsWhole, report.Facts, report.Chains, report.Broken, seconds = Math.Round(took.TotalSeconds, 3) }, JsonSerializerOptions.Web));
            return;
        }
        foreach (var chain in report.Broken) Console.WriteLine($"unit {chain.Unit}: fact {chain.Sequence} {chain.What}");
        Console.WriteLine(report.IsWhole
            ? $"{report.Facts:N0} facts in {report.Chains} chains: whole. {took.TotalSeconds:N1} s"
            : $"{report.Broken.Count} of {report.Chains} chains are broken.");
    }
}
