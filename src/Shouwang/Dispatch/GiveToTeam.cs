using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>派给队伍: the members of a team take the places themselves.</summary>
public sealed class GiveToTeam(ShouwangDb db, OrderDesk desk, CurrentCaller current)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, TeamId team, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch, async (order, _, now) =>
    {
        // A team of this unit's subtree, or of a unit above that serves it as well.
        var found = await db.Teams().AsNoTracking().FirstOrDefaultAsync(t => t.Id == team, cancel);
        if (found is null || !(current.Where(DispatchAccess.Dispatch).Covers(found.UnitPath) || order.UnitPath.StartsWith(found.UnitPath, StringComparison.Ordinal)))
            return new Refusal("volunteers.team.unknown").At("team");
        return found.DissolvedAt is null ? order.GiveToTeam(team, now) : new Refusal("volunteers.team.dissolved").At("team");
    }, cancel);
}
