using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>What no rule of the program could prevent when two processes are at work: the last word is the database's, on both engines.</summary>
public sealed class TheDatabaseItselfRefuses
{
    [DatabaseTheory]
    [InlineData(-59)]
    [InlineData(0)]
    [InlineData(79)]
    public async Task One_person_twice_at_a_time_rest_included(Engine engine, int minutes)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var nine = town.House.Clock.GetUtcNow();
        await town.House.Write(db => db.Add(Booking(town, me, nine)));
        var clash = await Assert.ThrowsAsync<DbUpdateException>(() => town.House.Write(db => db.Add(Booking(town, me, nine.AddMinutes(minutes)))));
        Assert.Contains("bookings_no_overlap", Conflict.Of(clash), StringComparison.Ordinal);
        await town.House.Write(db => db.Add(Booking(town, me, nine.AddMinutes(80))));
        await town.House.Write(db => db.Add(Booking(town, me, nine.AddMinutes(-80))));
    }

    [DatabaseTheory]
    public async Task Moving_a_booking_onto_another(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var nine = town.House.Clock.GetUtcNow();
        await town.House.Write(db => db.AddRange(Booking(town, me, nine), Booking(town, me, nine.AddHours(5))));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => town.House.Run<ShouwangDb, int>((Organization.Caller?)null, db =>
            db.Bookings().Where(b => b.From > nine).ExecuteUpdateAsync(set => set.SetProperty(b => b.From, nine.AddMinutes(30)))));
    }

    [DatabaseTheory]
    [InlineData("update booked_times set minutes = most + 1")]
    [InlineData("update assignments set place = 1")]
    [InlineData("update assignments set place = 0 where place = 1")]
    [InlineData("update assignments set volunteer_id = (select volunteer_id from assignments order by place limit 1)")]
    [InlineData("update reviews set stars = 6")]
    [InlineData("update reviews set stars = 0")]
    [InlineData("update service_records set credited_minutes = -1")]
    public async Task What_no_rule_would_ever_write(Engine engine, string statement)
    {
        await using var town = await DispatchTown.On(engine);
        var (me, other) = (await town.Enlist(100), await town.Enlist(200));
        var placed = await town.Place();
        var order = await town.Order(placed.Id);
        _ = (await town.Staff<TriageOrder>(use => use.Run(placed.Id, null, new TriageDecision(Urgency.Ordinary, order.From, order.DueAt, 2), default))).Value;
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        foreach (var who in new[] { me, other }) _ = (await town.As<ClaimOrder>(who, use => use.Run(placed.Id, who, default))).Value;
        await town.Pass(TimeSpan.FromMinutes(60));
        foreach (var who in new[] { me, other }) _ = (await town.As<CheckIn>(who, use => use.Run(placed.Id, who, default))).Value;
        foreach (var who in new[] { me, other }) _ = (await town.As<CheckOut>(who, use => use.Run(placed.Id, who, null, null, default))).Value;
        _ = (await town.House.Run<ReviewOrder, Result<OrderStatus>>(Organization.Caller.Nobody, use => use.Run(placed.TrackingCode, "5", null, default))).Value;
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => town.House.Run<ShouwangDb, int>((Organization.Caller?)null, db => db.Database.ExecuteSqlRawAsync(statement)));
    }

    private static Booking Booking(DispatchTown town, VolunteerId who, DateTimeOffset from) =>
        new(town.House.Ids.New<BookingId>(), who, new Period(from, from.AddHours(1)), 20, "order", town.House.Ids.NewGuid());
}
