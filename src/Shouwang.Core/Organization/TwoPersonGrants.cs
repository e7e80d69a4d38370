namespace Shouwang.Organization;

/// <summary>双人授权规则: a grant of this role (null: of any) at a unit of this kind (null: of any) needs a second person.</summary>
/// <param name="Role">The role, or null for every role.</param>
/// <param name="At">The kind of unit, or null for every kind.</param>
public sealed record TwoPersonGrant(Role? Role, UnitKind? At);

/// <summary>双人授权: which roles are granted only by two security administrators.</summary>
/// <remarks>The first accounts of a house are made on the server, where nobody else is there to agree; the ledger names the system.</remarks>
public static class TwoPersonGrants
{
    /// <summary>The three administrators anywhere, and whatever reaches over a whole district.</summary>
    public static IReadOnlyList<TwoPersonGrant> Rules { get; } =
    [
        .. AdministratorPosts.All.Select(post => new TwoPersonGrant(post, null)),
        new(null, UnitKind.Center),
    ];

    /// <summary>The kind of deed: for three days a second security administrator may agree.</summary>
    public static DeedKind Kind { get; } = new("organization.role.grant", "授予管理岗位或中心一级的角色", OrganizationAccess.GrantRoles, TimeSpan.FromHours(72));

    /// <summary>True when one person alone may not grant this role at such a unit.</summary>
    public static bool Need(Role role, UnitKind at) => Rules.Any(rule => (rule.Role is null || rule.Role == role) && (rule.At is null || rule.At == at));
}
