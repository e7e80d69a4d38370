using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>志愿者准入: who may see and manage volunteers, teams and hours.</summary>
public static class VolunteersAccess
{
    /// <summary>查看志愿者: lists and records, phones masked.</summary>
    public static readonly Permission See = new("volunteers.see", "查看志愿者");

    /// <summary>管理志愿者: take on the register, change, pause.</summary>
    public static readonly Permission Manage = new("volunteers.manage", "管理志愿者");

    /// <summary>查看志愿者电话: one at a time, with a reason.</summary>
    public static readonly Permission RevealPhone = new("volunteers.phone.reveal", "查看志愿者电话");

    /// <summary>查看证件号码: one at a time, with a reason.</summary>
    public static readonly Permission RevealIdentity = new("volunteers.identity.reveal", "查看证件号码");

    /// <summary>管理队伍: make teams, and squads when something happens.</summary>
    public static readonly Permission ManageTeams = new("volunteers.teams.manage", "管理队伍");

    /// <summary>确认和更正时长.</summary>
    public static readonly Permission ManageHours = new("volunteers.hours.manage", "确认和更正时长");

    /// <summary>设置时长规矩: the limit above which two correct, and the star scheme.</summary>
    public static readonly Permission SetHoursRules = new("volunteers.hours.rules", "设置时长规矩");

    /// <summary>公示和授予星级.</summary>
    public static readonly Permission AwardStars = new("volunteers.stars.award", "授予星级");

    /// <summary>出具和撤销服务证明.</summary>
    public static readonly Permission IssueCertificates = new("volunteers.certificates.issue", "出具服务证明");

    /// <summary>发布招募令: publish calls, change what they need, enter people on their behalf.</summary>
    public static readonly Permission Recruit = new("volunteers.recruit", "发布招募令");

    /// <summary>发布服务协议: the words that volunteers of the unit and below sign.</summary>
    public static readonly Permission ManageAgreements = new("volunteers.agreements.manage", "发布服务协议");

    /// <summary>登记保险: policies and whom they name.</summary>
    public static readonly Permission ManageInsurance = new("volunteers.insurance.manage", "登记保险");
    /// <summary>管理预备队: make reserve lists and put people on them.</summary>
    public static readonly Permission KeepReserves = new("volunteers.reserves.keep", "管理预备队");

    /// <summary>发起集结: call up a reserve in waves, and note what people say on the phone.</summary>
    public static readonly Permission CallUp = new("volunteers.call-up", "发起集结");

    /// <summary>导出志愿者: masked.</summary>
    public static readonly Permission Export = new("volunteers.export", "导出志愿者");

    /// <summary>明文导出: readable names and phones; two persons who both hold it answer for each.</summary>
    public static readonly Permission ExportPlain = new("volunteers.export.plain", "明文导出志愿者");

    /// <summary>Every rule of this room.</summary>
    public static IReadOnlyList<AccessRule> Rules { get; } =
    [
        .. OrganizationAccess.Allow(See, Role.Clerk, Role.Dispatcher, Role.Leader, Role.TeamLeader),
        .. OrganizationAccess.Allow(Manage, Role.Clerk),
        .. OrganizationAccess.Allow(RevealPhone, Role.Clerk, Role.Dispatcher),
        .. OrganizationAccess.Allow(RevealIdentity, Role.Clerk),
        .. OrganizationAccess.Allow(ManageTeams, Role.Clerk, Role.Dispatcher, Role.TeamLeader),
        .. OrganizationAccess.Allow(ManageHours, Role.Clerk, Role.Leader),
        .. OrganizationAccess.Allow(SetHoursRules, Role.Leader),
        .. OrganizationAccess.Allow(AwardStars, Role.Clerk, Role.Leader),
        .. OrganizationAccess.Allow(IssueCertificates, Role.Clerk, Role.Leader),
        .. OrganizationAccess.Allow(Recruit, Role.Clerk, Role.Dispatcher),
        .. OrganizationAccess.Allow(ManageAgreements, Role.Leader),
        .. OrganizationAccess.Allow(ManageInsurance, Role.Clerk, Role.Leader),
        .. OrganizationAccess.Allow(KeepReserves, Role.Clerk, Role.Dispatcher, Role.TeamLeader),
        .. OrganizationAccess.Allow(CallUp, Role.Clerk, Role.Dispatcher),
        .. OrganizationAccess.Allow(Export, Role.Clerk, Role.Leader),
        .. OrganizationAccess.Allow(ExportPlain, Role.Clerk, Role.Leader),
    ];
}
