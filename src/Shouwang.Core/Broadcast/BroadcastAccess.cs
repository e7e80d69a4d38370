using Shouwang.Organization;

namespace Shouwang.Broadcast;

/// <summary>广播准入: who may see what was sent, and send it again.</summary>
public static class BroadcastAccess
{
    /// <summary>查看发出的消息: what was sent, how many it reached, what failed and why; no addresses.</summary>
    public static readonly Permission SeeMessages = new("broadcast.messages.see", "查看发出的消息");

    /// <summary>重发消息: try a failed delivery again.</summary>
    public static readonly Permission RetryDeliveries = new("broadcast.deliveries.retry", "重发消息");

    /// <summary>Every rule of this room.</summary>
    public static IReadOnlyList<AccessRule> Rules { get; } =
    [
        .. OrganizationAccess.Allow(SeeMessages, Role.Clerk, Role.Dispatcher, Role.Leader),
        .. OrganizationAccess.Allow(RetryDeliveries, Role.Clerk, Role.Dispatcher),
    ];
}
