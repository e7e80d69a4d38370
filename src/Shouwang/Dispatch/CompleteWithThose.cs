namespace Shouwang.Dispatch;

/// <summary>到此为止: done with those who came.</summary>
public sealed class CompleteWithThose(OrderDesk desk, OrderBookings bookings)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.EndOrders, async (order, _, now) =>
    {
        var decision = order.CompleteWithThose(now);
        if (decision.IsOk) await bookings.FreeCancelled(order, cancel);
        return decision;
    }, cancel);
}
