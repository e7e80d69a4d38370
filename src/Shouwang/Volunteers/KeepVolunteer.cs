using Shouwang.Broadcast;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Loads a volunteer for staff who may do the wanted thing where he is registered.</summary>
public sealed class VolunteerDesk(ShouwangDb db, CurrentCaller current)
{
    /// <summary>The volunteer, or the refusal: outside the reach he does not exist.</summary>
    public async Task<Result<Volunteer>> Open(string number, Permission permission, CancellationToken cancel)
    {
        var volunteer = await db.Volunteers().Include(v => v.Skills).FirstOrDefaultAsync(v => v.Number == number, cancel);
        if (volunteer is null || !current.Rights.May(VolunteersAccess.See, volunteer.UnitPath)) return new Refusal("volunteers.volunteer.unknown");
        if (current.Lacks(permission, volunteer.UnitPath) is { } lacks) return lacks;
        return volunteer;
    }
}

/// <summary>答复报名: takes somebody on the register, or declines with a reason; he is told.</summary>
public sealed class AnswerSignUp(ShouwangDb db, VolunteerDesk desk, Postbox postbox)
{
    public async Task<Result<VolunteerState>> Run(string number, bool approve, string? reason, CancellationToken cancel)
    {
        var opened = await desk.Open(number, VolunteersAccess.Manage, cancel);
        if (!opened.IsOk) return Result<VolunteerState>.Refuse(opened.Refusals);
        var volunteer = opened.Value;
        if (!approve && string.IsNullOrWhiteSpace(reason)) return new Refusal("volunteers.volunteer.reason-missing").At("reason");
        var decision = approve ? volunteer.Approve() : volunteer.DeclineSignUp(reason!.Trim());
        if (decision.Refusal is { } no) return no;
        postbox.Send(volunteer, "volunteers.volunteer.answered", [Recipient.Volunteer(volunteer.Id.Value)],
            new Notice(MessageText.Of(approve ? "您已通过审核，欢迎加入" : "您的报名未通过，原因见内文"), approve ? null : MessageText.Plain(reason!.Trim()), "/my/profile"));
        await db.SaveChangesAsync(cancel);
        return volunteer.State;
    }
}

/// <summary>暂停、恢复、退出: by staff or by the volunteer himself.</summary>
public sealed class ChangeVolunteerState(ShouwangDb db, VolunteerDesk desk, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<VolunteerState>> Run(string number, VolunteerState state, CancellationToken cancel)
    {
        var opened = current.Caller.IsVolunteer ? await Own(cancel) : await desk.Open(number, VolunteersAccess.Manage, cancel);
        if (!opened.IsOk) return Result<VolunteerState>.Refuse(opened.Refusals);
        var (volunteer, now) = (opened.Value, clock.GetUtcNow());
        if (state == VolunteerState.Left && await StillBooked(volunteer, now, cancel) is { } booked) return booked;
        if (volunteer.Become(state).Refusal is { } no) return no;
        if (state == VolunteerState.Left) await LeaveTeams(volunteer, now, cancel);
        await db.SaveChangesAsync(cancel);
        return volunteer.State;
    }

    // Somebody waits for him: what he has taken is handed back first, so that it goes to the next.
    private async Task<Refusal?> StillBooked(Volunteer volunteer, DateTimeOffset now, CancellationToken cancel)
    {
        var booked = await db.Bookings().CountAsync(b => b.VolunteerId == volunteer.Id && b.Until > now, cancel);
        return booked == 0 ? null : new Refusal("volunteers.volunteer.still-booked", ("count", booked));
    }

    private async Task LeaveTeams(Volunteer volunteer, DateTimeOffset now, CancellationToken cancel)
    {
        var rolls = await (from member in db.TeamMembers() join team in db.Teams() on member.TeamId equals team.Id where member.VolunteerId == volunteer.Id && member.Until == null select new { team, member }).ToListAsync(cancel);
        foreach (var roll in rolls) _ = roll.team.Leave(roll.member, now).Value;
    }

    private async Task<Result<Volunteer>> Own(CancellationToken cancel)
    {
        var id = new VolunteerId(current.Actor.Id);
        return await db.Volunteers().Include(v => v.Skills).FirstAsync(v => v.Id == id, cancel);
    }
}

/// <summary>查看电话: shows one volunteer's phone to staff, with the reason as a fact.</summary>
public sealed class RevealPhone(ShouwangDb db, VolunteerDesk desk, VolunteerWords words)
{
    private const int LongestReason = 100;

