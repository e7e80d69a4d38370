using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>评价方: whose word it is.</summary>
public enum ReviewSide
{
    /// <summary>居民.</summary>
    [Term("居民")] Resident,

    /// <summary>志愿者.</summary>
    [Term("志愿者")] Volunteer,
}

/// <summary>评价: how one side found the service.</summary>
public sealed class Review
{
    private Review() { }

    internal Review(ReviewId id, OrderId order, ReviewSide side, VolunteerId? volunteer, int stars, SealedText? words, DateTimeOffset at) =>
        (Id, OrderId, Side, VolunteerId, Stars, Words, At) = (id, order, side, volunteer, stars, words, at);

    /// <summary>The id.</summary>
    public ReviewId Id { get; private set; }

    /// <summary>The order.</summary>
    public OrderId OrderId { get; private set; }

    /// <summary>Whose word it is.</summary>
    public ReviewSide Side { get; private set; }

    /// <summary>The volunteer who wrote it; null for the resident's.</summary>
    public VolunteerId? VolunteerId { get; private set; }

    /// <summary>星级, 1 (bad) to 5 (very good).</summary>
    public int Stars { get; private set; }

    /// <summary>评语, under encryption.</summary>
    public SealedText? Words { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>差评: so bad that somebody must follow it up.</summary>
    public bool IsBad => Stars <= DispatchPolicy.BadStars;
}

/// <summary>回访: a bad review, and who looks into it.</summary>
public sealed class FollowUp : Aggregate
{
    private FollowUp() { }

    /// <summary>The id.</summary>
    public FollowUpId Id { get; private set; }

    /// <summary>The order it is about.</summary>
    public OrderId OrderId { get; private set; }

    /// <summary>The review that opened it.</summary>
    public ReviewId ReviewId { get; private set; }

    /// <summary>负责人: the account of whoever looks into it; null until somebody takes it.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>回访期限.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>What was found and done, under encryption; set when it is closed.</summary>
    public SealedText? Outcome { get; private set; }

    /// <summary>When it was closed; null while open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("follow-up", Id.Value);

    /// <summary>开立: a bad review opens it, for the unit of the order.</summary>
    public static FollowUp Open(FollowUpId id, ServiceOrder order, Review review, DateTimeOffset at)
    {
        var followUp = new FollowUp { Id = id, UnitId = order.UnitId, UnitPath = order.UnitPath, OrderId = order.Id, ReviewId = review.Id, OpenedAt = at, DueAt = at.AddDays(3) };
        followUp.Record("dispatch.follow-up.opened", ("order", order.Id.Value), ("stars", review.Stars));
        return followUp;
    }

    /// <summary>认领: somebody looks into it.</summary>
    public Result<Done> TakeOn(Guid account)
    {
        if (ClosedAt is not null) return new Refusal("dispatch.follow-up.closed");
        OwnerId = account;
        Record("dispatch.follow-up.taken-on", ("owner", account));
        return Done.It;
    }

    /// <summary>办结: what was found and done.</summary>
    public Result<Done> Close(Guid account, SealedText outcome, DateTimeOffset at)
    {
        if (ClosedAt is not null) return new Refusal("dispatch.follow-up.closed");
        (OwnerId, Outcome, ClosedAt) = (OwnerId ?? account, outcome, at);
        Record("dispatch.follow-up.closed", ("owner", OwnerId));
        return Done.It;
    }
}
