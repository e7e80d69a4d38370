using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>派单准入: who may do what with orders.</summary>
/// <remarks>Volunteers and residents hold no roles: a volunteer acts on his own offers and places, a resident on the order whose code he has.</remarks>
public static class DispatchAccess
{
    /// <summary>查看单: board, cards, history.</summary>
    public static readonly Permission SeeOrders = new("dispatch.orders.see", "查看单");

    /// <summary>代点: place a need on behalf of a resident.</summary>
    public static readonly Permission PlaceOrders = new("dispatch.orders.place", "代居民点单");

    /// <summary>派单: triage, ask, escalate, cancel, undo.</summary>
    public static readonly Permission Dispatch = new("dispatch.orders.dispatch", "派单");

    /// <summary>结束: withdraw, fail, refer on behalf; follow up bad reviews.</summary>
    public static readonly Permission EndOrders = new("dispatch.orders.end", "结束单");

    /// <summary>查看联系方式: name, phone and address of the resident on one card.</summary>
    public static readonly Permission SeeContact = new("dispatch.orders.contact", "查看居民联系方式");

    /// <summary>管理菜单和规矩.</summary>
    public static readonly Permission ManageMenu = new("dispatch.menu.manage", "管理服务菜单");

    /// <summary>制码: make, print and revoke door codes.</summary>
    public static readonly Permission ManageCodes = new("dispatch.codes.manage", "管理门码");

    /// <summary>导出: lists with masked persons.</summary>
    public static readonly Permission Export = new("dispatch.orders.export", "导出单");

    /// <summary>What of this room another unit can be let in on: seeing the needs, and dispatching them. Never the contact, never the export.</summary>
    public static IReadOnlyList<ShareRule> Shareable { get; } = [new(SeeOrders, SharedThing.Orders, ShareTier.View), new(Dispatch, SharedThing.Orders, ShareTier.Assist)];

    /// <summary>Every rule of this room.</summary>
    public static IReadOnlyList<AccessRule> Rules { get; } =
    [
        .. OrganizationAccess.Allow(SeeOrders, Role.Clerk, Role.Dispatcher, Role.Leader, Role.TeamLeader),
        .. OrganizationAccess.Allow(PlaceOrders, Role.Clerk, Role.Dispatcher, Role.BuildingHead),
        .. OrganizationAccess.Allow(Dispatch, Role.Clerk, Role.Dispatcher),
        .. OrganizationAccess.Allow(EndOrders, Role.Clerk, Role.Dispatcher),
        .. OrganizationAccess.Allow(SeeContact, Role.Clerk, Role.Dispatcher),
        .. OrganizationAccess.Allow(ManageMenu, Role.Leader),
        .. OrganizationAccess.Allow(ManageCodes, Role.Clerk, Role.Leader),
        .. OrganizationAccess.Allow(Export, Role.Clerk, Role.Dispatcher, Role.Leader),
    ];
}
