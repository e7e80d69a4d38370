using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>谢绝: costs nothing and needs no reason; the next candidate is asked at once.</summary>
public sealed class DeclineOffer(OrderDesk desk, Waves waves)
{
    /// <summary>Reasons that may be given, with their words.</summary>
    public static IReadOnlyList<(string Code, string Chinese)> Reasons { get; } = [("far", "太远"), ("busy", "没有时间"), ("unwell", "身体不适"), ("other", "其他")];

    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, string? reason, CancellationToken cancel) => desk.ByVolunteer(id, volunteer, async (order, policy, now) =>
    {
        var decision = order.Decline(volunteer, Known(reason), now);
        if (decision.IsOk) await waves.Continue(order, policy, cancel);
        return decision;
    }, cancel);

    /// <summary>A reason of the list, or none: free words could name a person.</summary>
    internal static string? Known(string? reason) => Reasons.Any(r => r.Code == reason) ? reason : null;
}
