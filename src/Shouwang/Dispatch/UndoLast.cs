using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>撤销上一步: takes back a dispatch, an edit or an ending, while nobody has acted on it; places held before are booked again.</summary>
public sealed class UndoLast(OrderDesk desk, OrderBookings bookings, DispatchNotices notices)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch, async (order, policy, now) =>
    {
        List<VolunteerId> waited = [.. order.Offers.Where(o => o.State == OfferState.Waiting).Select(o => o.VolunteerId)];
        var undone = order.Undo(now);
        if (!undone.IsOk) return Result<Done>.Refuse(undone.Refusals);
        foreach (var place in undone.Value.OrderBy(a => a.VolunteerId.Value))
            if (await bookings.Book(order, place, policy, cancel) is { IsOk: false } refused) return refused;
        List<VolunteerId> stillAsked = [.. order.Offers.Where(o => o.State == OfferState.Waiting).Select(o => o.VolunteerId)];
        await notices.NotNeeded(order, [.. waited.Except(stillAsked)], cancel);
        await notices.NeededAfterAll(order, [.. undone.Value.Select(a => a.VolunteerId), .. stillAsked.Except(waited)], cancel);
        return Done.It;
    }, cancel);
}
