namespace Shouwang.Dispatch;

/// <summary>单标识: id of a service order.</summary>
public readonly record struct OrderId(Guid Value) : IId<OrderId>
{
    /// <inheritdoc/>
    public static OrderId From(Guid value) => new(value);
}

/// <summary>派单标识: id of an offer.</summary>
public readonly record struct OfferId(Guid Value) : IId<OfferId>
{
    /// <inheritdoc/>
    public static OfferId From(Guid value) => new(value);
}

/// <summary>接单标识: id of an assignment.</summary>
public readonly record struct AssignmentId(Guid Value) : IId<AssignmentId>
{
    /// <inheritdoc/>
    public static AssignmentId From(Guid value) => new(value);
}

/// <summary>菜单项标识: id of an item of the service menu.</summary>
public readonly record struct MenuItemId(Guid Value) : IId<MenuItemId>
{
    /// <inheritdoc/>
    public static MenuItemId From(Guid value) => new(value);
}

/// <summary>门码标识: id of a door code.</summary>
public readonly record struct DoorCodeId(Guid Value) : IId<DoorCodeId>
{
    /// <inheritdoc/>
    public static DoorCodeId From(Guid value) => new(value);
}

/// <summary>评价标识: id of a review.</summary>
public readonly record struct ReviewId(Guid Value) : IId<ReviewId>
{
    /// <inheritdoc/>
    public static ReviewId From(Guid value) => new(value);
}

/// <summary>回访标识: id of a follow-up.</summary>
public readonly record struct FollowUpId(Guid Value) : IId<FollowUpId>
{
    /// <inheritdoc/>
    public static FollowUpId From(Guid value) => new(value);
}

/// <summary>回避标识: id of an exclusion.</summary>
public readonly record struct ExclusionId(Guid Value) : IId<ExclusionId>
{
    /// <inheritdoc/>
    public static ExclusionId From(Guid value) => new(value);
}
