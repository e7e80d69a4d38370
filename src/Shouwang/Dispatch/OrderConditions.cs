using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>An order as the rules of service see it.</summary>
public sealed record ConditionedOrder(OrderId Id, MenuItemId Item, string UnitPath, DateOnly Day)
{
    public static ConditionedOrder Of(ServiceOrder order, DateTimeOffset from) => new(order.Id, order.MenuItemId, order.UnitPath, DayOf(from));

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(LocalTime.Here(at).DateTime);
}

/// <summary>What was read to judge some people for some orders.</summary>
public sealed class ConditionCheck(Standings standings, IReadOnlyDictionary<MenuItemId, ServiceConditions> conditions, ILookup<OrderId, VolunteerId> holders)
{
    /// <summary>Everything that keeps the volunteer from serving the order; empty when nothing does.</summary>
    public IReadOnlyList<Refusal> Missing(ConditionedOrder order, VolunteerId who, string registeredAt) => ConditionRules.Missing(
        conditions.GetValueOrDefault(order.Item, ServiceConditions.None), standings.Of(who, registeredAt, order.UnitPath, order.Day), order.Day,
        standings.HasAdult(holders[order.Id].Where(other => other != who), order.Day));
}

/// <summary>
/// 派单条件: the one place where every door of an order asks whether somebody may serve it: who is shown as a candidate, who is asked, who accepts,
/// claims or takes a place again. What the menu says holds at once, also for orders placed before.
/// </summary>
public sealed class OrderConditions(ShouwangDb db, StandingBook book)
{
    /// <summary>Reads what is needed to judge these people for these orders.</summary>
    public async Task<ConditionCheck> Read(IReadOnlyCollection<ConditionedOrder> orders, IQueryable<Volunteer> people, CancellationToken cancel)
    {
        var (first, last, items) = (orders.Min(order => order.Day), orders.Max(order => order.Day), orders.Select(order => order.Item).Distinct().ToList());
        var conditions = (await db.Menu().AsNoTracking().Where(item => items.Contains(item.Id)).ToListAsync(cancel)).ToDictionary(item => item.Id, item => item.Conditions);
        var standings = await book.Read(people, [.. conditions.Values], first, last, cancel);
        return new ConditionCheck(standings, conditions, await Holders(standings, orders, first, cancel));
    }

    public Task<ConditionCheck> Read(IReadOnlyCollection<ConditionedOrder> orders, IReadOnlyCollection<VolunteerId> people, CancellationToken cancel) =>
        Read(orders, db.Volunteers().Where(v => people.Contains(v.Id)), cancel);

    /// <summary>
    /// What is missing for somebody who takes a place now. The basis on which a minor serves is held until the end of the transaction: whoever
    /// withdraws it at the same moment either comes first, and the place is refused, or finds it taken, and it shows up with the dispatcher.
    /// </summary>
    public async Task<IReadOnlyList<Refusal>> MissingNow(ServiceOrder order, Volunteer who, DateTimeOffset from, CancellationToken cancel)
    {
        // The person first, as whoever merges two records does: then neither waits for the other.
        if (!db.IsSqlite)
            await db.Database.ExecuteSqlAsync($"select 1 from volunteers where id = {who.Id.Value} for key share; select 1 from minor_bases where volunteer_id = {who.Id.Value} and withdrawn_at is null for share", cancel);
        var asked = ConditionedOrder.Of(order, from);
        return (await Read([asked], [who.Id], cancel)).Missing(asked, who.Id, who.UnitPath);
    }

    // Who holds places matters only where a child wants one too.
    private async Task<ILookup<OrderId, VolunteerId>> Holders(Standings standings, IReadOnlyCollection<ConditionedOrder> orders, DateOnly first, CancellationToken cancel)
    {
        if (!standings.AnyChild(first)) return Enumerable.Empty<(OrderId Order, VolunteerId Who)>().ToLookup(held => held.Order, held => held.Who);
        var ids = orders.Select(order => order.Id).Distinct().ToList();
        var held = await db.Assignments().AsNoTracking().Where(a => ids.Contains(a.OrderId) && (a.State == AssignmentState.Accepted || a.State == AssignmentState.OnTheWay || a.State == AssignmentState.CheckedIn))
            .Select(a => new { a.OrderId, a.VolunteerId }).ToListAsync(cancel);
        await book.AddAges(standings, [.. held.Select(place => place.VolunteerId)], first, cancel);
        return held.ToLookup(place => place.OrderId, place => place.VolunteerId);
    }
}
