using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Which plain exports are asked for: those of a unit that were agreed to within days.</summary>
public sealed record PlainExportQuestion(string? Unit = null, string? From = null, string? Until = null, string? Alone = null);

/// <summary>One plain export in a list: who, why, how many people, how often; never a volunteer.</summary>
public sealed record PlainExportLine(Guid Id, string Number, string UnitName, string AskedBy, string AgreedBy, string Reason, DateTimeOffset AgreedAt, DateTimeOffset ExpiresAt, int Fetches, int Rows, bool MayFetch);

/// <summary>One page of them, the newest first.</summary>
public sealed record PlainExportLines(IReadOnlyList<PlainExportLine> Lines, int Total, int Page);

/// <summary>明文导出记录: every list that has left the house readable, for those who answer for it.</summary>
public sealed class PlainExportBoard(ShouwangDb db, ChosenUnit chosen, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<PlainExportLines> Run(PlainExportQuestion question, int page, CancellationToken cancel)
    {
        var reach = await chosen.WhereAsked(VolunteersAccess.See, question.Unit, question.Alone == "1", cancel);
        var found = db.PlainExports().AsNoTracking().Within(reach);
        if (question.From is not null || question.Until is not null)
        {
            var span = FigureSpan.Read(null, question.From, question.Until, LocalTime.Today(clock));
            found = span.IsOk ? Agreed(found, span.Value.Period) : found.Where(_ => false);
        }
        var total = await found.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await (
            from export in found.OrderByDescending(e => e.AgreedAt).ThenBy(e => e.Id).Skip((page - 1) * PageSize).Take(PageSize)
            join unit in db.Units() on export.UnitId equals unit.Id
            orderby export.AgreedAt descending, export.Id
            select new { Export = export, unit.Name }).ToListAsync(cancel);
        var people = rows.SelectMany(row => new[] { row.Export.AskedBy.Value, row.Export.AgreedBy.Value }).Distinct().ToList();
        var names = await db.Accounts().AsNoTracking().Where(account => people.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.DisplayName, cancel);
        string Name(AccountId id) => names.GetValueOrDefault(id.Value, "—");
        return new PlainExportLines([.. rows.Select(row => Line(row.Export, row.Name, Name))], total, page);
    }

    /// <summary>Those to which a second person agreed within the period.</summary>
    internal static IQueryable<PlainExport> Agreed(IQueryable<PlainExport> exports, Period period)
    {
        var (from, until) = (period.From, period.Until);
        return exports.Where(e => e.AgreedAt >= from && e.AgreedAt < until);
    }

    private PlainExportLine Line(PlainExport export, string unit, Func<AccountId, string> name) => new(
        export.Id.Value, export.Number, unit, name(export.AskedBy), name(export.AgreedBy), export.Reason, export.AgreedAt, export.ExpiresAt, export.Fetches, export.Rows,
        export.AskedBy.Value == current.Actor.Id && export.IsOpen(clock.GetUtcNow()));
}
