using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>回避提出方: who does not want the other.</summary>
public enum ExclusionWish
{
    /// <summary>居民: the resident does not want this volunteer.</summary>
    [Term("居民提出")] Resident,

    /// <summary>志愿者: the volunteer does not want to go there.</summary>
    [Term("志愿者提出")] Volunteer,

    /// <summary>工作人员: staff keep the two apart.</summary>
    [Term("工作人员提出")] Staff,
}

/// <summary>回避: a volunteer who must not be sent to a resident, whoever asked for it.</summary>
public sealed class Exclusion : Aggregate
{
    private Exclusion() { }

    /// <summary>The id.</summary>
    public ExclusionId Id { get; private set; }

    /// <summary>The resident, by the index of the phone.</summary>
    public BlindIndex PhoneIndex { get; private set; }

    /// <summary>The volunteer.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>Whose wish it was.</summary>
    public ExclusionWish Wish { get; private set; }

    /// <summary>Why, under encryption.</summary>
    public SealedText Reason { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>解除时间: until when it held; null while it holds.</summary>
    public DateTimeOffset? LiftedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("exclusion", Id.Value);

    /// <summary>设立: keeps the resident of an order and a volunteer apart from now on.</summary>
    public static Exclusion Between(ExclusionId id, ServiceOrder order, VolunteerId volunteer, ExclusionWish wish, SealedText reason, DateTimeOffset at)
    {
        var exclusion = new Exclusion { Id = id, UnitId = order.UnitId, UnitPath = order.UnitPath, PhoneIndex = order.PhoneIndex, VolunteerId = volunteer, Wish = wish, Reason = reason, Since = at };
        exclusion.Record("dispatch.exclusion.made", ("volunteer", volunteer.Value), ("wish", wish), ("order", order.Id.Value));
        return exclusion;
    }

    /// <summary>解除.</summary>
    public Result<Done> Lift(DateTimeOffset at)
    {
        if (LiftedAt is not null) return new Refusal("dispatch.exclusion.lifted");
        LiftedAt = at;
        Record("dispatch.exclusion.lifted", ("volunteer", VolunteerId.Value));
        return Done.It;
    }
}
