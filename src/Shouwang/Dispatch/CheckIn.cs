using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>签到: the service begins; a line of the hours ledger is opened.</summary>
public sealed class CheckIn(ShouwangDb db, OrderDesk desk, IdSource ids)
{
    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, CancellationToken cancel) => desk.ByVolunteer(id, volunteer, async (order, _, now) =>
    {
        var decision = order.CheckIn(volunteer, now);
        if (!decision.IsOk) return Result<Done>.Refuse(decision.Refusals);
        var place = decision.Value;
        var activity = await db.Menu().AsNoTracking().Where(item => item.Id == order.MenuItemId).Select(item => item.Name).FirstAsync(cancel);
        var travel = place.SetOutAt is { } left ? new Period(left, now).Minutes : 0;
        db.ServiceRecords().Add(ServiceRecord.CheckIn(ids.New<ServiceRecordId>(), order, volunteer, (OrderBookings.Purpose, order.Id.Value), activity, place.Until, travel, now));
        return Done.It;
    }, cancel);
}
