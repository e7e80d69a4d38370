namespace Shouwang.Dispatch;

/// <summary>未能完成: it cannot be done, with the reason.</summary>
public sealed class FailOrder(OrderDesk desk, OrderEnding ending)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, string? reason, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.EndOrders,
        (order, _, now) => ending.End(order, reason, words => order.Fail(words, now), cancel), cancel);
}
