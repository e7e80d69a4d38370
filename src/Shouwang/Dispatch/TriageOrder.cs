namespace Shouwang.Dispatch;

/// <summary>What triage decides.</summary>
public sealed record TriageDecision(Urgency Urgency, DateTimeOffset From, DateTimeOffset DueAt, int PeopleNeeded);

/// <summary>分诊: urgency, planned start, due time, number of people.</summary>
public sealed class TriageOrder(OrderDesk desk)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, TriageDecision wanted, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch,
        (order, _, now) => Task.FromResult(order.Triage(wanted.Urgency, wanted.From, wanted.DueAt, wanted.PeopleNeeded, now)), cancel);
}
