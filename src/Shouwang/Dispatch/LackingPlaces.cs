using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>A place that somebody holds who may not serve it any more: what is missing, and who is to be spoken with. The volunteer is masked.</summary>
public sealed record LackingPlace(
    string Order, string Kind, string UnitName, DateTimeOffset From, DateTimeOffset Since, string Volunteer, string Name, bool MayOpen, IReadOnlyList<Refusal> Missing);

/// <summary>接单后条件不再具备: places of open orders whose holder has since lost a consent, an agreement or an insurance. Nothing is taken away by itself; a dispatcher decides.</summary>
public sealed class LackingPlaces(ShouwangDb db, OrderConditions conditions, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;

    private sealed record Place(OrderId Order, string Number, MenuItemId Item, string Kind, string? English, UnitId UnitId, string UnitPath, DateTimeOffset From, DateTimeOffset Since, VolunteerId Who, string Volunteer, string Name, string RegisteredAt);

    /// <summary>All of them in a reach, the soonest first; within a period by the planned start, when one is given.</summary>
    public async Task<IReadOnlyList<LackingPlace>> Run(Reach reach, Period? between, CancellationToken cancel)
    {
        var places = await Held(reach, between, cancel);
        if (places.Count == 0) return [];
        var orders = places.Select(Asked).Distinct().ToList();
        var check = await conditions.Read(orders, [.. places.Select(place => place.Who).Distinct()], cancel);
        var lacking = places.Select(place => (Place: place, Missing: check.Missing(Asked(place), place.Who, place.RegisteredAt))).Where(found => found.Missing.Count > 0).ToList();
        var units = lacking.Select(found => found.Place.UnitId).Distinct().ToList();
        var names = await db.Units().AsNoTracking().Where(unit => units.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.Name, cancel);
        return [.. lacking.Select(found => new LackingPlace(
            found.Place.Number, Texts.IsEnglish && found.Place.English is { Length: > 0 } english ? english : found.Place.Kind, names[found.Place.UnitId], found.Place.From, found.Place.Since,
            found.Place.Volunteer, Masked.Name(found.Place.Name), current.Rights.May(VolunteersAccess.See, found.Place.RegisteredAt), found.Missing))];
    }

    // Only where something can be missing: services that ask for something, and people who may be minors.
    private async Task<List<Place>> Held(Reach reach, Period? between, CancellationToken cancel)
    {
        var (now, adultIfBorn) = (clock.GetUtcNow(), LocalTime.Today(clock).AddYears(-ConditionRules.AgeOfMajority));
        var (earliest, latest, year) = (between?.From ?? DateTimeOffset.UnixEpoch, between?.Until ?? now.AddYears(10), adultIfBorn.Year);
        return await (
            from order in db.Orders().AsNoTracking().Within(reach).Where(o => o.ClosedAt == null)
            join place in db.Assignments() on order.Id equals place.OrderId
            where (place.State == AssignmentState.Accepted || place.State == AssignmentState.OnTheWay) && place.From >= earliest && place.From < latest
            join item in db.Menu() on order.MenuItemId equals item.Id
            join who in db.Volunteers() on place.VolunteerId equals who.Id
            where item.HasRisk || item.IsLargeEvent || item.IsLongTerm || item.IsOutsidePlace || item.WantsAgreement || item.WantsInsurance || item.MinimumAge != null
                || who.BirthDate > adultIfBorn || who.BirthYear >= year || db.Identities().Any(i => i.VolunteerId == who.Id && i.BirthDate > adultIfBorn)
            orderby place.From, order.Number, who.Number
            select new Place(order.Id, order.Number, item.Id, item.Name, item.EnglishName, order.UnitId, order.UnitPath, place.From, place.AcceptedAt, who.Id, who.Number, who.Name, who.UnitPath)).ToListAsync(cancel);
    }

    private static ConditionedOrder Asked(Place place) => new(place.Order, place.Item, place.UnitPath, ConditionedOrder.DayOf(place.From));
}
