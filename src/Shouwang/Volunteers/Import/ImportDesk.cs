using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>An import as its page and programs see it.</summary>
public sealed record ImportView(
    Guid Id, string UnitCode, string UnitName, DateTimeOffset At, DateTimeOffset? EndedAt, string By, string Sheet, ImportState State, IReadOnlyList<string> Headings, IReadOnlyDictionary<ImportField, int> Columns,
    ImportCount Count, int AllRows, string Checksum, int TakenBack, int Stayed, Refusal? StoppedBy, bool IsAtWork, bool CanBeUndone, int Version);

/// <summary>An import in the list.</summary>
public sealed record ImportLine(Guid Id, string UnitName, DateTimeOffset At, ImportState State, int Rows, int Made, int Rejected);

/// <summary>A rejected row: its number and why.</summary>
public sealed record RejectedLine(int Number, IReadOnlyList<Refusal> Why);

/// <summary>Somebody who stayed when his import was undone.</summary>
public sealed record StayedLine(string Number, string Name, string Why);

/// <summary>导入台: finds imports for those who manage volunteers at their unit, and shows them.</summary>
public sealed class ImportDesk(ShouwangDb db, ImportFile files, CurrentCaller current)
{
    public async Task<Result<VolunteerImport>> Open(Guid id, CancellationToken cancel)
    {
        var import = await db.Imports().FirstOrDefaultAsync(i => i.Id == id, cancel);
        return import is null || current.Lacks(VolunteersAccess.Manage, import.UnitPath) is not null ? new Refusal("volunteers.import.unknown") : import;
    }

    public async Task<Result<ImportView>> Look(Guid id, CancellationToken cancel)
    {
        var opened = await Open(id, cancel);
        if (!opened.IsOk) return Result<ImportView>.Refuse(opened.Refusals);
        var i = opened.Value;
        var unit = await db.Units().AsNoTracking().Where(u => u.Id == i.UnitId).Select(u => new { u.Code, u.Name }).FirstAsync(cancel);
        return new ImportView(
            i.Id, unit.Code, unit.Name, i.At, i.EndedAt, await Name(i, cancel), i.SheetName, i.State, ImportWords.Headings(i.HeadingsJson), ImportWords.Read(i.ColumnsJson).Columns, i.Count, i.AllRows, i.Checksum, i.TakenBack, i.Stayed,
            i.StoppedBy is { } code ? i.StoppedAt is { } line ? new Refusal(code, ("line", line)) : new Refusal(code) : null, i.IsAtWork, i.CanBeUndone, i.Version);
    }

    public Task<List<ImportLine>> Recent(CancellationToken cancel) => (
        from i in db.Imports().AsNoTracking().Within(current.Where(VolunteersAccess.Manage)) join unit in db.Units() on i.UnitId equals unit.Id
        orderby i.At descending select new ImportLine(i.Id, unit.Name, i.At, i.State, i.Rows, i.Made, i.Rejected)).Take(30).ToListAsync(cancel);

    /// <summary>The first rejected rows, by number.</summary>
    public async Task<IReadOnlyList<RejectedLine>> Rejected(Guid id, int most, CancellationToken cancel) =>
        [.. (await db.ImportRejects().AsNoTracking().Where(r => r.ImportId == id).OrderBy(r => r.Number).Take(most).ToListAsync(cancel))
            .Select(row => new RejectedLine(row.Number, [.. files.OpenRow(row.Content).Why.Select(why => why.Refusal)]))];

    /// <summary>All rejected rows as they came, to be mended.</summary>
    public async IAsyncEnumerable<(int Number, RejectedCells Row)> RejectedRows(Guid id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in db.ImportRejects().AsNoTracking().Where(r => r.ImportId == id).OrderBy(r => r.Number).AsAsyncEnumerable().WithCancellation(cancel))
            yield return (row.Number, files.OpenRow(row.Content));
    }

    public async Task<IReadOnlyList<StayedLine>> Stayed(Guid id, int most, CancellationToken cancel) => await (
        from person in db.ImportedVolunteers().AsNoTracking() join v in db.Volunteers() on person.VolunteerId equals v.Id
        where person.ImportId == id && person.Stayed != null orderby v.Number select new StayedLine(v.Number, v.Name, person.Stayed!)).Take(most).ToListAsync(cancel);

    private async Task<string> Name(VolunteerImport import, CancellationToken cancel) =>
        import.ByKind == ActorKind.Staff ? await db.Accounts().AsNoTracking().Where(a => a.Id == import.ById).Select(a => a.DisplayName).FirstOrDefaultAsync(cancel) ?? "" : "";
}
