using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Opens call-ups to be changed, one change at a time: whoever comes second waits and then sees what the first has done.</summary>
public sealed class CallUpDesk(ShouwangDb db, CurrentCaller current)
{
    public static readonly Refusal Unknown = new("volunteers.call-up.unknown");

    public async Task<Result<CallUp>> Open(string code, Permission permission, CancellationToken cancel)
    {
        var callUp = await Hold(code, cancel);
        if (callUp is null || !current.Rights.May(VolunteersAccess.See, callUp.UnitPath)) return Unknown;
        return current.Lacks(permission, callUp.UnitPath) is { } lacks ? lacks : callUp;
    }

    /// <summary>The call-up, its row held until the transaction ends.</summary>
    public async Task<CallUp?> Hold(string code, CancellationToken cancel)
    {
        if (!db.IsSqlite) await db.Database.SqlQuery<Guid>($"select id as \"Value\" from call_ups where code = {code} for update").ToListAsync(cancel);
        return await db.CallUps().Include(c => c.Needs).FirstOrDefaultAsync(c => c.Code == code, cancel);
    }
}

/// <summary>Places of a call-up: the time of whoever comes is taken and freed, and who stands by follows.</summary>
public sealed class CallUpPlaces(ShouwangDb db, DutyBook book, CallUpPeople people, CallUpNotices notices, TimeProvider clock)
{
    public const string Purpose = "call-up";

    /// <summary>Takes the time of somebody who comes; a drill takes nobody's.</summary>
    public async Task<Refusal?> Book(CallUp callUp, VolunteerId who, CancellationToken cancel)
    {
        if (callUp.IsDrill) return null;
        var volunteer = await db.Volunteers().FirstAsync(v => v.Id == who, cancel);
        if (volunteer.State != VolunteerState.Active) return new Refusal("volunteers.duty.not-active", ("state", volunteer.State));
        return await book.Book(volunteer, callUp.Period, CallUpRules.RestMinutes, Purpose, callUp.Id.Value, cancel);
    }

    public Task Free(CallUp callUp, VolunteerId who, CancellationToken cancel) => callUp.IsDrill ? Task.CompletedTask : book.Release(who, callUp.Id.Value, cancel);

    /// <summary>递补: the first who stand by and are free take the places that are open.</summary>
    public async Task MoveUp(CallUp callUp, CancellationToken cancel)
    {
        if (!callUp.IsShort) return;
        var line = await db.CallUpAnswers().Where(a => a.CallUpId == callUp.Id && a.State == CallUpAnswerState.Standby).OrderBy(a => a.Line).ToListAsync(cancel);
        foreach (var next in line.Where(_ => callUp.IsShort))
        {
            if (callUp.Needs.Single(need => need.Skill == next.Skill).Open <= 0 || !callUp.IsDrill && await people.Barrier(callUp, next.VolunteerId, cancel) is not null) continue;
            // Somebody has booked him this very moment: look again, and he is not free any more.
            if (await Book(callUp, next.VolunteerId, cancel) is { } busy) throw new DbUpdateConcurrencyException(busy.Code);
            callUp.MoveUp(next, clock.GetUtcNow());
            await notices.MovedUp(callUp, next.VolunteerId, cancel);
        }
    }

    /// <summary>Of these, who has the house open on a phone.</summary>
    public async Task<HashSet<VolunteerId>> LoggedIn(IReadOnlyCollection<VolunteerId> whom, CancellationToken cancel)
    {
        var (ids, now) = (whom.Select(id => id.Value).ToList(), clock.GetUtcNow());
        var open = await db.Set<Session>().Where(s => s.Kind == ActorKind.Volunteer && ids.Contains(s.PersonId) && s.EndedAt == null && s.ExpiresAt > now).Select(s => s.PersonId).ToListAsync(cancel);
        return [.. open.Select(VolunteerId.From)];
    }
}

/// <summary>What somebody has said: by his own tap, or to staff on the phone.</summary>
public enum CallUpReply
{
    Coming,
    Declined,

    /// <summary>Staff only: the phone was not answered.</summary>
    NotReached,
}

/// <summary>What his answer has become.</summary>
/// <param name="State">Coming, standing by, declined or out of reach.</param>
/// <param name="PlaceInLine">Which number he has among those who stand by; 0 otherwise.</param>
public sealed record CallUpReplied(CallUpAnswerState State, int PlaceInLine);

