namespace Shouwang.Organization;

/// <summary>复核标识: id of a request for a second person.</summary>
public readonly record struct TwoPersonRequestId(Guid Value) : IId<TwoPersonRequestId>
{
    /// <inheritdoc/>
    public static TwoPersonRequestId From(Guid value) => new(value);
}

/// <summary>复核状态: how far a request for a second person has come.</summary>
public enum TwoPersonState
{
    /// <summary>待复核: a second person is to answer.</summary>
    [Term("待复核")] Waiting,

    /// <summary>已同意: a second person has agreed, and the deed is done.</summary>
    [Term("已同意")] Confirmed,

    /// <summary>未同意: a second person has refused; nothing was done.</summary>
    [Term("未同意")] Refused,

    /// <summary>已撤回: taken back by whoever had asked; nothing was done.</summary>
    [Term("已撤回")] Withdrawn,

    /// <summary>已过期: nobody has answered in time; never stored, it follows from the clock.</summary>
    [Term("已过期")] Expired,
}

/// <summary>复核事项: a kind of deed for which two persons answer.</summary>
/// <param name="Code">Stable code <c>room.thing.verb</c>, for example <c>organization.role.grant</c>.</param>
/// <param name="Chinese">What it is called, for example 授予管理岗位; its English stands in the room's texts.</param>
/// <param name="Permission">Both persons hold it over the unit concerned.</param>
/// <param name="Lifetime">For so long a second person may agree.</param>
public sealed record DeedKind(string Code, string Chinese, Permission Permission, TimeSpan Lifetime);

/// <summary>双人复核: one person asks for a deed and says why, a second one with the same permission agrees or refuses.</summary>
/// <remarks>Agreeing carries the deed out in the same transaction. The version of the request decides between two who answer at once.</remarks>
public sealed class TwoPersonRequest : Aggregate
{
    /// <summary>Fewest characters of a reason.</summary>
    public const int ShortestReason = 4;

    /// <summary>Most characters of a reason or of an answer.</summary>
    public const int LongestReason = 200;

    private TwoPersonRequest() { }

    /// <summary>The id.</summary>
    public TwoPersonRequestId Id { get; private set; }

    /// <summary>Code of the <see cref="DeedKind"/>.</summary>
    public string Deed { get; private set; } = "";

    /// <summary>What exactly is to be done, encrypted: it may name people.</summary>
    public SealedText Content { get; private set; }

    /// <summary>理由: why, in the words of whoever asks.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>发起人.</summary>
    public AccountId AskedBy { get; private set; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>First instant at which nobody may agree any more.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The stored state; see <see cref="StateAt"/>.</summary>
    public TwoPersonState State { get; private set; }

    /// <summary>复核人: who has agreed or refused; null until then.</summary>
    public AccountId? AnsweredBy { get; private set; }

    /// <summary>When it was answered or withdrawn.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Why the second person has refused; null otherwise.</summary>
    public string? Answer { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("two-person-request", Id.Value);

    /// <summary>The state at an instant: a waiting request past its time has expired.</summary>
    public TwoPersonState StateAt(DateTimeOffset at) => State == TwoPersonState.Waiting && at >= ExpiresAt ? TwoPersonState.Expired : State;

    /// <summary>发起: asks for a second person.</summary>
    /// <param name="id">Id of the new request.</param>
    /// <param name="kind">The kind of deed.</param>
    /// <param name="where">The unit concerned.</param>
    /// <param name="content">What exactly, encrypted.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="at">Now.</param>
    public static Result<TwoPersonRequest> Ask(TwoPersonRequestId id, DeedKind kind, IInUnit where, SealedText content, string? reason, Actor by, DateTimeOffset at)
    {
        if (by.Kind != ActorKind.Staff) return new Refusal("organization.two-person.staff-only");
        if (!IsText(reason)) return new Refusal("organization.two-person.reason", ("least", ShortestReason), ("most", LongestReason)).At("reason");
        var request = new TwoPersonRequest
        {
            Id = id, Deed = kind.Code, UnitId = where.UnitId, UnitPath = where.UnitPath, Content = content, Reason = reason!.Trim(),
            AskedBy = new AccountId(by.Id), AskedAt = at, ExpiresAt = at + kind.Lifetime, State = TwoPersonState.Waiting,
        };
        request.Record("organization.two-person.asked", ("deed", kind.Chinese), ("until", request.ExpiresAt));
        return request;
    }

    /// <summary>同意: by somebody else, in time. The deed itself follows in the same transaction.</summary>
    public Result<Done> Confirm(DeedKind kind, Actor by, DateTimeOffset at)
    {
        if (CannotAnswer(by, at) is { } no) return no;
        (State, AnsweredBy, AnsweredAt) = (TwoPersonState.Confirmed, new AccountId(by.Id), at);
        Record("organization.two-person.confirmed", ("deed", kind.Chinese), ("asked-by", AskedBy.Value));
        return Done.It;
    }

    /// <summary>不同意: by somebody else, in time, with the reason.</summary>
    public Result<Done> Refuse(DeedKind kind, Actor by, string? why, DateTimeOffset at)
    {
        if (CannotAnswer(by, at) is { } no) return no;
        if (!IsText(why)) return new Refusal("organization.two-person.answer", ("least", ShortestReason), ("most", LongestReason)).At("answer");
        (State, AnsweredBy, AnsweredAt, Answer) = (TwoPersonState.Refused, new AccountId(by.Id), at, why!.Trim());
        Record("organization.two-person.refused", ("deed", kind.Chinese), ("asked-by", AskedBy.Value));
        return Done.It;
    }

    /// <summary>撤回: by whoever has asked, as long as nobody has answered.</summary>
    public Result<Done> Withdraw(DeedKind kind, Actor by, DateTimeOffset at)
    {
        if (by.Kind != ActorKind.Staff || by.Id != AskedBy.Value) return new Refusal("organization.two-person.not-yours");
        if (StateAt(at) != TwoPersonState.Waiting) return Over(at);
        (State, AnsweredAt) = (TwoPersonState.Withdrawn, at);
        Record("organization.two-person.withdrawn", ("deed", kind.Chinese));
        return Done.It;
    }

    private Refusal? CannotAnswer(Actor by, DateTimeOffset at)
    {
        if (by.Kind != ActorKind.Staff) return new Refusal("organization.two-person.staff-only");
        if (by.Id == AskedBy.Value) return new Refusal("organization.two-person.same-person");
        return StateAt(at) == TwoPersonState.Waiting ? null : Over(at);
    }

    private Refusal Over(DateTimeOffset at) => new("organization.two-person.over", ("state", StateAt(at)));

    private static bool IsText(string? text) => text?.Trim().Length is >= ShortestReason and <= LongestReason;
}
