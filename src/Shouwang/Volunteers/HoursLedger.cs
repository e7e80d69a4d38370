using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Sums of the ledger: three counts that are never mixed (people, person-times, minutes) and minutes raw, credited and travelled apart.</summary>
public sealed record HoursSum(int People, int PersonTimes, long RawMinutes, long CreditedMinutes, long TravelMinutes)
{
    public static HoursSum None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>What the credited minutes stem from.</summary>
    public HoursShares Shares { get; init; } = new(0, 0, 0, 0);
}

/// <summary>时长构成: the credited minutes by what they stem from; they add up to them.</summary>
/// <param name="CheckedInOut">签到签退.</param>
/// <param name="Corrected">更正.</param>
/// <param name="ClosedAndConfirmed">到点自动签退, confirmed by staff.</param>
/// <param name="Provisional">暂记: closed by the clock, not yet confirmed.</param>
public sealed record HoursShares(long CheckedInOut, long Corrected, long ClosedAndConfirmed, long Provisional);

/// <summary>A line of the ledger as pages show it.</summary>
public sealed record HoursLine(
    Guid Id, string Activity, DateTimeOffset CheckedInAt, DateTimeOffset? CheckedOutAt, int RawMinutes, int CreditedMinutes, int TravelMinutes, HoursEvidence Evidence, ServiceRecordState State);

/// <summary>时长账: the only place where service minutes are read. Void and still open records do not count.</summary>
public sealed class HoursLedger(ShouwangDb db)
{
    /// <summary>The records that count in a subtree over a period, by the check-in.</summary>
    public IQueryable<ServiceRecord> Counted(Reach reach, Period period)
    {
        var (from, until) = (period.From, period.Until);
        return db.ServiceRecords().AsNoTracking().Within(reach)
            .Where(r => r.CheckedInAt >= from && r.CheckedInAt < until && (r.State == ServiceRecordState.Confirmed || r.State == ServiceRecordState.Provisional));
    }

    public async Task<HoursSum> Sum(Reach reach, Period period, CancellationToken cancel) =>
        await Sum(Counted(reach, period), cancel);

    public async Task<HoursSum> SumOf(VolunteerId volunteer, Period period, CancellationToken cancel) =>
        await Sum(Counted(Everywhere, period).Where(r => r.VolunteerId == volunteer), cancel);

    /// <summary>A volunteer's lines in a period, newest first, with those still open.</summary>
    public Task<List<HoursLine>> LinesOf(VolunteerId volunteer, Period period, CancellationToken cancel)
    {
        var (from, until) = (period.From, period.Until);
        return db.ServiceRecords().AsNoTracking()
            .Where(r => r.VolunteerId == volunteer && r.CheckedInAt >= from && r.CheckedInAt < until)
            .OrderByDescending(r => r.CheckedInAt)
            .Select(r => new HoursLine(r.Id.Value, r.Activity, r.CheckedInAt, r.CheckedOutAt, r.RawMinutes, r.CreditedMinutes, r.TravelMinutes, r.Evidence, r.State))
            .ToListAsync(cancel);
    }

    /// <summary>What is certain of a volunteer's service from one day to another, by kind, most minutes first: what a certificate may state.</summary>
    public async Task<IReadOnlyList<CertifiedService>> Confirmed(VolunteerId volunteer, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var sums = await Counted(Everywhere, Period.Days(first, last, LocalTime.Zone)).Where(r => r.VolunteerId == volunteer && r.State == ServiceRecordState.Confirmed && r.CreditedMinutes > 0)
            .GroupBy(r => r.Activity).Select(kind => new { Activity = kind.Key, Times = kind.Count(), Minutes = kind.Sum(r => r.CreditedMinutes) }).ToListAsync(cancel);
        return [.. sums.Select(sum => new CertifiedService(sum.Activity, sum.Times, sum.Minutes)).OrderByDescending(service => service.Minutes).ThenBy(service => service.Activity, StringComparer.Ordinal)];
    }

    /// <summary>All that is certain of a volunteer's service, in minutes: what stars are given for.</summary>
    public async Task<long> ConfirmedMinutes(VolunteerId volunteer, CancellationToken cancel) =>
        await db.ServiceRecords().AsNoTracking().Where(r => r.VolunteerId == volunteer && r.State == ServiceRecordState.Confirmed).SumAsync(r => (long)r.CreditedMinutes, cancel);

    // A volunteer's own minutes are his wherever he served.
    private static readonly Reach Everywhere = new(["/"]);

    /// <summary>The sums of those records that count.</summary>
    internal static async Task<HoursSum> Sum(IQueryable<ServiceRecord> found, CancellationToken cancel)
    {
        var records = found.Where(r => r.State == ServiceRecordState.Confirmed || r.State == ServiceRecordState.Provisional);
        var sums = (await records.GroupBy(_ => 1).Select(all => new
        {
            Times = all.Count(), Raw = all.Sum(r => (long)r.RawMinutes), Credited = all.Sum(r => (long)r.CreditedMinutes), Travel = all.Sum(r => (long)r.TravelMinutes),
            CheckedInOut = all.Sum(r => r.Evidence == HoursEvidence.CheckInOut ? (long)r.CreditedMinutes : 0),
            Corrected = all.Sum(r => r.Evidence == HoursEvidence.Correction ? (long)r.CreditedMinutes : 0),
            Provisional = all.Sum(r => r.State == ServiceRecordState.Provisional ? (long)r.CreditedMinutes : 0),
        }).ToListAsync(cancel)).SingleOrDefault();
        if (sums is null) return HoursSum.None;
        var people = await records.Select(r => r.VolunteerId).Distinct().CountAsync(cancel);
        return new HoursSum(people, sums.Times, sums.Raw, sums.Credited, sums.Travel)
        {
            Shares = new HoursShares(sums.CheckedInOut, sums.Corrected, sums.Credited - sums.CheckedInOut - sums.Corrected - sums.Provisional, sums.Provisional),
        };
    }
}

/// <summary>确认时长: staff confirm a record that the clock had closed.</summary>
public sealed class ConfirmHours(ShouwangDb db, CurrentCaller current)
{
    public async Task<Result<Done>> Run(Guid id, CancellationToken cancel)
    {
        var record = await db.ServiceRecords().FirstOrDefaultAsync(r => r.Id == new ServiceRecordId(id), cancel);
        if (record is null || !current.Rights.May(VolunteersAccess.See, record.UnitPath)) return new Refusal("volunteers.service.unknown");
        if (current.Lacks(VolunteersAccess.ManageHours, record.UnitPath) is { } lacks) return lacks;
        var confirmed = record.Confirm();
        if (confirmed.IsOk) await db.SaveChangesAsync(cancel);
        return confirmed;
    }
}