/// <summary>答复集结: once with effect; the same again changes nothing, another answer replaces the first.</summary>
public sealed class AnswerCallUp(ShouwangDb db, CallUpDesk desk, CallUpPlaces places, CallUpNotices notices, CurrentCaller current, TimeProvider clock)
{
    /// <param name="code">Which call-up.</param>
    /// <param name="number">Whom staff answer for; a volunteer answers for himself whatever is said.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<Result<CallUpReplied>> Run(string code, string? number, CallUpReply reply, CancellationToken cancel) => db.Attempt(async () =>
    {
        var found = current.Caller.IsVolunteer ? await Mine(code, cancel) : await Theirs(code, number, cancel);
        if (!found.IsOk) return Result<CallUpReplied>.Refuse(found.Refusals);
        var (callUp, answer) = found.Value;
        var said = reply switch
        {
            CallUpReply.Coming => await Come(callUp, answer, cancel),
            CallUpReply.Declined => await Decline(callUp, answer, cancel),
            _ when current.Caller.IsVolunteer => new Refusal("volunteers.call-up.reply").At("reply"),
            _ => callUp.CannotReach(answer, UnreachableReason.PhoneNotAnswered, clock.GetUtcNow()),
        };
        if (!said.IsOk) return Result<CallUpReplied>.Refuse(said.Refusals);
        await db.SaveChangesAsync(cancel);
        return new CallUpReplied(answer.State, await PlaceInLine(answer, cancel));
    }, cancel);

    internal async Task<int> PlaceInLine(CallUpAnswer answer, CancellationToken cancel) => answer.State != CallUpAnswerState.Standby ? 0
        : await db.CallUpAnswers().CountAsync(a => a.CallUpId == answer.CallUpId && a.Skill == answer.Skill && a.State == CallUpAnswerState.Standby && a.Line <= answer.Line, cancel);

    private async Task<Result<Done>> Come(CallUp callUp, CallUpAnswer answer, CancellationToken cancel)
    {
        var before = answer.State;
        var came = callUp.Come(answer, clock.GetUtcNow());
        if (!came.IsOk) return Result<Done>.Refuse(came.Refusals);
        if (came.Value == before) return Done.It;
        if (came.Value == CallUpAnswerState.Standby) await notices.StandBy(callUp, answer.VolunteerId, cancel);
        else if (await places.Book(callUp, answer.VolunteerId, cancel) is { } busy) return busy;
        if (came.Value == CallUpAnswerState.Coming && callUp.State == CallUpState.Enough) await ReleaseOthers(callUp, answer.VolunteerId, cancel);
        return Done.It;
    }

    private async Task<Result<Done>> Decline(CallUp callUp, CallUpAnswer answer, CancellationToken cancel)
    {
        var before = callUp.Decline(answer, clock.GetUtcNow());
        if (!before.IsOk) return Result<Done>.Refuse(before.Refusals);
        if (before.Value != CallUpAnswerState.Coming) return Done.It;
        await places.Free(callUp, answer.VolunteerId, cancel);
        await db.SaveChangesAsync(cancel);
        await places.MoveUp(callUp, cancel);
        return Done.It;
    }

    // There are enough: the others may be called for something else, and are told so.
    private async Task ReleaseOthers(CallUp callUp, VolunteerId last, CancellationToken cancel)
    {
        var others = await db.CallUpAnswers().Where(a => a.CallUpId == callUp.Id && a.VolunteerId != last && (a.State == CallUpAnswerState.Pending || a.State == CallUpAnswerState.Unreachable)).ToListAsync(cancel);
        var waitedFor = others.Where(other => other.IsAwaited).Select(other => other.VolunteerId).ToList();
        foreach (var other in others) other.LetGo();
        await notices.Enough(callUp, waitedFor, cancel);
    }

    private async Task<Result<(CallUp, CallUpAnswer)>> Mine(string code, CancellationToken cancel)
    {
        var (me, callUp) = (new VolunteerId(current.Actor.Id), await desk.Hold(code, cancel));
        if (callUp is null || callUp.IsDrill) return CallUpDesk.Unknown;
        return await db.CallUpAnswers().FirstOrDefaultAsync(a => a.CallUpId == callUp.Id && a.VolunteerId == me, cancel) is { } answer ? (callUp, answer) : CallUpDesk.Unknown;
    }

    private async Task<Result<(CallUp, CallUpAnswer)>> Theirs(string code, string? number, CancellationToken cancel)
    {
        var opened = await desk.Open(code, VolunteersAccess.CallUp, cancel);
        if (!opened.IsOk) return Result<(CallUp, CallUpAnswer)>.Refuse(opened.Refusals);
        var answer = await (from a in db.CallUpAnswers() join v in db.Volunteers() on a.VolunteerId equals v.Id where a.CallUpId == opened.Value.Id && v.Number == (number ?? "") select a).FirstOrDefaultAsync(cancel);
        if (answer is null) return new Refusal("volunteers.call-up.not-called");
        current.OnBehalfOf("volunteer");
        return (opened.Value, answer);
    }
}

