namespace Shouwang.Dispatch;

/// <summary>转介: somebody outside the network takes care of it; the reason says who.</summary>
public sealed class ReferOrder(OrderDesk desk, OrderEnding ending)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, string? reason, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.EndOrders,
        (order, _, now) => ending.End(order, reason, words => order.Refer(words, now), cancel), cancel);
}
