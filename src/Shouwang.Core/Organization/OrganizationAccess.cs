namespace Shouwang.Organization;

/// <summary>组织准入: who may see and change units, accounts, roles and the ledger.</summary>
public static class OrganizationAccess
{
    /// <summary>查看单位.</summary>
    public static readonly Permission SeeUnits = new("organization.units.see", "查看单位");

    /// <summary>管理单位: open, rename, move, close, import.</summary>
    public static readonly Permission ManageUnits = new("organization.units.manage", "管理单位");

    /// <summary>管理账号: open and disable accounts, reset passwords.</summary>
    public static readonly Permission ManageAccounts = new("organization.accounts.manage", "管理账号");

    /// <summary>授予角色: grant and revoke roles.</summary>
    public static readonly Permission GrantRoles = new("organization.roles.grant", "授予角色");

    /// <summary>查看审计: read the ledger of facts.</summary>
    public static readonly Permission ReadFacts = new("organization.facts.read", "查看事实账");

    /// <summary>查看数字: read the figures.</summary>
    public static readonly Permission SeeFigures = new("organization.figures.see", "查看数字");

    /// <summary>管理第二验证: say who must log in with a second factor; ask for somebody's to be reset.</summary>
    public static readonly Permission ManageSecondFactors = new("organization.second-factors.manage", "管理第二验证");

    /// <summary>管理伙伴密钥: make and revoke the keys by which other systems come in.</summary>
    public static readonly Permission ManageKeys = new("organization.keys.manage", "管理伙伴密钥");

    /// <summary>双人复核: see what waits for a second person. What one may agree to, the permission of the deed itself decides.</summary>
    public static readonly Permission SecondPersons = new("organization.two-person.see", "双人复核");

    /// <summary>查看共享: what is shared with whom, since when and why.</summary>
    public static readonly Permission SeeShares = new("organization.shares.see", "查看共享");

    /// <summary>管理共享: ask for, offer, accept, refuse and end what units share.</summary>
    public static readonly Permission ManageShares = new("organization.shares.manage", "管理共享");

    /// <summary>Every rule of this room.</summary>
    /// <remarks>三员分立: the three administrators hold different posts; no role both manages accounts and grants roles, and only the auditor reads the ledger (GB/T 22239-2019).</remarks>
    public static IReadOnlyList<AccessRule> Rules { get; } =
    [
        .. Allow(SeeUnits, Role.Clerk, Role.Dispatcher, Role.Leader, Role.TeamLeader, Role.BuildingHead, Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator),
        .. Allow(ManageUnits, Role.SystemAdministrator),
        .. Allow(ManageAccounts, Role.SystemAdministrator),
        .. Allow(GrantRoles, Role.SecurityAdministrator),
        .. Allow(ManageSecondFactors, Role.SecurityAdministrator),
        .. Allow(ManageKeys, Role.SecurityAdministrator),
        .. Allow(SecondPersons, Role.Clerk, Role.Leader, Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator),
        .. Allow(ReadFacts, Role.AuditAdministrator),
        .. Allow(SeeShares, Role.Clerk, Role.Dispatcher, Role.Leader, Role.AuditAdministrator),
        .. Allow(ManageShares, Role.Leader),
        .. Allow(SeeFigures, Role.Clerk, Role.Dispatcher, Role.Leader),
    ];

    /// <summary>One rule per role for a permission.</summary>
    public static IEnumerable<AccessRule> Allow(Permission permission, params Role[] roles) => roles.Select(role => new AccessRule(role, permission));
}
