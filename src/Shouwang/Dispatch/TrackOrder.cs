using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>An order as the resident follows it: it names nobody.</summary>
public sealed record Tracked(string Number, string Kind, string Name, OrderState State, int? Step, DateTimeOffset PlacedAt, DateTimeOffset From, DateTimeOffset DueAt, string UnitName, string? UnitPhone, int PeopleNeeded, int Coming, bool OnTheWay);

/// <summary>查单: by the tracking code, without log-in.</summary>
public sealed class TrackOrder(ShouwangDb db, OrderWords words)
{
    public async Task<Result<Tracked>> Run(string? code, CancellationToken cancel)
    {
        if (code is not { Length: > 0 and <= 64 }) return OrderDesk.Unknown;
        var hash = words.TrackingHash(code);
        var order = await db.Orders().AsNoTracking().Include(o => o.Assignments).FirstOrDefaultAsync(o => o.TrackingHash == hash, cancel);
        if (order is null) return OrderDesk.Unknown;
        var unit = await db.Units().AsNoTracking().FirstAsync(u => u.Id == order.UnitId, cancel);
        var name = await db.Menu().AsNoTracking().Where(item => item.Id == order.MenuItemId).Select(item => item.Name).FirstAsync(cancel);
        return new Tracked(order.Number, order.Kind, name, order.State, order.State.ResidentStep(), order.PlacedAt, order.From, order.DueAt, unit.Name, unit.PublicPhone,
            order.PeopleNeeded, order.Assignments.Count(a => a.IsHeld), order.Assignments.Any(a => a.State == AssignmentState.OnTheWay));
    }
}
