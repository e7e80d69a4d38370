namespace Shouwang.Dispatch;

/// <summary>撤回: staff withdraw a need on the resident's behalf, with the reason.</summary>
public sealed class WithdrawOrder(OrderDesk desk, OrderEnding ending)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, string? reason, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.EndOrders,
        (order, _, now) => ending.End(order, reason, words => order.Withdraw(words, now), cancel), cancel);
}

/// <summary>撤回: the resident withdraws his own need, by its tracking code; a reason may be given.</summary>
public sealed class WithdrawByResident(OrderDesk desk, OrderWords words, OrderEnding ending)
{
    public Task<Result<OrderStatus>> Run(string? trackingCode, string? reason, CancellationToken cancel) => desk.ByResident(words.TrackingHash(trackingCode ?? ""),
        (order, _, now) => ending.End(order, string.IsNullOrWhiteSpace(reason) ? "居民自行撤回" : reason, why => order.Withdraw(why, now), cancel), cancel);
}
