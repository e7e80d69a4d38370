using System.Globalization;
using Shouwang.Broadcast;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>What staff tell when publishing a call, as typed. Times are local: <c>2026-11-24T09:30</c>.</summary>
public sealed record NewCall
{
    public string? Unit { get; init; }
    public string? Title { get; init; }
    public string? Place { get; init; }
    public string? From { get; init; }
    public string? Until { get; init; }
    public string? SignUpUntil { get; init; }
    public string? Content { get; init; }
    public string? Conditions { get; init; }
    public string? HowToApply { get; init; }
    public string? Risks { get; init; }
    public string? Protection { get; init; }
    public IReadOnlyList<RecruitmentNeed> Needs { get; init; } = [];
    public int NoShowPercent { get; init; }
    public int MarginPercent { get; init; } = 100;
}

/// <summary>Loads a call for staff who may do the wanted thing at its unit.</summary>
public sealed class CallDesk(ShouwangDb db, CurrentCaller current)
{
    public static readonly Refusal Unknown = new("volunteers.recruitment.unknown");

    public async Task<Result<RecruitmentCall>> Open(string code, Permission permission, CancellationToken cancel)
    {
        var call = await db.RecruitmentCalls().Include(c => c.Places).FirstOrDefaultAsync(c => c.Code == code, cancel);
        if (call is null || !current.Rights.May(VolunteersAccess.See, call.UnitPath)) return Unknown;
        return current.Lacks(permission, call.UnitPath) is { } lacks ? lacks : call;
    }
}

/// <summary>发布招募令.</summary>
public sealed class PublishCall(ShouwangDb db, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <returns>The code of the call.</returns>
    public async Task<Result<string>> Run(NewCall call, CancellationToken cancel)
    {
        var unit = await db.UnitByCode((call.Unit ?? "").Trim(), cancel);
        if (unit is null) return new Refusal("volunteers.volunteer.unit").At("unit");
        if (current.Lacks(VolunteersAccess.Recruit, unit.UnitPath) is { } lacks) return lacks.At("unit");
        if (!unit.IsOpenOn(LocalTime.Today(clock))) return new Refusal("organization.unit.closed", ("name", unit.Name)).At("unit");
        var times = new List<Refusal>();
        var (from, until) = (TypedTime.Read(call.From, "from", times), TypedTime.Read(call.Until, "until", times));
        var end = string.IsNullOrWhiteSpace(call.SignUpUntil) ? from : TypedTime.Read(call.SignUpUntil, "signUpUntil", times);
        if (times.Count > 0) return times;
        var notice = new RecruitmentNotice
        {
            Title = call.Title ?? "", Place = call.Place ?? "", From = from, Until = until, SignUpUntil = end, Content = call.Content ?? "", Conditions = call.Conditions ?? "",
            HowToApply = call.HowToApply ?? "", Risks = call.Risks ?? "", Protection = call.Protection ?? "",
        };
        var published = RecruitmentCall.Publish(ids.New<RecruitmentCallId>(), "ZM" + FieldCipher.NewCode(6), unit, notice, call.Needs, (call.NoShowPercent, call.MarginPercent), clock.GetUtcNow());
        if (!published.IsOk) return Result<string>.Refuse(published.Refusals);
        db.RecruitmentCalls().Add(published.Value);
        await db.SaveChangesAsync(cancel);
        return Result<string>.Ok(published.Value.Code);
    }
}

