using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>查单: one order as the resident follows it by its tracking code. It names nobody.</summary>
public sealed class TrackedOrder(ShouwangDb db, OrderWords words, PublicHome home)
{
    /// <summary>A step of the way and when it was reached.</summary>
    public sealed record Step(OrderState State, DateTimeOffset? At);

    public sealed record View(
        OrderId Id, string Number, string Name, string? EnglishName, OrderState State, int? NowAt, IReadOnlyList<Step> Steps, DateTimeOffset PlacedAt, DateTimeOffset From, DateTimeOffset DueAt,
        string UnitName, (string Name, string Phone)? Call, int People, int Coming, bool OnTheWay, DateTimeOffset? ClosedAt, int? Stars, int Version)
    {
        public string Shown => Host.Texts.IsEnglish && EnglishName is { Length: > 0 } english ? english : Name;
        public bool MayWithdraw => State is OrderState.Placed or OrderState.Dispatched or OrderState.Accepted;
        public bool MayReview => State is OrderState.Completed or OrderState.Unreviewed;
    }

    /// <summary>The order of that code, as typed or scanned; null when there is none.</summary>
    public async Task<View?> Run(string? code, CancellationToken cancel)
    {
        if (TrackingCode.Plain(code) is not { } plain) return null;
        var hash = words.TrackingHash(plain);
        var found = await (
            from order in db.Orders().AsNoTracking()
            where order.TrackingHash == hash
            join unit in db.Units() on order.UnitId equals unit.Id
            join item in db.Menu() on order.MenuItemId equals item.Id
            select new
            {
                order.Id, order.Number, item.Name, item.EnglishName, order.State, order.PlacedAt, order.DispatchedAt, order.AcceptedAt, order.StartedAt, order.CompletedAt, order.ClosedAt,
                order.From, order.DueAt, Unit = unit.Name, order.UnitPath, order.PeopleNeeded, order.Version,
                Held = db.Assignments().Where(a => a.OrderId == order.Id && (a.State == AssignmentState.Accepted || a.State == AssignmentState.OnTheWay || a.State == AssignmentState.CheckedIn || a.State == AssignmentState.Finished)).Select(a => a.State).ToList(),
                Stars = db.Set<Review>().Where(r => r.OrderId == order.Id && r.Side == ReviewSide.Resident).Select(r => (int?)r.Stars).FirstOrDefault(),
            }).FirstOrDefaultAsync(cancel);
        if (found is null) return null;
        Step[] steps =
        [
            new(OrderState.Placed, found.PlacedAt), new(OrderState.Dispatched, found.DispatchedAt), new(OrderState.Accepted, found.AcceptedAt),
            new(OrderState.Serving, found.StartedAt), new(OrderState.Completed, found.CompletedAt),
        ];
        return new View(
            found.Id, found.Number, found.Name, found.EnglishName, found.State, found.State.ResidentStep(), steps, found.PlacedAt, found.From, found.DueAt, found.Unit,
            await home.WhomToCall(found.UnitPath, cancel), found.PeopleNeeded, found.Held.Count, found.Held.Contains(AssignmentState.OnTheWay), found.ClosedAt, found.Stars, found.Version);
    }
}
