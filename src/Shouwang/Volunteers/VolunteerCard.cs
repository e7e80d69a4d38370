using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>One volunteer as staff see him: the record, his hours, his teams. The phone is masked.</summary>
public sealed record VolunteerView(
    Guid Id, string Number, string Name, string Phone, string UnitCode, string UnitName, VolunteerState State, bool OnDuty, DateTimeOffset? OnDutyUntil, DateTimeOffset SignedUpAt, Gender Gender,
    IReadOnlyList<string> Skills, IReadOnlyList<string> Languages, IReadOnlyList<WeekWindow> Availability, HoursSum ThisYear, IReadOnlyList<HoursLine> Lines, IReadOnlyList<TeamOf> Teams,
    bool MayManage, bool MayReveal, bool MayManageHours)
{
    /// <summary>What his confirmed hours reach, and what was awarded.</summary>
    public required StarView Stars { get; init; }
    public bool MayAwardStars { get; init; }
}

/// <summary>A team somebody is in.</summary>
public sealed record TeamOf(Guid Id, string Name, bool Leads);

/// <summary>志愿者档案: reads one volunteer for staff.</summary>
public sealed class VolunteerCard(ShouwangDb db, VolunteerDesk desk, VolunteerWords words, HoursLedger ledger, StarBook stars, CurrentCaller current, TimeProvider clock)
{
    private static readonly TimeSpan LinesSince = TimeSpan.FromDays(92);

    public async Task<Result<VolunteerView>> Run(string number, CancellationToken cancel)
    {
        var opened = await desk.Open(number, VolunteersAccess.See, cancel);
        if (!opened.IsOk) return Result<VolunteerView>.Refuse(opened.Refusals);
        var (v, now) = (opened.Value, clock.GetUtcNow());
        var unit = await db.Units().AsNoTracking().Where(u => u.Id == v.UnitId).Select(u => new { u.Code, u.Name }).FirstAsync(cancel);
        var year = LocalTime.Today(clock).Year;
        var thisYear = Period.Days(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), LocalTime.Zone);
        return new VolunteerView(
            v.Id.Value, v.Number, v.Name, words.MaskedPhone(v.Phone), unit.Code, unit.Name, v.State, v.IsOnDuty(now), v.OnDutyUntil, v.SignedUpAt, v.Gender,
            [.. v.Skills.Select(skill => skill.Code).Order(StringComparer.Ordinal)], [.. v.Languages], v.Availability,
            await ledger.SumOf(v.Id, thisYear, cancel), await ledger.LinesOf(v.Id, new Period(now - LinesSince, now.AddDays(1)), cancel), await Teams(v.Id, cancel),
            current.Rights.May(VolunteersAccess.Manage, v.UnitPath), current.Rights.May(VolunteersAccess.RevealPhone, v.UnitPath), current.Rights.May(VolunteersAccess.ManageHours, v.UnitPath))
        {
            Stars = await stars.Of(v.Id, v.UnitPath, cancel), MayAwardStars = current.Rights.May(VolunteersAccess.AwardStars, v.UnitPath),
        };
    }

    private Task<List<TeamOf>> Teams(VolunteerId volunteer, CancellationToken cancel) => (
        from member in db.TeamMembers().AsNoTracking()
        join team in db.Teams() on member.TeamId equals team.Id
        where member.VolunteerId == volunteer && member.Until == null && team.DissolvedAt == null
        orderby team.Name
        select new TeamOf(team.Id.Value, team.Name, team.LeaderId == volunteer)).ToListAsync(cancel);
}
