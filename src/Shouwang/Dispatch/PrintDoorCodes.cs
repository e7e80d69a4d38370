using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>打印门码: the sheet of codes as a PDF. The codes come from the page that has just made them: the house itself knows only their hashes.</summary>
public sealed class PrintDoorCodes(ShouwangDb db, OrderWords words, CurrentCaller current, PublicHome home, PaperPrinter printer, IServiceProvider services, ILoggerFactory logs)
{
    /// <param name="codes">The codes in plain; only those in force within the caller's reach are printed.</param>
    /// <param name="root">Scheme and host the codes lead to.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<byte[]>> Run(IReadOnlyList<string> codes, string root, CancellationToken cancel)
    {
        if (codes.Count is 0 or > MakeDoorCodes.Most) return new Refusal("dispatch.door-code.how-many", ("most", MakeDoorCodes.Most));
        var byHash = codes.Where(code => code.Length is > 0 and <= 64).DistinctBy(words.DoorCodeHash).ToDictionary(words.DoorCodeHash);
        var (hashes, reach) = (byHash.Keys.ToList(), current.Where(DispatchAccess.ManageCodes));
        var found = await (
            from door in db.DoorCodes().AsNoTracking().Within(reach)
            where hashes.Contains(door.CodeHash) && door.RevokedAt == null
            join unit in db.Units() on door.UnitId equals unit.Id
            select new { door.Id, door.Kind, door.CodeHash, door.Address, unit.Name, unit.UnitPath }).ToListAsync(cancel);
        if (found.Count == 0) return new Refusal("dispatch.door-code.unknown");
        var doors = found.Select(door => new MadeDoorCode(door.Id, door.Kind, door.Name, words.OpenDoorAddress(door.Address), byHash[door.CodeHash])).OrderBy(door => hashes.IndexOf(words.DoorCodeHash(door.Code))).ToList();
        var call = await home.WhomToCall(found[0].UnitPath, cancel);
        return await printer.Run(await Page(doors, root, call?.Phone), cancel);
    }

    private async Task<string> Page(IReadOnlyList<MadeDoorCode> doors, string root, string? phone)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Doors"] = doors, ["Root"] = root, ["Phone"] = phone });
        return "<!doctype html>" + await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Pages.DoorSheetPaper>(parameters)).ToHtmlString());
    }
}
