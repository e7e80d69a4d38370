using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>An order for tests of pure rules: nothing in it is personal, nothing is encrypted.</summary>
static class ANeed
{
    public static readonly DateTimeOffset Nine = new(2022, 5, 6, 1, 0, 0, TimeSpan.Zero);
    public static readonly DispatchPolicy Policy = DispatchPolicy.Standard;
    public static readonly VolunteerId[] People = [.. Enumerable.Range(1, 6).Select(i => new VolunteerId(new Guid(i, 0, 0, new byte[8])))];

    public static ServiceOrder Placed(int people = 1, DateTimeOffset? from = null)
    {
        var unit = new Somewhere(new UnitId(Guid.NewGuid()), "/1/2/3/");
        var item = MenuItem.Add(new MenuItemId(Guid.NewGuid()), unit, "shopping", new MenuEntryTerms("代购", null, null, ServiceForm.Visit, null, 60, people, Urgency.Ordinary, null, 1)).Value;
        return ServiceOrder.Place(new OrderId(Guid.NewGuid()), new PlacedNeed
        {
            Unit = unit, Item = item, Number = "220506-AAAAA", TrackingHash = "hash", Source = OrderSource.Clerk, WantedFrom = from,
            ContactName = new SealedText("n"), Phone = new SealedText("p"), PhoneIndex = new BlindIndex("p"), Address = new SealedText("a"), AddressIndex = new BlindIndex("a"),
        }, Nine, Policy).Value;
    }

    public static Asked Ask(VolunteerId who) => new(new OfferId(Guid.NewGuid()), who, "", null);

    public static AssignmentId NewPlace() => new(Guid.NewGuid());

    public sealed record Somewhere(UnitId UnitId, string UnitPath) : IInUnit;
}
