namespace Shouwang.Dispatch;

/// <summary>自动派单: the best candidates are asked in waves, the next ones at once when somebody cannot, then the level above.</summary>
public sealed class DispatchInWaves(OrderDesk desk, Waves waves)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch, async (order, policy, now) =>
    {
        var started = order.StartWaves(now);
        if (started.IsOk) await waves.Continue(order, policy, cancel);
        return started;
    }, cancel);
}
