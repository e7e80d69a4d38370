namespace Shouwang.Dispatch;

/// <summary>上报: the unit above helps to find people.</summary>
public sealed class EscalateOrder(OrderDesk desk, Waves waves, DispatchNotices notices)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch, async (order, policy, now) =>
    {
        if (await waves.Above(order, cancel) is not { } above) return new Refusal("dispatch.order.at-the-top");
        var decision = order.Escalate(above, "by-hand", now);
        if (!decision.IsOk) return decision;
        await notices.Escalated(order, cancel);
        await waves.Continue(order, policy, cancel);
        return decision;
    }, cancel);
}
