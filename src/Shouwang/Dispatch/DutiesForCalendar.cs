using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Orders a volunteer has taken, for his calendar: the kind of service, the station and the time; the resident is read in the house.</summary>
public sealed class DutiesForCalendar(ShouwangDb db) : IDutySource
{
    public async Task<IReadOnlyList<CalendarEntry>> Of(VolunteerId volunteer, DateTimeOffset since, string root, CancellationToken cancel)
    {
        var places = await (
            from place in db.Assignments().AsNoTracking()
            where place.VolunteerId == volunteer && place.Until >= since
            join order in db.Orders() on place.OrderId equals order.Id
            join unit in db.Units() on order.UnitId equals unit.Id
            join item in db.Menu() on order.MenuItemId equals item.Id
            select new { place.Id, place.State, place.From, place.Until, order.Number, order.Version, order.StateSince, item.Name, item.EnglishName, item.SafetyRule, Unit = unit.Name }).ToListAsync(cancel);
        return [.. places.Select(place => new CalendarEntry(
            $"{place.Id.Value}@shouwang", Host.Texts.IsEnglish && place.EnglishName is { Length: > 0 } english ? english : place.Name, DivisionNames.Short(place.Unit), new Period(place.From, place.Until), place.Version,
            place.State is not (AssignmentState.Accepted or AssignmentState.OnTheWay or AssignmentState.CheckedIn or AssignmentState.Finished), place.StateSince, $"{root}/my/orders/{place.Number}", place.SafetyRule))];
    }
}
