using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The orders behind each figure: the figure counts them, the board lists them, by one and the same question.</summary>
static class FigureRows
{
    public const string Placed = "dispatch.orders.placed", Accepted = "dispatch.orders.accepted", Done = "dispatch.orders.done", Overdue = "dispatch.orders.overdue",
        Residents = "dispatch.residents.served", Volunteers = "dispatch.volunteers.active", PersonTimes = "dispatch.volunteers.person-times", Minutes = "dispatch.volunteers.minutes",
        ToDispatch = "dispatch.minutes.placed-to-dispatched", ToAccept = "dispatch.minutes.dispatched-to-accepted", ToStart = "dispatch.minutes.accepted-to-started", ToDone = "dispatch.minutes.started-to-completed", ConditionsLost = "dispatch.places.conditions-lost";

    private static readonly string[] All = [Placed, Accepted, Done, Overdue, Residents, Volunteers, PersonTimes, Minutes, ToDispatch, ToAccept, ToStart, ToDone];

    public static bool Has(string? code) => All.Contains(code);

    /// <summary>Of the given orders those behind the figure in the period (start inclusive, end exclusive).</summary>
    public static IQueryable<ServiceOrder> Of(ShouwangDb db, IQueryable<ServiceOrder> orders, string code, Period period, DateTimeOffset now)
    {
        var (from, until) = (period.From, period.Until);
        return code switch
        {
            Placed => orders.Where(o => o.PlacedAt >= from && o.PlacedAt < until),
            Accepted => orders.Where(o => o.AcceptedAt >= from && o.AcceptedAt < until),
            Overdue => orders.Where(o => o.DueAt >= from && o.DueAt < until && o.DueAt <= now && (o.CompletedAt > o.DueAt || (o.CompletedAt == null && (o.ClosedAt == null || o.ClosedAt > o.DueAt)))),
            Volunteers or PersonTimes or Minutes => Served(db, orders, from, until),
            ToDispatch => Completed(orders, from, until).Where(o => o.DispatchedAt != null),
            ToAccept => Completed(orders, from, until).Where(o => o.DispatchedAt != null && o.AcceptedAt != null),
            ToStart => Completed(orders, from, until).Where(o => o.AcceptedAt != null && o.StartedAt != null),
            ToDone => Completed(orders, from, until).Where(o => o.StartedAt != null),
            _ => Completed(orders, from, until),
        };
    }

    /// <summary>Lines of the hours ledger for orders, checked out in the period; voided ones left out.</summary>
    public static IQueryable<ServiceRecord> Records(IQueryable<ServiceRecord> records, DateTimeOffset from, DateTimeOffset until) => records.Where(r =>
        r.Purpose == OrderBookings.Purpose && r.CheckedOutAt >= from && r.CheckedOutAt < until && (r.State == ServiceRecordState.Confirmed || r.State == ServiceRecordState.Provisional));

    private static IQueryable<ServiceOrder> Completed(IQueryable<ServiceOrder> orders, DateTimeOffset from, DateTimeOffset until) => orders.Where(o => o.CompletedAt >= from && o.CompletedAt < until);

    private static IQueryable<ServiceOrder> Served(ShouwangDb db, IQueryable<ServiceOrder> orders, DateTimeOffset from, DateTimeOffset until)
    {
        var served = Records(db.ServiceRecords(), from, until).Select(record => record.PurposeId);
        return orders.Where(o => served.Contains((Guid)(object)o.Id));
    }
}
