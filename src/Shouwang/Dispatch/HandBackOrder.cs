using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>交回: a volunteer gives his place back before the service; the next is looked for at once.</summary>
public sealed class HandBackOrder(OrderDesk desk, OrderBookings bookings, Waves waves, DispatchNotices notices)
{
    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, string? reason, CancellationToken cancel) => desk.ByVolunteer(id, volunteer, async (order, policy, now) =>
    {
        var decision = order.HandBack(volunteer, DeclineOffer.Known(reason), now);
        if (!decision.IsOk) return Result<Done>.Refuse(decision.Refusals);
        await bookings.Free(order, [volunteer], cancel);
        if (order.Exception == OrderException.HandedBack) await notices.Exception(order, cancel);
        await waves.Continue(order, policy, cancel);
        return Done.It;
    }, cancel);
}