/// <summary>What staff tell when calling up a reserve, as typed. Times are local: <c>2026-11-24T09:30</c>.</summary>
public sealed record NewCallUp
{
    public string? Task { get; init; }
    public string? Place { get; init; }
    public string? Note { get; init; }
    public string? From { get; init; }
    public string? Until { get; init; }
    public IReadOnlyList<RecruitmentNeed> Needs { get; init; } = [];
    public int MarginPercent { get; init; } = 100;
    public int WaveSize { get; init; } = 20;
    public int AnswerMinutes { get; init; } = 30;
    public bool IsDrill { get; init; }
}

/// <summary>发起集结: the first wave goes out at once.</summary>
public sealed class StartCallUp(ShouwangDb db, ReserveDesk desk, LookAtCallUp look, IdSource ids, TimeProvider clock)
{
    /// <returns>The code of the call-up.</returns>
    public async Task<Result<string>> Run(Guid reserve, NewCallUp call, CancellationToken cancel)
    {
        var opened = await desk.Open(reserve, VolunteersAccess.CallUp, cancel);
        if (!opened.IsOk) return Result<string>.Refuse(opened.Refusals);
        var times = new List<Refusal>();
        var (from, until) = (TypedTime.Read(call.From, "from", times), TypedTime.Read(call.Until, "until", times));
        if (times.Count > 0) return times;
        var started = CallUp.Start(ids.New<CallUpId>(), "JJ" + FieldCipher.NewCode(6), opened.Value, new CallUpTerms
        {
            Task = call.Task ?? "", Place = call.Place ?? "", Note = call.Note ?? "", From = from, Until = until, Needs = call.Needs, MarginPercent = call.MarginPercent, WaveSize = call.WaveSize,
            AnswerMinutes = call.AnswerMinutes, IsDrill = call.IsDrill,
        }, clock.GetUtcNow());
        if (!started.IsOk) return Result<string>.Refuse(started.Refusals);
        db.CallUps().Add(started.Value);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        await look.Run(started.Value.Id, cancel); // the job would do the same a few seconds later
        return Result<string>.Ok(started.Value.Code);
    }
}

/// <summary>再叫一批: after more people have come on the list.</summary>
public sealed class ResumeCallUp(ShouwangDb db, CallUpDesk desk, LookAtCallUp look, TimeProvider clock)
{
    public async Task<Result<Done>> Run(string code, CancellationToken cancel)
    {
        var resumed = await db.Attempt<CallUpId>(async () =>
        {
            var opened = await desk.Open(code, VolunteersAccess.CallUp, cancel);
            if (!opened.IsOk) return Result<CallUpId>.Refuse(opened.Refusals);
            var decided = opened.Value.Resume(clock.GetUtcNow());
            if (!decided.IsOk) return Result<CallUpId>.Refuse(decided.Refusals);
            await db.SaveChangesAsync(cancel);
            return opened.Value.Id;
        }, cancel);
        if (!resumed.IsOk) return Result<Done>.Refuse(resumed.Refusals);
        db.ChangeTracker.Clear();
        return await look.Run(resumed.Value, cancel);
    }
}

/// <summary>结束 or 取消集结: a cancelled one frees everybody's time and tells them.</summary>
public sealed class EndCallUp(ShouwangDb db, CallUpDesk desk, CallUpPlaces places, CallUpNotices notices, TimeProvider clock)
{
    public Task<Result<Done>> Run(string code, bool cancelIt, CancellationToken cancel) => db.Attempt(async () =>
    {
        var opened = await desk.Open(code, VolunteersAccess.CallUp, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var callUp = opened.Value;
        var ended = callUp.End(cancelIt, clock.GetUtcNow());
        if (!ended.IsOk) return ended;
        var answers = await db.CallUpAnswers().Where(a => a.CallUpId == callUp.Id).OrderBy(a => a.VolunteerId).ToListAsync(cancel);
        foreach (var answer in answers.Where(answer => cancelIt || answer.State != CallUpAnswerState.Coming)) answer.LetGo();
        if (cancelIt)
        {
            foreach (var coming in answers.Where(answer => answer.State == CallUpAnswerState.Coming)) await places.Free(callUp, coming.VolunteerId, cancel);
            await notices.Cancelled(callUp, [.. answers.Where(answer => answer.State is not CallUpAnswerState.Declined).Select(answer => answer.VolunteerId)], cancel);
        }
        await db.SaveChangesAsync(cancel);
        return ended;
    }, cancel);
}
