namespace Shouwang.Dispatch;

/// <summary>已处理异常: a dispatcher has seen to it.</summary>
public sealed class ClearException(OrderDesk desk)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch,
        (order, _, now) => Task.FromResult(order.ClearException(now)), cancel);
}
