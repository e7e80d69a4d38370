using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Which lines of the hours ledger are asked for: of a unit, by the day of the check-in, in a state; or those behind a figure.</summary>
public sealed record HoursQuestion(string? Unit = null, string? Alone = null, ServiceRecordState? State = null, string? Figure = null, string? Span = null, string? From = null, string? Until = null);

/// <summary>A line of the ledger in a list; the volunteer is masked.</summary>
public sealed record HoursRow(
    Guid Id, string Number, string Name, string Activity, string UnitCode, string UnitName, DateTimeOffset CheckedInAt, DateTimeOffset? CheckedOutAt,
    int RawMinutes, int CreditedMinutes, int TravelMinutes, HoursEvidence Evidence, ServiceRecordState State, string UnitPath)
{
    /// <summary>True when the reader may open the volunteer's own page.</summary>
    public bool MayOpen { get; init; }
}

/// <summary>One page of lines, and the sums over all of them that count.</summary>
public sealed record HoursRows(IReadOnlyList<HoursRow> Rows, int Total, int Page, HoursSum Sum, FigureSpan Span);

/// <summary>时长台账: the lines of the hours ledger within reach, newest first.</summary>
public sealed class HoursBoard(ShouwangDb db, HoursLedger ledger, ChosenUnit chosen, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<Result<HoursRows>> Run(HoursQuestion question, int page, CancellationToken cancel)
    {
        var asked = await Asked(question, VolunteersAccess.See, cancel);
        if (!asked.IsOk) return Result<HoursRows>.Refuse(asked.Refusals);
        var (records, span) = asked.Value;
        var total = await records.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await Projected(records.OrderByDescending(r => r.CheckedInAt).ThenBy(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(cancel);
        return new HoursRows([.. rows.Select(Shown)], total, page, await HoursLedger.Sum(records, cancel), span);
    }

    /// <summary>All of them, for a file that leaves the house.</summary>
    public async Task<Result<IAsyncEnumerable<HoursRow>>> Export(HoursQuestion question, CancellationToken cancel)
    {
        var asked = await Asked(question, VolunteersAccess.Export, cancel);
        return asked.Then(found => Projected(found.Records.OrderByDescending(r => r.CheckedInAt).ThenBy(r => r.Id)).AsAsyncEnumerable().Select(Shown));
    }

    private async Task<Result<(IQueryable<ServiceRecord> Records, FigureSpan Span)>> Asked(HoursQuestion question, Permission permission, CancellationToken cancel)
    {
        var span = FigureSpan.Read(question.Span, question.From, question.Until, LocalTime.Today(clock));
        if (!span.IsOk) return Result<(IQueryable<ServiceRecord>, FigureSpan)>.Refuse(span.Refusals);
        var (reach, period) = (await chosen.WhereAsked(permission, question.Unit, question.Alone == "1", cancel), span.Value.Period);
        var (from, until) = (period.From, period.Until);
        var records = VolunteersFigures.IsOfHours(question.Figure)
            ? VolunteersFigures.Share(question.Figure, ledger.Counted(reach, period))
            : db.ServiceRecords().AsNoTracking().Within(reach).Where(r => r.CheckedInAt >= from && r.CheckedInAt < until);
        if (question.State is { } state) records = records.Where(r => r.State == state);
        return (records, span.Value);
    }

    private IQueryable<HoursRow> Projected(IQueryable<ServiceRecord> records) =>
        from record in records
        join volunteer in db.Volunteers() on record.VolunteerId equals volunteer.Id
        join unit in db.Units() on record.UnitId equals unit.Id
        select new HoursRow(record.Id.Value, volunteer.Number, volunteer.Name, record.Activity, unit.Code, unit.Name, record.CheckedInAt, record.CheckedOutAt,
            record.RawMinutes, record.CreditedMinutes, record.TravelMinutes, record.Evidence, record.State, volunteer.UnitPath);

    private HoursRow Shown(HoursRow row) => row with { Name = Masking.Name(row.Name), MayOpen = current.Rights.May(VolunteersAccess.See, row.UnitPath) };
}