    public async Task<Result<string>> Run(string number, string? reason, CancellationToken cancel)
    {
        var opened = await desk.Open(number, VolunteersAccess.RevealPhone, cancel);
        if (!opened.IsOk) return Result<string>.Refuse(opened.Refusals);
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason) return new Refusal("volunteers.volunteer.reveal-reason", ("most", LongestReason)).At("reason");
        db.Record(opened.Value, "volunteers.phone.revealed", "volunteer", opened.Value.Id.Value, ("reason", reason.Trim()));
        await db.SaveChangesAsync(cancel);
        return Result<string>.Ok(words.OpenPhone(opened.Value.Phone));
    }
}

/// <summary>上岗下岗: the volunteer's own switch.</summary>
public sealed class SwitchDuty(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<bool>> Run(bool on, int? hours, CancellationToken cancel)
    {
        if (!current.Caller.IsVolunteer) return new Refusal("volunteers.caller.forbidden");
        var (id, now) = (new VolunteerId(current.Actor.Id), clock.GetUtcNow());
        var volunteer = await db.Volunteers().FirstAsync(v => v.Id == id, cancel);
        if (hours is < 1 or > 24) return new Refusal("volunteers.duty.hours", ("most", 24)).At("hours");
        var decision = on ? volunteer.GoOnDuty(hours is { } h ? now.AddHours(h) : null, now) : volunteer.GoOffDuty();
        if (decision.Refusal is { } no) return no;
        await db.SaveChangesAsync(cancel);
        return on;
    }
}

/// <summary>修改资料: skills, languages, availability; by the volunteer himself, or by staff on his behalf.</summary>
public sealed class ChangeVolunteer(ShouwangDb db, VolunteerDesk desk, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<Done>> Run(string? number, ProfileRequest request, CancellationToken cancel)
    {
        var opened = current.Caller.IsVolunteer ? await Own(cancel) : await desk.Open(number ?? "", VolunteersAccess.Manage, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var volunteer = opened.Value;
        var refusals = new List<Refusal>();
        var windows = request.ReadWindows(refusals);
        if (!Enum.TryParse<Gender>(request.Gender ?? nameof(Gender.Unsaid), out var gender) || !Enum.IsDefined(gender)) refusals.Add(new Refusal("volunteers.volunteer.gender").At("gender"));
        if (refusals.Count > 0) return refusals;
        if (!current.Caller.IsVolunteer) current.OnBehalfOf("volunteer");
        var changed = volunteer.Change(new VolunteerDetails
        {
            Name = request.Name ?? volunteer.Name, Phone = volunteer.Phone, PhoneIndex = volunteer.PhoneIndex, Email = volunteer.Email, Gender = gender, BirthYear = volunteer.BirthYear,
            Skills = request.Skills, Languages = request.Languages.Count > 0 ? request.Languages : ["mandarin"], Availability = windows, Place = volunteer.Place,
        }, clock.GetUtcNow());
        if (!changed.IsOk) return changed;
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }

    private async Task<Result<Volunteer>> Own(CancellationToken cancel)
    {
        var id = new VolunteerId(current.Actor.Id);
        return await db.Volunteers().Include(v => v.Skills).FirstAsync(v => v.Id == id, cancel);
    }
}

/// <summary>A profile as typed: windows as <c>Monday 08:00-12:00</c>, one a line.</summary>
public sealed record ProfileRequest
{
    public string? Name { get; init; }
    public string? Gender { get; init; }
    public IReadOnlyList<string> Skills { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];
    public IReadOnlyList<string> Windows { get; init; } = [];

    internal List<WeekWindow> ReadWindows(List<Refusal> refusals)
    {
        var windows = new List<WeekWindow>();
        foreach (var text in Windows.Where(w => !string.IsNullOrWhiteSpace(w)))
        {
            var parts = text.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
            var culture = System.Globalization.CultureInfo.InvariantCulture;
            if (parts.Length == 3 && Enum.TryParse<DayOfWeek>(parts[0], out var day) && Enum.IsDefined(day) && TimeOnly.TryParse(parts[1], culture, out var from) && TimeOnly.TryParse(parts[2], culture, out var until) && from < until)
                windows.Add(new WeekWindow(day, from, until));
            else refusals.Add(new Refusal("volunteers.volunteer.window-ends-first").At("windows"));
        }
        return windows;
    }
}
