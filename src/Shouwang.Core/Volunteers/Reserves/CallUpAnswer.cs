namespace Shouwang.Volunteers;

/// <summary>集结答复: what has become of one who was called.</summary>
public enum CallUpAnswerState
{
    /// <summary>未答复.</summary>
    [Term("未答复")] Pending,

    /// <summary>来: has a place.</summary>
    [Term("来")] Coming,

    /// <summary>候补: said yes when there were enough; moves up when somebody cancels.</summary>
    [Term("候补")] Standby,

    /// <summary>来不了.</summary>
    [Term("来不了")] Declined,

    /// <summary>联系不上.</summary>
    [Term("联系不上")] Unreachable,
}

/// <summary>联系不上的原因.</summary>
public enum UnreachableReason
{
    /// <summary>没有渠道: neither logged in on a phone nor an e-mail address.</summary>
    [Term("没有登录手机页，也没有邮箱")] NoChannel,

    /// <summary>没送到: everything that was sent failed.</summary>
    [Term("消息没送到")] DeliveryFailed,

    /// <summary>到时没有答复.</summary>
    [Term("到时没有答复")] NoAnswer,

    /// <summary>电话打不通: staff have tried.</summary>
    [Term("电话打不通")] PhoneNotAnswered,
}

/// <summary>集结答复: one volunteer in one call-up, once.</summary>
public sealed class CallUpAnswer : IInUnit
{
    private CallUpAnswer() { }

    internal CallUpAnswer(CallUp callUp, CallUpPick pick, DateTimeOffset at)
    {
        (CallUpId, VolunteerId, UnitId, UnitPath) = (callUp.Id, pick.Volunteer, callUp.UnitId, callUp.UnitPath);
        (Wave, Skill, AskedAt, Since, From, Until, Holds) = (callUp.Wave, pick.Skill, at, at, callUp.From, callUp.Until, !callUp.IsDrill);
        IsAwaited = pick.HasChannel;
        if (!pick.HasChannel) (State, Why) = (CallUpAnswerState.Unreachable, UnreachableReason.NoChannel);
    }

    /// <summary>Which call-up.</summary>
    public CallUpId CallUpId { get; private set; }

    /// <summary>Who.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <inheritdoc/>
    public UnitId UnitId { get; private set; }

    /// <inheritdoc/>
    public string UnitPath { get; private set; } = "";

    /// <summary>第几批.</summary>
    public int Wave { get; private set; }

    /// <summary>For which skill, or <see cref="RecruitmentPlace.AnySkill"/>.</summary>
    public string Skill { get; private set; } = "";

    /// <summary>答复.</summary>
    public CallUpAnswerState State { get; private set; }

    /// <summary>Why he cannot be reached; null in every other state.</summary>
    public UnreachableReason? Why { get; private set; }

    /// <summary>Number among those who stand by; a smaller one moves up first.</summary>
    public int Line { get; private set; }

    /// <summary>When he was asked.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>When the state was reached.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Start of the duty, as in the call-up.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>End of the duty.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>While true nobody else calls him up for an overlapping time (database constraint); never in a drill.</summary>
    public bool Holds { get; private set; }

    /// <summary>True while his answer is waited for.</summary>
    public bool IsAwaited { get; private set; }

    internal void Become(CallUpAnswerState state, UnreachableReason? why, int line, DateTimeOffset at) => (State, Why, Line, Since, IsAwaited) = (state, why, line, at, false);

    /// <summary>不用等了: he may be called for something else; his answer still counts.</summary>
    public void LetGo() => (Holds, IsAwaited) = (false, false);

    internal void HoldAgain(bool isDrill) => Holds = !isDrill;
}
