using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>试导: with the columns somebody has confirmed; the unit remembers them for files with these headings.</summary>
public sealed class CheckImport(ShouwangDb db, ImportDesk desk)
{
    public Task<Result<Done>> Run(Guid id, IReadOnlyDictionary<ImportField, int> chosen, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        var opened = await desk.Open(id, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var (import, columns) = (opened.Value, new ImportColumns(chosen));
        var headings = ImportWords.Headings(import.HeadingsJson);
        if (headings.Count > 0 && columns.Check(headings.Count) is { Count: > 0 } wrong) return Result<Done>.Refuse(wrong);
        var json = ImportWords.Write(columns);
        var checking = import.Check(json);
        if (!checking.IsOk) return checking;
        await db.ImportRejects().Where(r => r.ImportId == id).ExecuteDeleteAsync(cancel);
        await Remember(import, ImportWords.HashOf(headings), json, cancel);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);

    private async Task Remember(VolunteerImport import, string headings, string json, CancellationToken cancel)
    {
        var known = await db.KnownColumns().FirstOrDefaultAsync(k => k.UnitId == import.UnitId && k.HeadingsHash == headings, cancel);
        if (known is null) db.KnownColumns().Add(new KnownColumns { UnitId = import.UnitId, HeadingsHash = headings, ColumnsJson = json });
        else known.ColumnsJson = json;
    }
}

/// <summary>开始导入: what the trial found right is written, by the clock.</summary>
public sealed class StartImport(ShouwangDb db, ImportDesk desk, CurrentCaller current)
{
    public Task<Result<Done>> Run(Guid id, bool consents, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        var opened = await desk.Open(id, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        // It runs with the rights of the one who has brought it; another member of staff brings his own file.
        if (opened.Value.ById != current.Actor.Id || opened.Value.ByKind != current.Actor.Kind) return new Refusal("volunteers.import.of-another");
        var started = opened.Value.Start(consents);
        if (!started.IsOk) return started;
        await db.ImportRejects().Where(r => r.ImportId == id).ExecuteDeleteAsync(cancel);
        await db.SaveChangesAsync(cancel);
        return started;
    }, cancel);
}

/// <summary>取消导入: stops after the batch that is being written.</summary>
public sealed class CancelImport(ShouwangDb db, ImportDesk desk, ImportFile files, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        var opened = await desk.Open(id, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var cancelled = opened.Value.Cancel(clock.GetUtcNow());
        if (!cancelled.IsOk) return cancelled;
        await files.Forget(id, cancel);
        await db.SaveChangesAsync(cancel);
        return cancelled;
    }, cancel);
}

/// <summary>撤销导入: by the clock, those people who have not acted since.</summary>
public sealed class UndoImport(ShouwangDb db, ImportDesk desk)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        var opened = await desk.Open(id, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var undoing = opened.Value.Undo();
        if (undoing.IsOk) await db.SaveChangesAsync(cancel);
        return undoing;
    }, cancel);
}
