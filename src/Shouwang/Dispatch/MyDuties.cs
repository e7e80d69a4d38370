using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>我的任务: what a volunteer must know: the next duty, who asks, what is planned.</summary>
public sealed class MyDuties(ShouwangDb db, TimeProvider clock)
{
    /// <summary>A place held by the volunteer.</summary>
    public sealed record Duty(
        string Number, string Name, string? EnglishName, string Icon, string? SafetyRule, AssignmentState State, OrderState OrderState, Urgency Urgency,
        DateTimeOffset From, DateTimeOffset Until, string UnitName, string UnitPath, DateTimeOffset? CheckedInAt, int People)
    {
        public string Shown => Host.Texts.IsEnglish && EnglishName is { Length: > 0 } english ? english : Name;
    }

    /// <summary>An offer that waits for the volunteer's answer.</summary>
    public sealed record Asked(
        string Number, string Name, string? EnglishName, string Icon, string? SafetyRule, Urgency Urgency, DateTimeOffset From, DateTimeOffset Until, string UnitName,
        DateTimeOffset ExpiresAt, string Reasons)
    {
        public string Shown => Host.Texts.IsEnglish && EnglishName is { Length: > 0 } english ? english : Name;
    }

    public sealed record View(IReadOnlyList<Duty> Duties, IReadOnlyList<Asked> Offers);

    public async Task<View> Run(VolunteerId me, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var duties = await (
            from place in db.Assignments().AsNoTracking()
            where place.VolunteerId == me && (place.State == AssignmentState.Accepted || place.State == AssignmentState.OnTheWay || place.State == AssignmentState.CheckedIn)
            join order in db.Orders() on place.OrderId equals order.Id
            join unit in db.Units() on order.UnitId equals unit.Id
            join item in db.Menu() on order.MenuItemId equals item.Id
            orderby place.From
            select new Duty(order.Number, item.Name, item.EnglishName, item.Icon, item.SafetyRule, place.State, order.State, order.Urgency, place.From, place.Until, unit.Name, order.UnitPath, place.CheckedInAt, order.PeopleNeeded))
            .Take(50).ToListAsync(cancel);
        var offers = await (
            from offer in db.Offers().AsNoTracking()
            where offer.VolunteerId == me && offer.State == OfferState.Waiting && offer.ExpiresAt > now
            join order in db.Orders() on offer.OrderId equals order.Id
            join unit in db.Units() on order.UnitId equals unit.Id
            join item in db.Menu() on order.MenuItemId equals item.Id
            orderby offer.ExpiresAt
            select new Asked(order.Number, item.Name, item.EnglishName, item.Icon, item.SafetyRule, order.Urgency, order.From, order.Until, unit.Name, offer.ExpiresAt, offer.Reasons))
            .Take(20).ToListAsync(cancel);
        // One under way comes before what is planned.
        return new View([.. duties.OrderByDescending(duty => duty.State == AssignmentState.CheckedIn).ThenByDescending(duty => duty.State == AssignmentState.OnTheWay).ThenBy(duty => duty.From)], offers);
    }
}
