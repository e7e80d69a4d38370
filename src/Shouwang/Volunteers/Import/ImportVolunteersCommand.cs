using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>import volunteers: a list of people from a file at the server, however large.</summary>
static class ImportVolunteersCommand
{
    private const int Listed = 20;
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV (UTF-8, GBK) or XLSX; the first row holds the headings" };
        var unit = new Option<string>("--unit") { Description = "Code of the unit whose volunteers they are", Required = true };
        var sheet = new Option<string?>("--sheet") { Description = "Name of the sheet; the first when left out" };
        var trial = new Option<bool>("--dry-run") { Description = "Check every row and write nothing" };
        var consents = new Option<bool>("--people-consent") { Description = "Confirms that the people have consented to be on the register; needed unless --dry-run" };
        var verb = CommandLine.Verb("volunteers", "Take a list of volunteers on the register; the same file twice changes nothing", unit, sheet, trial, consents, CommandLine.Json);
        verb.Arguments.Add(file);
        verb.Runs((parsed, cancel) => CommandLine.InHouse(parsed, async (house, stop) =>
        {
            house.GetRequiredService<CurrentCaller>().ActAs(RunImports.AtTheServer(house.GetRequiredService<TimeProvider>()));
            var path = parsed.GetValue(file)!;
            if (!path.Exists || path.Length > UploadImport.MostBytes) throw new SetupException(path.Exists ? $"{path.Name} is larger than {UploadImport.MostBytes >> 20} MB: split it." : $"There is no file {path.FullName}.");
            var done = await Import(house, await File.ReadAllBytesAsync(path.FullName, stop), parsed.GetValue(unit)!, parsed.GetValue(sheet), parsed.GetValue(trial), parsed.GetValue(consents), stop);
            return await Tell(house, done, parsed.GetValue(CommandLine.Json), stop);
        }, cancel));
        return new Command("import", "Load lists") { verb };
    }

    private static async Task<Result<ImportView>> Import(IServiceProvider house, byte[] file, string unit, string? sheet, bool trial, bool consents, CancellationToken cancel)
    {
        var uploaded = await house.GetRequiredService<UploadImport>().Run(unit, file, sheet, cancel);
        if (!uploaded.IsOk) return Result<ImportView>.Refuse(uploaded.Refusals);
        var (id, desk) = (uploaded.Value, house.GetRequiredService<ImportDesk>());
        var guessed = (await desk.Look(id, cancel)).Value.Columns;
        var checking = await house.GetRequiredService<CheckImport>().Run(id, guessed, cancel);
        if (checking.IsOk) await RunImports.Act(house, id, cancel);
        var looked = (await desk.Look(id, cancel)).Value;
        if (checking.IsOk && !trial && looked.State == ImportState.Checked)
        {
            checking = await house.GetRequiredService<StartImport>().Run(id, consents, cancel);
            if (checking.IsOk) await RunImports.Act(house, id, cancel);
        }
        if (!checking.IsOk || trial) await house.GetRequiredService<CancelImport>().Run(id, cancel);
        return checking.IsOk ? trial ? looked : (await desk.Look(id, cancel)) : Result<ImportView>.Refuse(checking.Refusals);
    }

    private static async Task<int> Tell(IServiceProvider house, Result<ImportView> done, bool json, CancellationToken cancel)
    {
        var texts = house.GetRequiredService<RefusalTexts>();
        foreach (var no in done.IsOk ? done.Value.StoppedBy is { } stopped ? [stopped] : [] : done.Refusals) await Console.Error.WriteLineAsync(texts.Of(no));
        if (!done.IsOk) return 1;
        var (view, rejected) = (done.Value, await house.GetRequiredService<ImportDesk>().Rejected(done.Value.Id, json ? int.MaxValue : Listed, cancel));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                view.Id, view.State, view.Count.Rows, view.Count.Made, view.Count.Unchanged, view.Count.Rejected, view.Checksum,
                RejectedRows = rejected.Select(row => new { row.Number, Reasons = row.Why.Select(why => new { why.Code, why.Field, Text = texts.Of(why) }) }),
            }, Format));
        }
        else
        {
            Console.WriteLine($"{view.Count.Rows:N0} rows: {view.Count.Made:N0} {(view.State == ImportState.Checked ? "can be taken on" : "taken on")}, {view.Count.Unchanged:N0} there already, {view.Count.Rejected:N0} rejected; checksum {view.Checksum}");
            foreach (var row in rejected) Console.WriteLine($"  row {row.Number}: {string.Join(' ', row.Why.Select(texts.Of))}");
            if (view.Count.Rejected > rejected.Count) Console.WriteLine($"  … and {view.Count.Rejected - rejected.Count:N0} more (--json lists all)");
        }
        return view.State is ImportState.Failed ? 1 : 0;
    }
}
