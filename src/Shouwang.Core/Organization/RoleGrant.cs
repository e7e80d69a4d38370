namespace Shouwang.Organization;

/// <summary>账号标识: id of a staff account.</summary>
public readonly record struct AccountId(Guid Value) : IId<AccountId>
{
    /// <inheritdoc/>
    public static AccountId From(Guid value) => new(value);
}

/// <summary>授权标识: id of a role grant.</summary>
public readonly record struct RoleGrantId(Guid Value) : IId<RoleGrantId>
{
    /// <inheritdoc/>
    public static RoleGrantId From(Guid value) => new(value);
}

/// <summary>授权: an account holds a role at a unit, from a time, perhaps until a time.</summary>
public sealed class RoleGrant : Aggregate
{
    private RoleGrant() { }

    /// <summary>The id.</summary>
    public RoleGrantId Id { get; private set; }

    /// <summary>Who holds the role.</summary>
    public AccountId AccountId { get; private set; }

    /// <summary>The role.</summary>
    public Role Role { get; private set; }

    /// <summary>From when on (inclusive).</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>First instant at which it is over; null for open-ended.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("account", AccountId.Value);

    /// <summary>True when the grant counts at that instant.</summary>
    public bool IsInForce(DateTimeOffset at) => From <= at && (Until is null || at < Until);

    /// <summary>授予: grants a role. Nobody grants a role to himself.</summary>
    /// <param name="id">Id of the new grant.</param>
    /// <param name="account">Who receives it.</param>
    /// <param name="role">The role.</param>
    /// <param name="unit">The unit over whose subtree it reaches.</param>
    /// <param name="at">Now.</param>
    /// <param name="until">First instant at which it is over; null for open-ended.</param>
    /// <param name="by">Who grants it, or agrees to it.</param>
    /// <param name="askedBy">Who asked for it, when two persons grant it together; null otherwise.</param>
    public static Result<RoleGrant> Grant(RoleGrantId id, AccountId account, Role role, Unit unit, DateTimeOffset at, DateTimeOffset? until, Actor by, AccountId? askedBy = null)
    {
        if (by.Kind == ActorKind.Staff && by.Id == account.Value) return new Refusal("organization.grant.to-oneself");
        if (until <= at) return new Refusal("organization.grant.ends-in-the-past").At("until");
        var grant = new RoleGrant { Id = id, AccountId = account, Role = role, UnitId = unit.Id, UnitPath = unit.UnitPath, From = at, Until = until };
        if (askedBy is { } first) grant.Record("organization.role.granted-by-two", ("role", role), ("unit", unit.Code), ("until", until), ("asked-by", first.Value));
        else grant.Record("organization.role.granted", ("role", role), ("unit", unit.Code), ("until", until));
        return grant;
    }

    /// <summary>撤销: ends the grant at once.</summary>
    public Result<Done> Revoke(DateTimeOffset at, Actor by)
    {
        if (by.Kind == ActorKind.Staff && by.Id == AccountId.Value) return new Refusal("organization.grant.to-oneself");
        if (!IsInForce(at)) return new Refusal("organization.grant.over");
        Until = at;
        Record("organization.role.revoked", ("role", Role));
        return Done.It;
    }
}
