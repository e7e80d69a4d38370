using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A service whose hours nobody has confirmed yet, and until when somebody must; the volunteer is masked.</summary>
public sealed record DueRecord(
    Guid Id, string Number, string Name, string Activity, string UnitName, DateTimeOffset CheckedInAt, DateTimeOffset CheckedOutAt, int CreditedMinutes, DateOnly Due, bool IsLate, bool MayOpen);

/// <summary>One page of them, oldest first.</summary>
/// <param name="Late">How many of all are late.</param>
/// <param name="UnknownYear">A year whose holidays are not known yet although a term may run into it; null when all are.</param>
public sealed record DueRecords(IReadOnlyList<DueRecord> Rows, int Total, int Late, int Page, int? UnknownYear);

/// <summary>待补记录: services that ended without a check-out and wait for staff, with the day on which Order 67 wants them recorded.</summary>
public sealed class RecordsDue(ShouwangDb db, ChosenUnit chosen, CurrentCaller current, WorkingDays calendar, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<DueRecords> Run(int page, CancellationToken cancel)
    {
        var (today, reach) = (LocalTime.Today(clock), await chosen.WhereAsked(VolunteersAccess.See, null, false, cancel));
        var waiting = db.ServiceRecords().AsNoTracking().Within(reach).Where(r => r.State == ServiceRecordState.Provisional && r.CheckedOutAt != null);
        var inTimeFrom = Period.Midnight(calendar.LatestOverdue(today, RecordTerm.WorkingDays).AddDays(1), LocalTime.Zone).ToUniversalTime();
        var (total, late) = (await waiting.CountAsync(cancel), await waiting.CountAsync(r => r.CheckedOutAt < inTimeFrom, cancel));
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await (
            from record in waiting.OrderBy(r => r.CheckedOutAt).ThenBy(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize)
            join volunteer in db.Volunteers() on record.VolunteerId equals volunteer.Id
            join unit in db.Units() on record.UnitId equals unit.Id
            orderby record.CheckedOutAt, record.Id
            select new { record.Id, volunteer.Number, volunteer.Name, volunteer.UnitPath, record.Activity, Unit = unit.Name, record.CheckedInAt, Ended = record.CheckedOutAt!.Value, record.CreditedMinutes })
            .ToListAsync(cancel);
        return new DueRecords([.. rows.Select(r =>
        {
            var due = RecordTerm.DueOn(DateOnly.FromDateTime(LocalTime.Here(r.Ended).DateTime), calendar);
            return new DueRecord(r.Id.Value, r.Number, Masking.Name(r.Name), r.Activity, r.Unit, r.CheckedInAt, r.Ended, r.CreditedMinutes, due, due < today, current.Rights.May(VolunteersAccess.See, r.UnitPath));
        })], total, late, page, Unknown(today));
    }

    private int? Unknown(DateOnly today) =>
        new int?[] { today.Year, calendar.After(today, RecordTerm.WorkingDays).Year }.FirstOrDefault(year => !calendar.Knows(year!.Value));
}
