namespace Shouwang.Organization;

/// <summary>共享标识: id of a share.</summary>
public readonly record struct UnitShareId(Guid Value) : IId<UnitShareId>
{
    /// <inheritdoc/>
    public static UnitShareId From(Guid value) => new(value);
}

/// <summary>共享状态: asked for, offered, in force, refused or over.</summary>
public enum ShareState
{
    /// <summary>请求中: the receiving unit has asked; the giving unit answers.</summary>
    [Term("请求中")] Asked,

    /// <summary>待接受: the giving unit has offered; the receiving unit answers.</summary>
    [Term("待接受")] Offered,

    /// <summary>生效中.</summary>
    [Term("生效中")] InForce,

    /// <summary>已谢绝.</summary>
    [Term("已谢绝")] Refused,

    /// <summary>已结束: by either side; a share whose time is up is over without anybody doing anything.</summary>
    [Term("已结束")] Ended,
}

/// <summary>共享: one unit (with all below it) lets another see or dispatch its orders, or ask its volunteers; for good or for a time.</summary>
/// <remarks>It belongs to the giving unit, in whose ledger its history stands. Either side ends it at once.</remarks>
public sealed class UnitShare : Aggregate
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestWhy = 100;

    private UnitShare() { }

    /// <summary>The id.</summary>
    public UnitShareId Id { get; private set; }

    /// <summary>受助单位: to whom it is shared.</summary>
    public UnitId ReceiverId { get; private set; }

    /// <summary>Path of the receiving unit.</summary>
    public string ReceiverPath { get; private set; } = "";

    /// <summary>What is shared.</summary>
    public SharedThing Thing { get; private set; }

    /// <summary>How far it goes.</summary>
    public ShareTier Tier { get; private set; }

    /// <summary>理由: why, in words that both sides read.</summary>
    public string Why { get; private set; } = "";

    /// <summary>How it stands; ask <see cref="IsInForce"/> whether it counts.</summary>
    public ShareState State { get; private set; }

    /// <summary>When it was asked for or offered.</summary>
    public DateTimeOffset ProposedAt { get; private set; }

    /// <summary>From when on it counts; null until it was accepted.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>First instant at which it is over; null for a standing rule.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>When it was refused or ended; null while neither.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("share", Id.Value);

    /// <summary>True while it counts.</summary>
    public bool IsInForce(DateTimeOffset at) => State == ShareState.InForce && Since <= at && (Until is null || at < Until);

    /// <summary>True while somebody has to answer it.</summary>
    public bool IsPending(DateTimeOffset at) => State is ShareState.Asked or ShareState.Offered && (Until is null || at < Until);

    /// <summary>提出: the receiving unit asks, the giving unit offers; whoever may speak for both puts it in force at once.</summary>
    /// <param name="id">Id of the new share.</param>
    /// <param name="sides">Who gives and who receives.</param>
    /// <param name="terms">What, and how far.</param>
    /// <param name="why">Why.</param>
    /// <param name="speaksFor">The sides for which the caller may speak.</param>
    /// <param name="at">Now.</param>
    /// <param name="until">First instant at which it is over; null for a standing rule.</param>
    public static Result<UnitShare> Propose(UnitShareId id, (Unit Giver, Unit Receiver) sides, (SharedThing Thing, ShareTier Tier) terms, string? why, (bool Giver, bool Receiver) speaksFor, DateTimeOffset at, DateTimeOffset? until)
    {
        var (giver, receiver) = sides;
        var refusals = new List<Refusal>();
        if (!speaksFor.Giver && !speaksFor.Receiver) return new Refusal("organization.share.forbidden");
        if (receiver.Path.StartsWith(giver.Path, StringComparison.Ordinal) || giver.Path.StartsWith(receiver.Path, StringComparison.Ordinal)) refusals.Add(new Refusal("organization.share.same-line").At("to"));
        if (terms is { Thing: SharedThing.Volunteers, Tier: ShareTier.View }) refusals.Add(new Refusal("organization.share.volunteers-to-assist").At("tier"));
        if (string.IsNullOrWhiteSpace(why) || why.Trim().Length > LongestWhy) refusals.Add(new Refusal("organization.share.why", ("most", LongestWhy)).At("why"));
        if (until <= at) refusals.Add(new Refusal("organization.share.ends-in-the-past").At("lastDay"));
        if (refusals.Count > 0) return refusals;
        var share = new UnitShare
        {
            Id = id, UnitId = giver.Id, UnitPath = giver.Path, ReceiverId = receiver.Id, ReceiverPath = receiver.Path, Thing = terms.Thing, Tier = terms.Tier, Why = why!.Trim(),
            State = speaksFor.Giver ? ShareState.Offered : ShareState.Asked, ProposedAt = at, Until = until,
        };
        share.Record(speaksFor.Giver ? "organization.share.offered" : "organization.share.asked", ("giver", giver.Code), ("receiver", receiver.Code), ("thing", terms.Thing), ("tier", terms.Tier), ("until", until));
        if (speaksFor is { Giver: true, Receiver: true }) share.Begin(at);
        return share;
    }

    /// <summary>答复: the other side accepts or refuses.</summary>
    public Result<Done> Answer(bool accept, DateTimeOffset at)
    {
        if (!IsPending(at)) return new Refusal("organization.share.not-pending");
        if (accept) Begin(at);
        else (State, EndedAt) = (ShareState.Refused, at);
        if (!accept) Record("organization.share.refused");
        return Done.It;
    }

    /// <summary>结束: over at once; one that nobody has answered yet is taken back.</summary>
    public Result<Done> End(DateTimeOffset at)
    {
        if (!IsInForce(at) && !IsPending(at)) return new Refusal("organization.share.over");
        (State, EndedAt) = (ShareState.Ended, at);
        Record("organization.share.ended");
        return Done.It;
    }

    /// <summary>到期: notes that its time is up, so that the same may be agreed anew.</summary>
    public void Expire(DateTimeOffset at)
    {
        if (State is ShareState.Refused or ShareState.Ended || Until is null || at < Until) return;
        (State, EndedAt) = (ShareState.Ended, Until);
        Record("organization.share.expired");
    }

    /// <summary>What it adds to the rights of those at the receiving unit.</summary>
    public HeldShare Held(IReadOnlyList<ShareRule> rules) => new(UnitPath, ReceiverPath, Thing, Tier, Since ?? DateTimeOffset.MaxValue, Until, rules);

    private void Begin(DateTimeOffset at)
    {
        (State, Since) = (ShareState.InForce, at);
        Record("organization.share.began");
    }
}
