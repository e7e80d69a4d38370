using Shouwang.Host;

namespace Shouwang.Dispatch;

/// <summary>候选人: who fits an order, best first, each with his reasons; at the end those whom a missing consent, agreement or insurance keeps from it.</summary>
public sealed class FindCandidates(ShouwangDb db, CandidateFinder finder, DispatchPolicies policies, CurrentCaller current)
{
    public async Task<Result<IReadOnlyList<RankedCandidate>>> Run(OrderId id, int count, CancellationToken cancel)
    {
        var order = await db.OrderToChange(id, cancel);
        if (order is null || !current.Where(DispatchAccess.SeeOrders).Covers(order.UnitPath)) return OrderDesk.Unknown;
        if (current.Lacks(DispatchAccess.Dispatch, order.UnitPath) is { } no) return no;
        return Result<IReadOnlyList<RankedCandidate>>.Ok(await finder.BestAndLacking(order, await policies.For(order.UnitPath, cancel), Math.Clamp(count, 1, 100), cancel));
    }
}
