using Shouwang.Broadcast;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>What somebody tells when answering a recruitment call. A logged-in volunteer needs to say nothing but the skill.</summary>
public sealed record CallRequest
{
    public string? Skill { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Consent { get; init; }

    /// <summary>For staff who enter a volunteer of the register: his number.</summary>
    public string? Volunteer { get; init; }
}

/// <summary>What he is told at once: a place, a number in the line, or where people are still needed.</summary>
/// <param name="State">Null when everything was full and he is led elsewhere.</param>
/// <param name="PlaceInLine">Which number he has among those who wait; 0 with a place.</param>
/// <param name="Instead">Other calls that still need people.</param>
public sealed record CallAnswer(RecruitmentEntryState? State, int PlaceInLine, IReadOnlyList<OpenCallLine> Instead);

/// <summary>报名招募: a known volunteer by one tap, anybody else with name and phone; staff enter somebody on his behalf.</summary>
public sealed class EnterCall(ShouwangDb db, SignUp signUp, RecruitmentSeats seats, OpenCalls calls, VolunteerDesk desk, VolunteerWords words, StandingBook standings, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<CallAnswer>> Run(string code, CallRequest request, bool byStaff, CancellationToken cancel)
    {
        var opened = await Open(code, request, byStaff, cancel);
        if (!opened.IsOk) return Result<CallAnswer>.Refuse(opened.Refusals);
        await seats.Hold(opened.Value.Id, request.Skill!, cancel);
        var who = await Who(opened.Value, request, byStaff, cancel);
        if (!who.IsOk) return Result<CallAnswer>.Refuse(who.Refusals);
        if (await Missing(opened.Value, who.Value, cancel) is { Count: > 0 } missing) return Result<CallAnswer>.Refuse(missing);
        if (byStaff) current.OnBehalfOf("volunteer");
        var answer = await db.Attempt(() => Seat(code, request.Skill!, who.Value, cancel), cancel);
        return answer is { IsOk: true, Value.State: null } ? answer.Value with { Instead = await calls.Instead(opened.Value, request.Skill!, cancel) } : answer;
    }

    private async Task<Result<RecruitmentCall>> Open(string code, CallRequest request, bool byStaff, CancellationToken cancel)
    {
        var call = await db.RecruitmentCalls().AsNoTracking().Include(c => c.Places).FirstOrDefaultAsync(c => c.Code == code, cancel);
        if (call is null || (byStaff && !current.Rights.May(VolunteersAccess.See, call.UnitPath))) return CallDesk.Unknown;
        if (byStaff && current.Lacks(VolunteersAccess.Recruit, call.UnitPath) is { } lacks) return lacks;
        if (!call.IsOpen(clock.GetUtcNow())) return new Refusal("volunteers.recruitment.over");
        if (call.Places.All(place => place.Skill != request.Skill)) return new Refusal("volunteers.recruitment.skill").At("skill");
        return call;
    }

    // A call is for many, so nobody is alone; what minors need, they need here too.
    private async Task<IReadOnlyList<Refusal>> Missing(RecruitmentCall call, VolunteerId who, CancellationToken cancel)
    {
        var day = DateOnly.FromDateTime(LocalTime.Here(call.From).DateTime);
        var read = await standings.Read(db.Volunteers().Where(v => v.Id == who), [ServiceConditions.None], day, day, cancel);
        return ConditionRules.Missing(ServiceConditions.None, read.Of(who, call.UnitPath, call.UnitPath, day), day, withAdult: true);
    }

    private async Task<Result<VolunteerId>> Who(RecruitmentCall call, CallRequest request, bool byStaff, CancellationToken cancel)
    {
        if (!byStaff && current.Caller.IsVolunteer) return new VolunteerId(current.Actor.Id);
        if (byStaff && !string.IsNullOrWhiteSpace(request.Volunteer)) return (await desk.Open(request.Volunteer.Trim().ToUpperInvariant(), VolunteersAccess.Manage, cancel)).Then(volunteer => volunteer.Id);
        var code = await db.Units().Where(unit => unit.Id == call.UnitId).Select(unit => unit.Code).FirstAsync(cancel);
        IReadOnlyList<string> skills = request.Skill == RecruitmentPlace.AnySkill ? [] : [request.Skill!];
        var signedUp = await signUp.Run(new SignUpRequest { Name = request.Name, Phone = request.Phone, Unit = code, Skills = skills, When = "any", Consent = request.Consent }, byStaff, cancel);
        // Staff who enter somebody they know already mean just him.
        if (!signedUp.IsOk && signedUp.Refusal!.Code != "volunteers.volunteer.known-phone") return Result<VolunteerId>.Refuse(signedUp.Refusals);
        var index = words.PhoneIndex(request.Phone!);
        return await db.Volunteers().Where(v => v.PhoneIndex == index).Select(v => v.Id).FirstAsync(cancel);
    }

    private async Task<Result<CallAnswer>> Seat(string code, string skill, VolunteerId who, CancellationToken cancel)
    {
        var call = await db.RecruitmentCalls().FirstAsync(c => c.Code == code, cancel);
        var entry = await db.RecruitmentEntries().FirstOrDefaultAsync(e => e.CallId == call.Id && e.VolunteerId == who, cancel);
        if (entry is { State: not RecruitmentEntryState.Withdrawn }) return await Answer(entry, cancel);
        if (await seats.Take(call.Id, skill, cancel) is not ({ } state, var line)) return new CallAnswer(null, 0, []);
        if (entry is null) db.RecruitmentEntries().Add(entry = RecruitmentEntry.Of(call, who));
        entry.Enter(skill, state, line, clock.GetUtcNow());
        seats.Tell(call, "volunteers.recruitment.entered", [who], state == RecruitmentEntryState.Admitted
            ? MessageText.Of("您已被录取：{0}，{1}", call.Title, call.From) : MessageText.Of("您在候补名单上，有名额会通知您：{0}", call.Title));
        await db.SaveChangesAsync(cancel);
        return await Answer(entry, cancel);
    }

    private async Task<CallAnswer> Answer(RecruitmentEntry entry, CancellationToken cancel) => new(entry.State, await calls.PlaceInLine(entry, cancel), []);
}
