using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>接单: the one who was asked takes a place; his time is booked in the same transaction.</summary>
public sealed class AcceptOffer(OrderDesk desk, OrderBookings bookings, IdSource ids)
{
    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, CancellationToken cancel) => desk.ByVolunteer(id, volunteer, async (order, policy, now) =>
    {
        var taken = order.Accept(ids.New<AssignmentId>(), volunteer, now);
        if (!taken.IsOk) return Result<Done>.Refuse(taken.Refusals);
        return await bookings.Book(order, taken.Value, policy, cancel);
    }, cancel);
}
