using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>An order for tests of pure rules: nothing in it is personal, nothing is encrypted.</summary>
static class ANeed
{
    public static readonly DateTimeOffset Nine = new(2022, 5, 6, 1, 0, 0, TimeSpan.Zero);
    public static readonly DispatchPolicy Policy = DispatchPolicy.Standard;
    public static readonly VolunteerId[] People = [.. Enumerable.Range(1, 6).Select(i => new VolunteerId(new Guid(i, 0, 0, new byte[8])))];

    public static ServiceOrder Placed(int people = 1, DateTimeOffset? from = null, Urgency urgency = Urgency.Ordinary, int minutes = 60) => TryToPlace(people, from, urgency, minutes).Value;

    /// <summary>The same, where a refusal is the answer looked for.</summary>
    public static Result<ServiceOrder> TryToPlace(int people = 1, DateTimeOffset? from = null, Urgency urgency = Urgency.Ordinary, int minutes = 60, bool offered = true, GeoPoint? place = null)
    {
        var unit = new Somewhere(new UnitId(Guid.NewGuid()), "/1/2/3/");
        var item = MenuItem.Add(new MenuItemId(Guid.NewGuid()), unit, "shopping", new MenuEntryTerms("代购", null, null, ServiceForm.Visit, null, minutes, people, Urgency.Ordinary, null, 1)).Value;
        _ = item.Offer(offered).Value;
        return ServiceOrder.Place(new OrderId(Guid.NewGuid()), new PlacedNeed
        {
            Unit = unit, Item = item, Number = "220506-AAAAA", TrackingHash = "hash", Source = OrderSource.Clerk, WantedFrom = from, Urgency = urgency, Place = place,
            ContactName = new SealedText("n"), Phone = new SealedText("p"), PhoneIndex = new BlindIndex("p"), Address = new SealedText("a"), AddressIndex = new BlindIndex("a"),
        }, Nine, Policy);
    }

    public static Asked Ask(VolunteerId who) => new(new OfferId(Guid.NewGuid()), who, "", null);

    public static AssignmentId NewPlace() => new(Guid.NewGuid());

    /// <summary>The unit above a path; the top itself above the top, which nothing can be handed to.</summary>
    public static Somewhere Above(string path)
    {
        var up = path.LastIndexOf('/', path.Length - 2) + 1;
        var above = up > 1 ? path[..up] : path;
        return new Somewhere(new UnitId(new Guid(above.Length, 1, 0, new byte[8])), above);
    }

    public sealed record Somewhere(UnitId UnitId, string UnitPath) : IInUnit;
}