/// <summary>调整需求: intake opens further or ends earlier; whoever waits moves up when there is room.</summary>
public sealed class ChangeCallNeed(ShouwangDb db, CallDesk desk, RecruitmentSeats seats)
{
    public Task<Result<Done>> Run(string code, string? skill, int wanted, CancellationToken cancel) => db.Attempt(async () =>
    {
        var line = await db.RecruitmentCalls().Where(c => c.Code == code).Select(c => (RecruitmentCallId?)c.Id).FirstOrDefaultAsync(cancel);
        if (line is { } call) await seats.Hold(call, skill ?? "", cancel);
        var opened = await desk.Open(code, VolunteersAccess.Recruit, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var changed = opened.Value.Need(skill ?? "", wanted);
        if (!changed.IsOk) return Result<Done>.Refuse(changed.Refusals);
        await db.SaveChangesAsync(cancel);
        await seats.MoveUp(opened.Value, changed.Value.Skill, cancel);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);
}

/// <summary>停止招募 or 重新招募.</summary>
public sealed class CloseCall(ShouwangDb db, CallDesk desk, TimeProvider clock)
{
    public Task<Result<Done>> Run(string code, bool close, CancellationToken cancel) => db.Retrying(async () =>
    {
        var opened = await desk.Open(code, VolunteersAccess.Recruit, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var decision = close ? opened.Value.Close(clock.GetUtcNow()) : opened.Value.Reopen();
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}

/// <summary>退出报名: by himself, or by staff for him; the next in line moves up and is told.</summary>
public sealed class WithdrawFromCall(ShouwangDb db, CallDesk desk, RecruitmentSeats seats, CurrentCaller current, TimeProvider clock)
{
    /// <param name="volunteerNumber">Whom, for staff; a volunteer withdraws himself whatever is said.</param>
    public Task<Result<Done>> Run(string code, string? volunteerNumber, CancellationToken cancel) => db.Attempt(async () =>
    {
        var found = current.Caller.IsVolunteer ? await Mine(code, cancel) : await Theirs(code, volunteerNumber, cancel);
        if (!found.IsOk) return Result<Done>.Refuse(found.Refusals);
        var (call, entry) = found.Value;
        // Of two who withdraw one entry at once the second waits here, and sees that it is gone.
        await seats.Hold(call.Id, entry.Skill, cancel);
        await db.Entry(entry).ReloadAsync(cancel);
        var had = entry.Withdraw(clock.GetUtcNow());
        if (!had.IsOk) return Result<Done>.Refuse(had.Refusals);
        if (!current.Caller.IsVolunteer) seats.Tell(call, "volunteers.recruitment.withdrawn", [entry.VolunteerId], MessageText.Of("工作人员已为您退出报名：{0}", call.Title));
        await seats.GiveBack(call.Id, entry.Skill, had.Value, cancel);
        if (had.Value == RecruitmentEntryState.Admitted) await seats.MoveUp(call, entry.Skill, cancel);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);

    private async Task<Result<(RecruitmentCall, RecruitmentEntry)>> Mine(string code, CancellationToken cancel)
    {
        var me = new VolunteerId(current.Actor.Id);
        var call = await db.RecruitmentCalls().FirstOrDefaultAsync(c => c.Code == code, cancel);
        if (call is null) return CallDesk.Unknown;
        return await db.RecruitmentEntries().FirstOrDefaultAsync(e => e.CallId == call.Id && e.VolunteerId == me, cancel) is { } entry ? (call, entry) : new Refusal("volunteers.recruitment.not-in");
    }

    private async Task<Result<(RecruitmentCall, RecruitmentEntry)>> Theirs(string code, string? number, CancellationToken cancel)
    {
        var opened = await desk.Open(code, VolunteersAccess.Recruit, cancel);
        if (!opened.IsOk) return Result<(RecruitmentCall, RecruitmentEntry)>.Refuse(opened.Refusals);
        var entry = await (from e in db.RecruitmentEntries() join v in db.Volunteers() on e.VolunteerId equals v.Id where e.CallId == opened.Value.Id && v.Number == (number ?? "") select e).FirstOrDefaultAsync(cancel);
        if (entry is null) return new Refusal("volunteers.recruitment.not-in");
        current.OnBehalfOf("volunteer");
        return (opened.Value, entry);
    }
}

/// <summary>Reads local times as a form sends them.</summary>
static class TypedTime
{
    public static DateTimeOffset Read(string? text, string field, List<Refusal> refusals)
    {
        if (text is { Length: > 0 and <= 40 } && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var local) && local.Year is > 2000 and < 2200)
            return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), LocalTime.Zone.GetUtcOffset(local)).ToUniversalTime();
        refusals.Add(new Refusal("volunteers.recruitment.time").At(field));
        return default;
    }

    public static string Show(DateTimeOffset at) => LocalTime.Here(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
