using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>未到岗: a volunteer did not appear; the place is free and the next is looked for at once.</summary>
public sealed class ReportNoShow(OrderDesk desk, OrderBookings bookings, Waves waves)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, VolunteerId volunteer, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch, async (order, policy, now) =>
    {
        var decision = order.NoShow(volunteer, now);
        if (!decision.IsOk) return Result<Done>.Refuse(decision.Refusals);
        await bookings.Free(order, [volunteer], cancel);
        await waves.Continue(order, policy, cancel);
        return Done.It;
    }, cancel);
}
