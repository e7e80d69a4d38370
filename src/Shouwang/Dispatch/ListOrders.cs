using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>What of the orders is asked for; pages go by the number of the last order seen.</summary>
public sealed record OrderQuery(string? Unit, OrderState? State, string? Kind, Urgency? Urgency, DateTimeOffset? PlacedFrom, DateTimeOffset? PlacedUntil, bool? Open, string? After, int? Count);

/// <summary>An order as programs see it: the resident masked, volunteers by id.</summary>
public sealed record OrderView(
    Guid Id, string Number, string Kind, OrderState State, DateTimeOffset StateSince, Urgency Urgency, OrderSource Source, DispatchMode Mode, string UnitPath, string HandlerPath,
    DateTimeOffset PlacedAt, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset DueAt, DateTimeOffset? CompletedAt, DateTimeOffset? ClosedAt,
    int PeopleNeeded, OrderException Exception, int Version, string Name, string Phone);

/// <summary>A page of orders, newest first, and where the next one begins.</summary>
public sealed record OrderPage(IReadOnlyList<OrderView> Orders, string? Next);

/// <summary>单的清单: the orders within reach, for programs.</summary>
public sealed class ListOrders(ShouwangDb db, OrderWords words, CurrentCaller current)
{
    private const int Most = 200;

    public async Task<Result<OrderPage>> Run(OrderQuery query, CancellationToken cancel)
    {
        var reach = current.Where(DispatchAccess.SeeOrders);
        if (!string.IsNullOrWhiteSpace(query.Unit))
        {
            var unit = await db.Units().AsNoTracking().Within(reach).FirstOrDefaultAsync(u => u.Code == query.Unit, cancel);
            if (unit is null) return new Refusal("organization.unit.unknown", ("code", query.Unit)).At("unit");
            reach = reach.Within(unit.UnitPath);
        }
        var count = Math.Clamp(query.Count ?? 50, 1, Most);
        var found = await After(Filtered(db.Orders().AsNoTracking().Within(reach), query), query.After).Take(count + 1).ToListAsync(cancel);
        return new OrderPage([.. found.Take(count).Select(View)], found.Count > count ? found[count - 1].Number : null);
    }

    /// <summary>One order by its number.</summary>
    internal async Task<Result<OrderView>> One(string number, CancellationToken cancel)
    {
        var wanted = number.Trim().ToUpperInvariant();
        var order = await db.Orders().AsNoTracking().Within(current.Where(DispatchAccess.SeeOrders)).FirstOrDefaultAsync(o => o.Number == wanted, cancel);
        return order is null ? OrderDesk.Unknown : View(order);
    }

    private static IQueryable<ServiceOrder> Filtered(IQueryable<ServiceOrder> orders, OrderQuery query)
    {
        if (query.State is { } state) orders = orders.Where(o => o.State == state);
        if (!string.IsNullOrWhiteSpace(query.Kind)) orders = orders.Where(o => o.Kind == query.Kind);
        if (query.Urgency is { } urgency) orders = orders.Where(o => o.Urgency == urgency);
        if (query.PlacedFrom is { } from) orders = orders.Where(o => o.PlacedAt >= from);
        if (query.PlacedUntil is { } until) orders = orders.Where(o => o.PlacedAt < until);
        if (query.Open == true) orders = orders.Where(o => o.ClosedAt == null);
        return orders;
    }

    private IQueryable<ServiceOrder> After(IQueryable<ServiceOrder> orders, string? after)
    {
        var newest = orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Number);
        if (string.IsNullOrWhiteSpace(after)) return newest;
#pragma warning disable CA1309 // Compared by the database, in the order of its own sorting.
        return newest.Where(o => db.Orders().Any(last => last.Number == after && (o.PlacedAt < last.PlacedAt || (o.PlacedAt == last.PlacedAt && string.Compare(o.Number, last.Number) < 0))));
#pragma warning restore CA1309
    }

    private OrderView View(ServiceOrder o) => new(
        o.Id.Value, o.Number, o.Kind, o.State, o.StateSince, o.Urgency, o.Source, o.Mode, o.UnitPath, o.HandlerPath, o.PlacedAt, o.From, o.Until, o.DueAt, o.CompletedAt, o.ClosedAt,
        o.PeopleNeeded, o.Exception, o.Version, IsLent(o) ? "" : Volunteers.Masking.Name(words.OpenName(o.ContactName)), IsLent(o) ? "" : Volunteers.Masking.Phone(words.OpenPhone(o.Phone)));

    // What another unit shares is seen without the resident.
    private bool IsLent(ServiceOrder order) => current.Rights.IsLent(DispatchAccess.SeeOrders, order.UnitPath);
}
