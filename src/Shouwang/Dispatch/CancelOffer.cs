namespace Shouwang.Dispatch;

/// <summary>取消派单: takes back an offer that was not answered yet.</summary>
public sealed class CancelOffer(OrderDesk desk, DispatchNotices notices)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, OfferId offer, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch, async (order, _, now) =>
    {
        var decision = order.CancelOffer(offer, now);
        if (decision.IsOk) await notices.NotNeeded(order, [order.Offers.First(o => o.Id == offer).VolunteerId], cancel);
        return decision;
    }, cancel);
}
