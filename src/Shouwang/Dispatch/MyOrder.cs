using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>One order as the volunteer sees it who was asked, holds a place, or may take one. Nothing personal: that is revealed by an act of its own.</summary>
public sealed class MyOrder(ShouwangDb db, OrderWords words, PublicHome home, OpenToMe open, OrderConditions conditions, TimeProvider clock)
{
    public sealed record View(
        OrderId Id, string Number, string Name, string? EnglishName, string Icon, string? SafetyRule, ServiceForm Form, OrderState State, Urgency Urgency,
        DateTimeOffset From, DateTimeOffset Until, string UnitName, string Area, (string Name, string Phone)? Call, int People,
        AssignmentState? Place, DateTimeOffset? CheckedInAt, DateTimeOffset? CheckedOutAt, bool Asked, DateTimeOffset? AnswerBy, string Reasons, bool MayClaim, bool MayReview, IReadOnlyList<Fact> History)
    {
        /// <summary>风险和防护措施, told before it is taken.</summary>
        public string? RiskNotice { get; init; }

        /// <summary>What keeps him from taking it, while he holds no place.</summary>
        public IReadOnlyList<Refusal> Missing { get; init; } = [];

        public string Shown => Host.Texts.IsEnglish && EnglishName is { Length: > 0 } english ? english : Name;
        public bool Holds => Place is AssignmentState.Accepted or AssignmentState.OnTheWay or AssignmentState.CheckedIn;
    }

    /// <summary>Null when the order is none of the volunteer's business.</summary>
    public async Task<View?> Run(VolunteerId me, string number, CancellationToken cancel)
    {
        var found = await (
            from order in db.Orders().AsNoTracking()
            where order.Number == number
            join unit in db.Units() on order.UnitId equals unit.Id
            join item in db.Menu() on order.MenuItemId equals item.Id
            select new { order.Id, order.MenuItemId, order.Number, item.Name, item.EnglishName, item.Icon, item.SafetyRule, item.RiskNotice, order.Form, order.State, order.Urgency, order.From, order.Until, Unit = unit.Name, order.UnitPath, order.Address, order.PeopleNeeded })
            .FirstOrDefaultAsync(cancel);
        if (found is null) return null;
        var place = await db.Assignments().AsNoTracking().Where(a => a.OrderId == found.Id && a.VolunteerId == me).OrderByDescending(a => a.AcceptedAt).FirstOrDefaultAsync(cancel);
        var offer = await db.Offers().AsNoTracking().Where(o => o.OrderId == found.Id && o.VolunteerId == me).OrderByDescending(o => o.OfferedAt).FirstOrDefaultAsync(cancel);
        var mayClaim = place?.IsHeld != true && (await open.Run(me, cancel)).Any(line => line.Number == number);
        if (place is null && offer is null && !mayClaim) return null;
        var reviewed = await db.Reviews().AnyAsync(r => r.OrderId == found.Id && r.VolunteerId == me, cancel);
        return new View(
            found.Id, found.Number, found.Name, found.EnglishName, found.Icon, found.SafetyRule, found.Form, found.State, found.Urgency,
            place?.From ?? found.From, place?.Until ?? found.Until, found.Unit, OrderWords.Area(words.OpenAddress(found.Address)), await home.WhomToCall(found.UnitPath, cancel), found.PeopleNeeded,
            place?.State, place?.CheckedInAt, place?.CheckedOutAt, offer?.IsWaiting(clock.GetUtcNow()) == true, offer?.ExpiresAt, offer?.Reasons ?? "", mayClaim,
            place?.State == AssignmentState.Finished && !reviewed, await History(me, found.Id, cancel))
        {
            RiskNotice = found.RiskNotice, Missing = place?.IsHeld == true ? [] : await Missing(me, new ConditionedOrder(found.Id, found.MenuItemId, found.UnitPath, ConditionedOrder.DayOf(place?.From ?? found.From)), cancel),
        };
    }

    private async Task<IReadOnlyList<Refusal>> Missing(VolunteerId me, ConditionedOrder order, CancellationToken cancel)
    {
        var registeredAt = await db.Volunteers().Where(v => v.Id == me).Select(v => v.UnitPath).FirstAsync(cancel);
        return (await conditions.Read([order], [me], cancel)).Missing(order, me, registeredAt);
    }

    // What happened to the order, and what he himself did; nothing about other volunteers, and nothing of what staff looked at.
    private async Task<IReadOnlyList<Fact>> History(VolunteerId me, OrderId order, CancellationToken cancel)
    {
        var facts = await db.HistoryOf(order.Value).Where(fact => Told.Contains(fact.Type)).ToListAsync(cancel);
        return [.. facts.Where(fact => IsForAll(fact.Type) || fact.Payload.Contains(me.Value.ToString(), StringComparison.OrdinalIgnoreCase)).OrderByDescending(fact => fact.Id)];
    }

    private static readonly string[] ForAll = ["dispatch.order.placed", "dispatch.order.completed", "dispatch.order.withdrawn", "dispatch.order.failed", "dispatch.order.referred"];

    private static readonly string[] Told =
    [
        .. ForAll, "dispatch.order.offered", "dispatch.order.accepted", "dispatch.order.declined", "dispatch.order.handed-back", "dispatch.order.offer-expired", "dispatch.order.offer-cancelled",
        "dispatch.order.set-out", "dispatch.order.checked-in", "dispatch.order.checked-out", "dispatch.order.no-show", "dispatch.order.photos-added", "dispatch.order.reviewed", "dispatch.order.reminded",
    ];

    private static bool IsForAll(string type) => ForAll.Contains(type);
}
