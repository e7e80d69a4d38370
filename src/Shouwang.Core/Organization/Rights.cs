namespace Shouwang.Organization;

/// <summary>角色: what a person is at a unit. A role reaches over the unit and all below it.</summary>
public enum Role
{
    /// <summary>工作人员: staff of a center, institute or station: places, serves and reads all of its subtree.</summary>
    [Term("工作人员")] Clerk,

    /// <summary>调度员: dispatches orders.</summary>
    [Term("调度员")] Dispatcher,

    /// <summary>负责人: reads everything of the subtree, decides on its settings.</summary>
    [Term("负责人")] Leader,

    /// <summary>队长: leads a team and dispatches what was given to it.</summary>
    [Term("队长")] TeamLeader,

    /// <summary>楼栋长、网格员: places needs for neighbours and follows them.</summary>
    [Term("楼栋长/网格员")] BuildingHead,

    /// <summary>系统管理员: accounts and units; reads no person's data.</summary>
    [Term("系统管理员")] SystemAdministrator,

    /// <summary>安全管理员: grants and revokes roles; manages no accounts.</summary>
    [Term("安全管理员")] SecurityAdministrator,

    /// <summary>审计管理员: reads the ledger of facts, changes nothing.</summary>
    [Term("审计管理员")] AuditAdministrator,
}

/// <summary>权限: one thing that may be done or seen.</summary>
/// <param name="Code">Stable code <c>room.thing.verb</c>.</param>
/// <param name="Chinese">The words for it.</param>
public sealed record Permission(string Code, string Chinese);

/// <summary>准入规则: this role may do that. A room states its rules as data; whatever is not stated is denied.</summary>
public sealed record AccessRule(Role Role, Permission Permission);

/// <summary>授权: a role held at a unit, perhaps until a time.</summary>
/// <param name="Role">The role.</param>
/// <param name="UnitPath">Path of the unit; the grant reaches over every path that begins with it.</param>
/// <param name="Until">First instant at which it is over; null for open-ended.</param>
public sealed record HeldRole(Role Role, string UnitPath, DateTimeOffset? Until);

/// <summary>权限范围: the subtrees in which something is allowed. Empty means nowhere.</summary>
/// <param name="Paths">Paths of the topmost units; none lies inside another.</param>
public sealed record Reach(IReadOnlyList<string> Paths)
{
    /// <summary>Allowed nowhere.</summary>
    public static Reach Nowhere { get; } = new([]);

    /// <summary>True when nothing is allowed.</summary>
    public bool IsNowhere => Paths.Count == 0;

    /// <summary>True when only the units themselves are meant and nothing below them: what a unit did itself, beside what its parts did.</summary>
    public bool Alone { get; init; }

    /// <summary>True when the path lies inside one of the subtrees.</summary>
    public bool Covers(string unitPath) => Paths.Any(path => Alone ? unitPath == path : unitPath.StartsWith(path, StringComparison.Ordinal));

    /// <summary>The topmost of the given paths: a path inside another adds nothing.</summary>
    public static Reach Of(IEnumerable<string> paths)
    {
        var topmost = new List<string>();
        foreach (var path in paths.Distinct().Order(StringComparer.Ordinal))
            if (!topmost.Any(above => path.StartsWith(above, StringComparison.Ordinal))) topmost.Add(path);
        return new Reach(topmost);
    }

    /// <summary>What lies both here and inside the given subtree; for looking at one unit of several.</summary>
    public Reach Within(string unitPath) =>
        Covers(unitPath) ? new Reach([unitPath]) : Of(Paths.Where(path => path.StartsWith(unitPath, StringComparison.Ordinal)));
}

/// <summary>权利: what somebody may do, and where: the roles held and what other units share, read against the rules of the house. The one scope function.</summary>
/// <remarks>
/// A share adds the giving unit's subtree to a permission of its tier, for those who hold that permission at the receiving unit (or above it).
/// It adds nothing to any other permission: who helps out sees the need, and neither the resident's phone nor the exports.
/// </remarks>
public sealed class Rights(IReadOnlyList<HeldRole> held, IReadOnlyList<AccessRule> rules, DateTimeOffset now, IReadOnlyList<HeldShare>? shares = null)
{
    /// <summary>May do nothing anywhere.</summary>
    public static Rights None { get; } = new([], [], DateTimeOffset.MinValue);

    /// <summary>May do one thing, at a unit and below it: what a key allows.</summary>
    public static Rights Only(Permission permission, string unitPath) =>
        new([new HeldRole(Role.Clerk, unitPath, null)], [new AccessRule(Role.Clerk, permission)], DateTimeOffset.MinValue);

    /// <summary>The roles in force.</summary>
    public IReadOnlyList<HeldRole> Held { get; } = [.. held.Where(role => role.Until is null || now < role.Until)];

    /// <summary>The shares in force.</summary>
    public IReadOnlyList<HeldShare> Shares { get; } = [.. (shares ?? []).Where(share => share.IsInForce(now))];

    /// <summary>Where the permission is held, at own units and at those that share it; nowhere unless a rule says so.</summary>
    public Reach Where(Permission permission)
    {
        var own = Own(permission);
        if (own.IsNowhere || Shares.Count == 0) return own;
        var lent = Shares.Where(share => share.Gives(permission) && own.Covers(share.ToPath)).Select(share => share.FromPath).ToList();
        return lent.Count == 0 ? own : Reach.Of([.. own.Paths, .. lent]);
    }

    /// <summary>Where the permission is held by a role alone, without what other units share.</summary>
    public Reach Own(Permission permission)
    {
        var roles = rules.Where(rule => rule.Permission == permission).Select(rule => rule.Role).ToHashSet();
        return Reach.Of(Held.Where(grant => roles.Contains(grant.Role)).Select(grant => grant.UnitPath));
    }

    /// <summary>True when the permission reaches there only because that unit shares it: then what is personal is left out.</summary>
    public bool IsLent(Permission permission, string unitPath) => !Own(permission).Covers(unitPath) && May(permission, unitPath);

    /// <summary>True when the permission is held at this unit.</summary>
    public bool May(Permission permission, string unitPath) => Where(permission).Covers(unitPath);

    /// <summary>True when the permission is held at least somewhere.</summary>
    public bool MayAnywhere(Permission permission) => !Where(permission).IsNowhere;
}
