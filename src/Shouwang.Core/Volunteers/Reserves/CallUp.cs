namespace Shouwang.Volunteers;

/// <summary>集结标识: id of a call-up.</summary>
public readonly record struct CallUpId(Guid Value) : IId<CallUpId>
{
    /// <inheritdoc/>
    public static CallUpId From(Guid value) => new(value);
}

/// <summary>集结状态.</summary>
public enum CallUpState
{
    /// <summary>集结中: waves go out until there are enough.</summary>
    [Term("集结中")] Running,

    /// <summary>人已够: nobody more is asked unless somebody cancels.</summary>
    [Term("人已够")] Enough,

    /// <summary>没有人可叫: everybody on the list has been asked, or cannot be.</summary>
    [Term("没有人可叫了")] NobodyLeft,

    /// <summary>已结束.</summary>
    [Term("已结束")] Ended,

    /// <summary>已取消.</summary>
    [Term("已取消")] Cancelled,
}

/// <summary>集结: asks the people of a reserve in waves until enough have said yes.</summary>
/// <remarks>Everything about one call-up happens one after the other: whoever changes it holds its row.</remarks>
public sealed class CallUp : Aggregate
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    private readonly List<CallUpNeed> needs = [];

    private CallUp() { }

    /// <summary>The id.</summary>
    public CallUpId Id { get; private set; }

    /// <summary>编号, as in its address: <c>JJ7K4Q2M</c>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Whose people are called.</summary>
    public ReserveId ReserveId { get; private set; }

    /// <summary>任务.</summary>
    public string Task { get; private set; } = "";

    /// <summary>集合地点.</summary>
    public string Place { get; private set; } = "";

    /// <summary>注意事项.</summary>
    public string Note { get; private set; } = "";

    /// <summary>First instant of the duty.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>End of the duty (exclusive).</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>演练.</summary>
    public bool IsDrill { get; private set; }

    /// <summary>备份系数, in percent.</summary>
    public int MarginPercent { get; private set; }

    /// <summary>每批人数.</summary>
    public int WaveSize { get; private set; }

    /// <summary>答复时限, in minutes.</summary>
    public int AnswerMinutes { get; private set; }

    /// <summary>状态.</summary>
    public CallUpState State { get; private set; }

    /// <summary>已发批数: how many waves have gone out.</summary>
    public int Wave { get; private set; }

    /// <summary>The last number given out among those who stand by.</summary>
    public int LastInLine { get; private set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Until when the last wave may answer; null before the first.</summary>
    public DateTimeOffset? WaveEndsAt { get; private set; }

    /// <summary>When the clock looks at it again; null when it never does.</summary>
    public DateTimeOffset? NextLookAt { get; private set; }

    /// <summary>When there were enough for the first time.</summary>
    public DateTimeOffset? EnoughAt { get; private set; }

    /// <summary>When it ended or was cancelled.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>需要: places per skill.</summary>
    public IReadOnlyList<CallUpNeed> Needs => needs;

    /// <summary>When the duty is.</summary>
    public Period Period => new(From, Until);

    /// <summary>True when nobody can answer any more.</summary>
    public bool IsOver => State is CallUpState.Ended or CallUpState.Cancelled;

    /// <summary>True while somebody is missing.</summary>
    public bool IsShort => needs.Any(need => need.Open > 0);

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("call-up", Id.Value);

    /// <summary>发起集结: the first wave goes out with the next look of the clock.</summary>
    public static Result<CallUp> Start(CallUpId id, string code, Reserve reserve, CallUpTerms terms, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(reserve);
        ArgumentNullException.ThrowIfNull(terms);
        if (reserve.DissolvedAt is not null) return new Refusal("volunteers.reserve.dissolved");
        var refusals = terms.Check(at).ToList();
        if (refusals.Count > 0) return refusals;
        var callUp = new CallUp
        {
            Id = id, Code = code, ReserveId = reserve.Id, UnitId = reserve.UnitId, UnitPath = reserve.UnitPath, Task = terms.Task.Trim(), Place = terms.Place.Trim(), Note = terms.Note.Trim(),
            From = terms.From, Until = terms.Until, IsDrill = terms.IsDrill, MarginPercent = terms.MarginPercent, WaveSize = terms.WaveSize, AnswerMinutes = terms.AnswerMinutes, StartedAt = at, NextLookAt = at,
        };
        callUp.needs.AddRange(terms.Needs.Select(need => new CallUpNeed(id, need.Skill, need.Wanted, CallUpRules.Places(need.Wanted, terms.MarginPercent))));
        callUp.Record("volunteers.call-up.started", ("code", code), ("wanted", terms.Needs.Sum(need => need.Wanted)), ("drill", terms.IsDrill));
        return callUp;
    }

    /// <summary>叫一批: those picked are asked now and may answer until the deadline; who has no channel is noted as such at once.</summary>
    public IReadOnlyList<CallUpAnswer> Ask(IReadOnlyList<CallUpPick> picks, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(picks);
        if (IsOver || picks.Count == 0) throw new InvalidOperationException("A wave goes to somebody, while the call-up runs.");
        (Wave, State, WaveEndsAt) = (Wave + 1, CallUpState.Running, at.AddMinutes(AnswerMinutes));
        Record("volunteers.call-up.wave", ("wave", Wave), ("called", picks.Count), ("without-channel", picks.Count(pick => !pick.HasChannel)));
        return [.. picks.Select(pick => new CallUpAnswer(this, pick, at))];
    }

    /// <summary>来: with a place, or standing by when there are enough.</summary>
    public Result<CallUpAnswerState> Come(CallUpAnswer answer, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (IsOver || at >= Until) return new Refusal("volunteers.call-up.over");
        if (answer.State is CallUpAnswerState.Coming or CallUpAnswerState.Standby) return answer.State;
        var need = NeedOf(answer);
        if (need.Open > 0) Take(answer, need, at);
        else answer.Become(CallUpAnswerState.Standby, null, ++LastInLine, at);
        answer.HoldAgain(IsDrill);
        Record("volunteers.call-up.answered", ("volunteer", answer.VolunteerId.Value), ("answer", answer.State));
        if (!IsShort && State is CallUpState.Running or CallUpState.NobodyLeft) BeEnough(at);
        return answer.State;
    }

    /// <summary>来不了, also after a yes: costs nothing, asks for no reason. A place that becomes free is looked for again.</summary>
    /// <returns>What he was before.</returns>
    public Result<CallUpAnswerState> Decline(CallUpAnswer answer, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (IsOver || at >= Until) return new Refusal("volunteers.call-up.over");
        var before = answer.State;
        if (before == CallUpAnswerState.Declined) return before;
        answer.Become(CallUpAnswerState.Declined, null, 0, at);
        Record("volunteers.call-up.answered", ("volunteer", answer.VolunteerId.Value), ("answer", answer.State));
        if (before != CallUpAnswerState.Coming) return before;
        NeedOf(answer).Free();
        (State, NextLookAt) = (CallUpState.Running, at);
        return before;
    }

    /// <summary>递补: one who stands by takes the place that became free.</summary>
    public void MoveUp(CallUpAnswer answer, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var need = NeedOf(answer);
        if (IsOver || answer.State != CallUpAnswerState.Standby || need.Open <= 0) throw new InvalidOperationException("Who stands by moves up to a place that is free.");
        Take(answer, need, at);
        Record("volunteers.call-up.moved-up", ("volunteer", answer.VolunteerId.Value));
        if (!IsShort) BeEnough(at);
    }

    /// <summary>联系不上: of one who has not answered; another reason may follow.</summary>
    public Result<Done> CannotReach(CallUpAnswer answer, UnreachableReason why, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (IsOver) return new Refusal("volunteers.call-up.over");
        if (answer.State is not (CallUpAnswerState.Pending or CallUpAnswerState.Unreachable)) return new Refusal("volunteers.call-up.has-answered", ("state", answer.State));
        if (answer.Why == why) return Done.It;
        answer.Become(CallUpAnswerState.Unreachable, why, 0, at);
        Record("volunteers.call-up.unreachable", ("volunteer", answer.VolunteerId.Value), ("why", why));
        return Done.It;
    }

    /// <summary>没有人可叫: staff must look.</summary>
    /// <returns>True when that is news.</returns>
    public bool FindNobody()
    {
        if (State != CallUpState.Running) return false;
        State = CallUpState.NobodyLeft;
        Record("volunteers.call-up.nobody-left", ("open", needs.Sum(need => need.Open)));
        return true;
    }

    /// <summary>再叫: the list has more people now, or somebody may be asked after all.</summary>
    public Result<Done> Resume(DateTimeOffset at)
    {
        if (IsOver || at >= Until) return new Refusal("volunteers.call-up.over");
        if (!IsShort) return new Refusal("volunteers.call-up.enough");
        (State, NextLookAt) = (CallUpState.Running, at);
        Record("volunteers.call-up.resumed");
        return Done.It;
    }

    /// <summary>结束 or 取消. A cancelled one lets everybody go.</summary>
    public Result<Done> End(bool cancelled, DateTimeOffset at)
    {
        if (IsOver) return new Refusal("volunteers.call-up.over");
        (State, EndedAt, NextLookAt) = (cancelled ? CallUpState.Cancelled : CallUpState.Ended, at, null);
        Record(cancelled ? "volunteers.call-up.cancelled" : "volunteers.call-up.ended");
        return Done.It;
    }

    /// <summary>When the clock has to look again: each minute while answers are awaited, else at the end of the duty.</summary>
    public void Reschedule(bool awaitsAnswers, DateTimeOffset at)
    {
        if (IsOver) NextLookAt = null;
        else if (State == CallUpState.Running && awaitsAnswers) NextLookAt = Earlier(Earlier(WaveEndsAt ?? at, at + BetweenLooks), Until);
        else NextLookAt = Until;
    }

    private static void Take(CallUpAnswer answer, CallUpNeed need, DateTimeOffset at)
    {
        need.Take();
        answer.Become(CallUpAnswerState.Coming, null, 0, at);
    }

    private void BeEnough(DateTimeOffset at)
    {
        (State, NextLookAt) = (CallUpState.Enough, Until);
        EnoughAt ??= at;
        Record("volunteers.call-up.enough", ("coming", needs.Sum(need => need.Taken)));
    }

    private CallUpNeed NeedOf(CallUpAnswer answer) => needs.Single(need => need.Skill == answer.Skill);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>集结需要: the places of one skill in one call-up. The database refuses more people than places.</summary>
public sealed class CallUpNeed
{
    private CallUpNeed() { }

    internal CallUpNeed(CallUpId callUp, string skill, int wanted, int places) => (CallUpId, Skill, Wanted, Places) = (callUp, skill, wanted, places);

    /// <summary>Of which call-up.</summary>
    public CallUpId CallUpId { get; private set; }

    /// <summary>Code of the skill, or <see cref="RecruitmentPlace.AnySkill"/>.</summary>
    public string Skill { get; private set; } = "";

    /// <summary>需要人数.</summary>
    public int Wanted { get; private set; }

    /// <summary>名额: wanted and the margin.</summary>
    public int Places { get; private set; }

    /// <summary>已有: never more than <see cref="Places"/>.</summary>
    public int Taken { get; private set; }

    /// <summary>还缺.</summary>
    public int Open => Places - Taken;

    internal void Take() => Taken = Open > 0 ? Taken + 1 : throw new InvalidOperationException("No place is left.");

    internal void Free() => Taken = Taken > 0 ? Taken - 1 : throw new InvalidOperationException("Nobody has a place.");
}
