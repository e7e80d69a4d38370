using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>数字: what the register and the hours ledger answer for, of a subtree over a period.</summary>
public sealed class VolunteersFigures(ShouwangDb db, HoursLedger ledger) : IFigureSource
{
    internal const string SignedUp = "volunteers.people.signed-up", Registered = "volunteers.people.registered", Served = "volunteers.people.served",
        PersonTimes = "volunteers.service.person-times", Raw = "volunteers.service.minutes-raw", Credited = "volunteers.service.minutes-credited", Travel = "volunteers.service.minutes-travel",
        FromCheckIn = "volunteers.service.minutes-from-check-in", FromCorrection = "volunteers.service.minutes-from-correction", FromClock = "volunteers.service.minutes-from-clock", Provisional = "volunteers.service.minutes-provisional",
        PlainExports = "volunteers.exports.plain";

    public IReadOnlyList<FigureDefinition> Definitions { get; } =
    [
        new(SignedUp, "报名人数", "期内报名的人，含后来未通过或退出的。", "人", true),
        new(Registered, "在册志愿者", "期末以前报名、现在在册或暂停的志愿者。", "人", true),
        new(Served, "服务过的志愿者", "期内签到且记录有效的志愿者，同一人只计一次。", "人", false),
        new(PersonTimes, "服务人次", "期内签到且记录有效的次数。", "人次", true),
        new(Raw, "实际时长", "期内签到且记录有效的，从签到到签退的分钟。", "分钟", true),
        new(Credited, "计入时长", "期内签到且记录有效的，确认或更正后计入的分钟。", "分钟", true),
        new(FromCheckIn, "其中签到签退", "计入时长里，由签到和签退得来的分钟。", "分钟", true),
        new(FromCorrection, "其中更正", "计入时长里，经更正的分钟。", "分钟", true),
        new(FromClock, "其中自动签退已确认", "计入时长里，忘记签退、到点自动签退并经确认的分钟。", "分钟", true),
        new(Provisional, "其中暂记待确认", "计入时长里，到点自动签退、还没有确认的分钟。", "分钟", true),
        new(PlainExports, "明文导出", "期内两人同意、姓名和电话不打码的名册导出。", "次", true),
        new(Travel, "路途时长", "期内签到且记录有效的，从出发到签到的分钟，不计入服务时长。", "分钟", true),
    ];

    public string Title => "志愿者";

    public async Task<IReadOnlyList<Figure>> Count(Reach reach, Period period, CancellationToken cancel)
    {
        var signedUp = await People(SignedUp, reach, period).CountAsync(cancel);
        var registered = await People(Registered, reach, period).CountAsync(cancel);
        var hours = await ledger.Sum(reach, period, cancel);
        var (shares, exports) = (hours.Shares, await PlainExportBoard.Agreed(db.PlainExports().Within(reach), period).CountAsync(cancel));
        var values = new Dictionary<string, (double Value, long Rows)>
        {
            [SignedUp] = (signedUp, signedUp), [Registered] = (registered, registered), [Served] = (hours.People, hours.People), [PersonTimes] = (hours.PersonTimes, hours.PersonTimes),
            [Raw] = (hours.RawMinutes, hours.PersonTimes), [Credited] = (hours.CreditedMinutes, hours.PersonTimes), [Travel] = (hours.TravelMinutes, hours.PersonTimes),
            [FromCheckIn] = (shares.CheckedInOut, await Rows(FromCheckIn)), [FromCorrection] = (shares.Corrected, await Rows(FromCorrection)), [FromClock] = (shares.ClosedAndConfirmed, await Rows(FromClock)), [Provisional] = (shares.Provisional, await Rows(Provisional)),
            [PlainExports] = (exports, exports),
        };
        return [.. Definitions.Select(d => new Figure(d, values[d.Code].Value, values[d.Code].Rows))];

        Task<long> Rows(string code) => Share(code, ledger.Counted(reach, period)).LongCountAsync(cancel);
    }

    /// <summary>The people behind a figure of people.</summary>
    internal IQueryable<Volunteer> People(string? code, Reach reach, Period period)
    {
        var (from, until) = (period.From, period.Until);
        var (people, served) = (db.Volunteers().AsNoTracking(), ledger.Counted(reach, period).Select(r => r.VolunteerId));
        return code switch
        {
            SignedUp => people.Within(reach).Where(v => v.SignedUpAt >= from && v.SignedUpAt < until),
            Registered => people.Within(reach).Where(v => v.SignedUpAt < until && (v.State == VolunteerState.Active || v.State == VolunteerState.Paused)),
            // Also those who came from elsewhere to help.
            _ => people.Where(v => served.Contains(v.Id)),
        };
    }

    public string RowsPage(string code) => code == PlainExports ? "/volunteers/exports" : IsOfPeople(code) ? "/volunteers" : "/hours";

    /// <summary>True when the rows behind the figure are people, false when they are lines of the hours ledger.</summary>
    internal static bool IsOfPeople(string? code) => code is SignedUp or Registered or Served;

    /// <summary>True for a figure of the hours ledger.</summary>
    internal static bool IsOfHours(string? code) => code is PersonTimes or Raw or Credited or Travel or FromCheckIn or FromCorrection or FromClock or Provisional;

    /// <summary>Those of the counted records that a figure is about.</summary>
    internal static IQueryable<ServiceRecord> Share(string? code, IQueryable<ServiceRecord> counted) => code switch
    {
        FromCheckIn => counted.Where(r => r.Evidence == HoursEvidence.CheckInOut),
        FromCorrection => counted.Where(r => r.Evidence == HoursEvidence.Correction),
        FromClock => counted.Where(r => r.Evidence == HoursEvidence.ClosedByClock && r.State == ServiceRecordState.Confirmed),
        Provisional => counted.Where(r => r.State == ServiceRecordState.Provisional),
        _ => counted,
    };
}
