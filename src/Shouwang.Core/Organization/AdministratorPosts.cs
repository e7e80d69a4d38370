namespace Shouwang.Organization;

/// <summary>三员分立: the system, security and audit administrators are three different persons.</summary>
/// <remarks>GB/T 22239-2019, 8.1.5: whoever opens accounts does not grant roles, and neither checks himself.</remarks>
public static class AdministratorPosts
{
    /// <summary>The three posts.</summary>
    public static IReadOnlyList<Role> All { get; } = [Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator];

    /// <summary>Why the role cannot be added to those held, or null.</summary>
    public static Refusal? Separate(Role wanted, IEnumerable<Role> held)
    {
        if (!All.Contains(wanted)) return null;
        var other = held.Where(role => role != wanted && All.Contains(role)).Select(role => (Role?)role).FirstOrDefault();
        return other is null ? null : new Refusal("organization.grant.posts-apart", ("role", wanted), ("held", other)).At("role");
    }
}
