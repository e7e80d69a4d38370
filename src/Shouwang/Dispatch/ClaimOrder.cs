using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>抢单: first come, first served; the database gives a place once.</summary>
public sealed class ClaimOrder(ShouwangDb db, OrderDesk desk, OrderBookings bookings, IdSource ids)
{
    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, CancellationToken cancel) => desk.ByVolunteer(id, volunteer, async (order, policy, now) =>
    {
        if (order.Mode == DispatchMode.Claiming && !await IsInReach(order, volunteer, cancel)) return new Refusal("dispatch.order.not-for-claiming");
        var inTeam = order.TeamId is { } team && await IsInTeam(team, volunteer, cancel);
        var taken = order.Claim(ids.New<AssignmentId>(), volunteer, inTeam, now);
        if (!taken.IsOk) return Result<Done>.Refuse(taken.Refusals);
        return await bookings.Book(order, taken.Value, policy, cancel);
    }, cancel);

    private Task<bool> IsInReach(ServiceOrder order, VolunteerId volunteer, CancellationToken cancel)
    {
        var handler = order.HandlerPath;
        return db.Volunteers().AnyAsync(v => v.Id == volunteer && v.UnitPath.StartsWith(handler), cancel);
    }

    // A member of the team or of one below it, or its leader.
    private async Task<bool> IsInTeam(TeamId team, VolunteerId volunteer, CancellationToken cancel)
    {
        var path = await db.Teams().Where(t => t.Id == team).Select(t => t.TeamPath).FirstAsync(cancel);
        return await db.Teams().AnyAsync(t => t.TeamPath.StartsWith(path)
            && (t.LeaderId == volunteer || db.TeamMembers().Any(m => m.TeamId == t.Id && m.VolunteerId == volunteer && m.Until == null)), cancel);
    }
}
