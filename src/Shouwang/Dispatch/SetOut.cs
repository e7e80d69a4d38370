using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>出发: the volunteer is on the way.</summary>
public sealed class SetOut(OrderDesk desk)
{
    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, CancellationToken cancel) => desk.ByVolunteer(id, volunteer,
        (order, _, now) => Task.FromResult(order.SetOut(volunteer, now).Then(_ => Done.It)), cancel);
}
