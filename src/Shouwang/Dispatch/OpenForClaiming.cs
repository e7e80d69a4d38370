namespace Shouwang.Dispatch;

/// <summary>开放抢单: whoever fits, in the subtree of the unit that looks for people, may take a place.</summary>
public sealed class OpenForClaiming(OrderDesk desk)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch,
        (order, _, now) => Task.FromResult(order.OpenForClaiming(now)), cancel);
}
