namespace Shouwang.Organization;

/// <summary>共享内容: what one unit shares with another.</summary>
public enum SharedThing
{
    /// <summary>单: the needs placed at the giving unit and below it.</summary>
    [Term("单")] Orders,

    /// <summary>志愿者: the volunteers registered there may be asked for the other unit's orders.</summary>
    [Term("志愿者")] Volunteers,
}

/// <summary>共享程度: how far a share goes; each contains the ones before it.</summary>
public enum ShareTier
{
    /// <summary>查看: sees that there is a need and how it stands; nothing personal, nothing in words.</summary>
    [Term("查看")] View,

    /// <summary>协助: may also dispatch.</summary>
    [Term("协助")] Assist,
}

/// <summary>可共享权限: a permission that a share of this thing gives from this tier on. A room states them as data; whatever is not stated cannot be shared.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="Thing">What is shared.</param>
/// <param name="From">The lowest tier that gives it.</param>
public sealed record ShareRule(Permission Permission, SharedThing Thing, ShareTier From);

/// <summary>在用共享: what one unit lets another see or do, as it counts for somebody's rights.</summary>
/// <param name="FromPath">Path of the giving unit; everything below it is shared with it.</param>
/// <param name="ToPath">Path of the receiving unit; whoever holds the right there or above may use it.</param>
/// <param name="Thing">What is shared.</param>
/// <param name="Tier">How far it goes.</param>
/// <param name="Since">From when on (inclusive).</param>
/// <param name="Until">First instant at which it is over; null for a standing rule.</param>
/// <param name="Rules">Which permissions can be shared at all.</param>
public sealed record HeldShare(string FromPath, string ToPath, SharedThing Thing, ShareTier Tier, DateTimeOffset Since, DateTimeOffset? Until, IReadOnlyList<ShareRule> Rules)
{
    /// <summary>True when it counts at that instant.</summary>
    public bool IsInForce(DateTimeOffset at) => Since <= at && (Until is null || at < Until);

    /// <summary>True when it gives that permission.</summary>
    public bool Gives(Permission permission) => Rules.Any(rule => rule.Permission == permission && rule.Thing == Thing && rule.From <= Tier);

    /// <summary>外援范围: the subtrees whose volunteers may be asked for an order of that unit, beside its own.</summary>
    /// <param name="shares">What is shared in the house.</param>
    /// <param name="unitPath">Path of the unit that the order belongs to.</param>
    /// <param name="at">Now.</param>
    public static Reach Lending(IEnumerable<HeldShare> shares, string unitPath, DateTimeOffset at) => Reach.Of(shares
        .Where(share => share is { Thing: SharedThing.Volunteers, Tier: ShareTier.Assist } && share.IsInForce(at) && unitPath.StartsWith(share.ToPath, StringComparison.Ordinal))
        .Select(share => share.FromPath));
}
