using Shouwang.Broadcast;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>What partners may be told about orders: number, state and unit, nothing about anybody.</summary>
public sealed class OrderEvents(ShouwangDb db) : IEventSource
{
    public IReadOnlyList<EventKind> Kinds { get; } =
    [
        new("dispatch.order.placed", "点单"), new("dispatch.order.accepted", "有人接单"), new("dispatch.order.checked-in", "到场签到"), new("dispatch.order.completed", "服务完成"), new("dispatch.order.reviewed", "收到评价"),
        new("dispatch.order.overdue", "超过时限"), new("dispatch.order.withdrawn", "撤回"), new("dispatch.order.failed", "未能完成"), new("dispatch.order.referred", "转介"), new("dispatch.order.duplicate", "标为重复"),
    ];

    public async Task<IReadOnlyDictionary<Guid, EventSubject>> Describe(IReadOnlyCollection<Guid> subjects, CancellationToken cancel)
    {
        var wanted = subjects.Select(id => new OrderId(id)).ToList();
        return await (
            from order in db.Orders().AsNoTracking()
            join unit in db.Units() on order.UnitId equals unit.Id
            where wanted.Contains(order.Id)
            select new { order.Id, order.Number, order.State, unit.Code }).ToDictionaryAsync(row => row.Id.Value, row => new EventSubject(row.Number, row.Code, row.State.ToString()), cancel);
    }
}
