using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>更正时长: staff correct, up to the unit's limit alone; a volunteer asks for a correction of his own record and never decides on it.</summary>
public sealed class CorrectHours(ShouwangDb db, HoursRuleBook rules, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <param name="id">Which record.</param>
    /// <param name="minutes">Minutes that are to count, as typed.</param>
    /// <param name="reason">The evidence in words.</param>
    /// <param name="photo">Where a photo of it is kept; null for none.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Whether it is applied, or waits for somebody to agree.</returns>
    public Task<Result<CorrectionState>> Run(Guid id, string? minutes, string? reason, string? photo, CancellationToken cancel) => db.Retrying(async () =>
    {
        var record = await db.ServiceRecords().FirstOrDefaultAsync(r => r.Id == new ServiceRecordId(id), cancel);
        if (record is null || !MaySee(record)) return new Refusal("volunteers.service.unknown");
        if (!current.Caller.IsVolunteer && current.Lacks(VolunteersAccess.ManageHours, record.UnitPath) is { } lacks) return lacks;
        if (!int.TryParse(minutes, System.Globalization.CultureInfo.InvariantCulture, out var whole)) return new Refusal("volunteers.service.minutes", ("most", ServiceRecord.MostMinutes)).At("minutes");
        if (await db.Corrections().AnyAsync(c => c.RecordId == record.Id && c.State == CorrectionState.Waiting, cancel)) return new Refusal("volunteers.correction.waiting");
        var limit = (await rules.For(record.UnitPath, cancel)).CorrectionLimit;
        var asked = HoursCorrection.Ask(ids.New<HoursCorrectionId>(), record, new CorrectionWish(whole, reason, photo), current.Actor, limit, clock.GetUtcNow());
        if (!asked.IsOk) return Result<CorrectionState>.Refuse(asked.Refusals);
        db.Corrections().Add(asked.Value);
        await db.SaveChangesAsync(cancel);
        return asked.Value.State;
    });

    private bool MaySee(ServiceRecord record) => current.Caller.IsVolunteer ? record.VolunteerId.Value == current.Actor.Id : current.Rights.May(VolunteersAccess.See, record.UnitPath);
}

/// <summary>答复更正: another member of staff agrees, or not.</summary>
public sealed class AnswerCorrection(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<CorrectionState>> Run(Guid id, bool agree, CancellationToken cancel) => db.Retrying(async () =>
    {
        var correction = await db.Corrections().Within(current.Where(VolunteersAccess.See)).FirstOrDefaultAsync(c => c.Id == new HoursCorrectionId(id), cancel);
        if (correction is null) return new Refusal("volunteers.correction.unknown");
        if (current.Lacks(VolunteersAccess.ManageHours, correction.UnitPath) is { } lacks) return lacks;
        var record = await db.ServiceRecords().FirstAsync(r => r.Id == correction.RecordId, cancel);
        var decision = agree ? correction.Agree(record, current.Actor, clock.GetUtcNow()) : correction.Decline(current.Actor, clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}

/// <summary>A correction that waits, as staff see it; the volunteer is masked.</summary>
public sealed record CorrectionLine(
    Guid Id, Guid Record, string Number, string Name, string Activity, DateTimeOffset CheckedInAt, int RawMinutes, int FromMinutes, int ToMinutes, string Reason, string? Photo,
    bool ByVolunteer, bool NeedsTwo, Guid? FirstBy, DateTimeOffset AskedAt)
{
    /// <summary>True when the reader has stood for it already and another must agree.</summary>
    public bool IsMine { get; init; }
}

/// <summary>待同意的更正: those within reach, oldest first.</summary>
public sealed class CorrectionBoard(ShouwangDb db, CurrentCaller current)
{
    /// <summary>More than these wait nowhere; the oldest are shown.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<CorrectionLine>> Run(CancellationToken cancel)
    {
        var lines = await (
            from correction in db.Corrections().AsNoTracking().Within(current.Where(VolunteersAccess.ManageHours))
            join record in db.ServiceRecords() on correction.RecordId equals record.Id
            join volunteer in db.Volunteers() on correction.VolunteerId equals volunteer.Id
            where correction.State == CorrectionState.Waiting
            orderby correction.AskedAt
            select new CorrectionLine(correction.Id.Value, record.Id.Value, volunteer.Number, volunteer.Name, record.Activity, record.CheckedInAt, record.RawMinutes, correction.FromMinutes, correction.ToMinutes,
                correction.Reason, correction.Photo, correction.AskedBy == volunteer.Id.Value, correction.NeedsTwo, correction.FirstBy, correction.AskedAt)).Take(Most).ToListAsync(cancel);
        return [.. lines.Select(line => line with { Name = Masking.Name(line.Name), IsMine = line.FirstBy == current.Actor.Id })];
    }

    /// <summary>The caller's own records for which a correction waits.</summary>
    public async Task<IReadOnlySet<Guid>> Mine(CancellationToken cancel)
    {
        var me = new VolunteerId(current.Actor.Id);
        return (await db.Corrections().AsNoTracking().Where(c => c.VolunteerId == me && c.State == CorrectionState.Waiting).Select(c => c.RecordId).ToListAsync(cancel)).Select(id => id.Value).ToHashSet();
    }
}
