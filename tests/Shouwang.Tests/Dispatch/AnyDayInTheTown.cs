using System.Globalization;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>
/// Anybody does anything at any time, through the real use cases, whether allowed or not; afterwards the tables are looked at
/// as a whole: nobody is booked twice, hours are what was served, and the ledger tells all of it.
/// </summary>
public sealed class AnyDayInTheTown
{
    private const int Enough = 70, Most = 800;
    private static readonly string[] Kinds = ["shopping", "errand", "parcels", "counselling", "haircut"];

    [DatabaseTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Leaves_the_books_in_order(Engine engine, int seed)
    {
        await using var town = await DispatchTown.On(engine);
        var day = new Day(town, new Random(seed));
        await day.Begin();
        var tried = 0;
        for (; tried < Most && (day.Allowed < Enough || !await SomethingWasReviewed(town)); tried++) await day.Next();
        Assert.True(tried < Most, $"only {day.Allowed} of {Most} were allowed: the walk tells too little");
        await Bookings(town);
        await Hours(town);
        await Orders(town);
        await Ledger(town);
    }

    private static Task<bool> SomethingWasReviewed(DispatchTown town) => town.House.Read(db => db.Orders().AnyAsync(order => order.State == OrderState.Reviewed));

    private static async Task Bookings(DispatchTown town)
    {
        var bookings = await town.House.Read(db => db.Bookings().AsNoTracking().ToListAsync());
        foreach (var mine in bookings.GroupBy(booking => booking.VolunteerId))
        {
            var inOrder = mine.OrderBy(booking => booking.From).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.BusyUntil <= pair.Second.From, "one person twice at a time"));
        }
        var places = await town.House.Read(db => db.Assignments().AsNoTracking().ToListAsync());
        // What is left of a service that ended before its time is free: the booking ends with it, or is gone when it was over before it was to begin.
        var taken = places.Where(place => place.IsHeld).Select(place => (place, Until: place.CheckedOutAt is { } end && end < place.Until ? end : place.Until)).Where(held => held.Until > held.place.From);
        Assert.Equal(taken.Select(held => (held.place.OrderId.Value, held.place.VolunteerId.Value, held.place.From, held.Until)).Order(),
            bookings.Select(booking => (booking.PurposeId, booking.VolunteerId.Value, booking.From, booking.Until)).Order());
        var times = await town.House.Read(db => db.BookedTimes().AsNoTracking().ToListAsync());
        foreach (var time in times)
            Assert.Equal(bookings.Where(b => b.VolunteerId == time.VolunteerId && Begins(time.Span, b.From) == time.Begins).Sum(b => b.Minutes), time.Minutes);
        Assert.All(times, time => Assert.True(time.Minutes <= time.Most));
    }

    private static async Task Hours(DispatchTown town)
    {
        var served = (await town.House.Read(db => db.Assignments().AsNoTracking().Where(place => place.CheckedInAt != null).ToListAsync())).ToDictionary(place => (place.OrderId.Value, place.VolunteerId));
        var records = await town.House.Read(db => db.ServiceRecords().AsNoTracking().ToListAsync());
        Assert.Equal(served.Keys.OrderBy(key => key.ToString()), records.Select(record => (record.PurposeId, record.VolunteerId)).OrderBy(key => key.ToString()));
        foreach (var record in records)
        {
            var place = served[(record.PurposeId, record.VolunteerId)];
            Assert.Equal((place.CheckedInAt, place.CheckedOutAt), (record.CheckedInAt, record.CheckedOutAt));
            Assert.Equal(record.CheckedOutAt is { } end ? new Period(record.CheckedInAt, end).Minutes : 0, record.CreditedMinutes);
            Assert.Equal(place.SetOutAt is { } left ? Math.Min(240, new Period(left, record.CheckedInAt).Minutes) : 0, record.TravelMinutes);
        }
        var ever = new Period(DateTimeOffset.UnixEpoch, town.House.Clock.GetUtcNow().AddDays(1));
        var sum = await town.House.Run<HoursLedger, HoursSum>(town.Dispatcher, ledger => ledger.Sum(new Reach([town.House.District.Center.UnitPath]), ever, default));
        Assert.Equal(served.Values.Where(place => place.CheckedOutAt is not null).Sum(place => new Period(place.CheckedInAt!.Value, place.CheckedOutAt!.Value).Minutes), sum.CreditedMinutes);
    }

    private static async Task Orders(DispatchTown town)
    {
        foreach (var id in await town.House.Read(db => db.Orders().Select(order => order.Id).ToListAsync()))
        {
            var order = await town.Order(id);
            Assert.InRange(order.FreePlaces, 0, order.PeopleNeeded);
            Assert.Equal(order.State is OrderState.Reviewed, order.Reviews.Count(review => review.Side == ReviewSide.Resident) == 1);
            if (!order.State.TakesVolunteers()) Assert.DoesNotContain(order.Offers, offer => offer.State == OfferState.Waiting);
            if (order.State.IsOpen()) Assert.True(order.NextLookAt is not null || order.OverdueNotedAt is not null, "nobody looks at it again");
            var versions = await town.House.Read(db => db.HistoryOf(id.Value).Where(fact => fact.Type != "dispatch.contact.revealed").Select(fact => fact.SubjectVersion).Distinct().ToListAsync());
            Assert.Equal(Enumerable.Range(1, order.Version), versions.Order());
        }
        var (bad, followUps) = await town.House.Read(async db => (await db.Reviews().CountAsync(review => review.Stars <= DispatchPolicy.BadStars), await db.FollowUps().CountAsync()));
        Assert.Equal(bad, followUps);
    }

    private static async Task Ledger(DispatchTown town)
    {
        var report = await town.House.Run<FactCheck, FactReport>((Caller?)null, check => check.Run(null, null, default));
        Assert.Empty(report.Broken);
        Assert.True(report.Facts > Enough);
        var told = await town.House.Read(db => db.Facts().Select(fact => fact.Payload).ToListAsync());
        Assert.All(told, payload => { Assert.DoesNotContain("1380000", payload, StringComparison.Ordinal); Assert.DoesNotContain("李奶奶", payload, StringComparison.Ordinal); });
    }

    private static DateOnly Begins(BookedSpan span, DateTimeOffset from)
    {
        var day = DateOnly.FromDateTime(LocalTime.Here(from).DateTime);
        return span == BookedSpan.Day ? day : DutyLimits.Monday(day);
    }

    /// <summary>The people of one day and what they try.</summary>
    private sealed class Day(DispatchTown town, Random chance)
    {
        private readonly List<VolunteerId> people = [];
        private readonly List<PlacedOrder> orders = [];
        private Employee stranger = null!;

        public int Allowed { get; private set; }

        public async Task Begin()
        {
            var district = town.House.District;
            Unit[] homes = [district.Pine, district.Pine, district.Pine, district.River, district.East, district.Hill];
            for (var i = 0; i < 8; i++) people.Add(await town.Enlist(chance.Next(3000), homes[i % homes.Length], i % 2 == 0 ? ["haircut", "counselling"] : []));
            stranger = await town.House.Hire(Role.Dispatcher, district.Hill);
            for (var i = 0; i < 3; i++) await Place();
        }

        public async Task Next()
        {
            var command = chance.Next(30);
            if (command == 0) await Place();
            else if (command < 6) await town.Pass(TimeSpan.FromMinutes(chance.Next(8) == 0 ? chance.Next(60, 400) : chance.Next(1, 20)));
            else if (await Try(command)) Allowed++;
        }

        private async Task Place()
        {
            var need = DispatchTown.Need with
            {
                Kind = Kinds[chance.Next(Kinds.Length)], Phone = $"1380000000{chance.Next(4)}", Urgency = chance.Next(4) == 0 ? "Urgent" : null,
                From = chance.Next(3) == 0 ? town.House.Clock.GetUtcNow().AddMinutes(chance.Next(30, 300)).ToString("O", CultureInfo.InvariantCulture) : null,
            };
            orders.Add(await town.Place(need));
            Allowed++;
        }

        private async Task<bool> Try(int command)
        {
            // The younger orders are the livelier ones.
            var placed = orders[^(1 + chance.Next(Math.Min(4, orders.Count)))];
            var (id, order) = (placed.Id, await town.Order(placed.Id));
            var me = Somebody(order);
            // Two times in three what comes next in the loop, else anything.
            if (chance.Next(3) > 0) command = order.State switch
            {
                OrderState.Placed => chance.Next(8, 12),
                OrderState.Dispatched => 21,
                OrderState.Accepted => order.From.AddMinutes(-60) > town.House.Clock.GetUtcNow() ? 20 : 23,
                OrderState.Serving => 25,
                OrderState.Completed => 28,
                _ => command,
            };
            return command switch
            {
                8 or 9 => (await Staff<DispatchInWaves>(use => use.Run(id, null, default))).IsOk,
                10 => (await Staff<OpenForClaiming>(use => use.Run(id, null, default))).IsOk,
                11 => (await Staff<AskVolunteers>(use => use.Run(id, null, [me], "试一试", default))).IsOk,
                12 => (await Staff<TriageOrder>(use => use.Run(id, null, new TriageDecision(Urgency.Urgent, order.From, order.DueAt.AddHours(1), chance.Next(1, 4)), default))).IsOk,
                13 => (await Staff<EscalateOrder>(use => use.Run(id, null, default))).IsOk,
                14 => (await Staff<UndoLast>(use => use.Run(id, null, default))).IsOk,
                15 when chance.Next(3) == 0 => await End(placed),
                16 => (await Staff<ReportNoShow>(use => use.Run(id, null, me, default))).IsOk || (await Staff<ClearException>(use => use.Run(id, null, default))).IsOk,
                17 => (await Staff<CompleteWithThose>(use => use.Run(id, null, default))).IsOk,
                18 => (await As<HandBackOrder>(me, use => use.Run(id, me, "unwell", default))).IsOk,
                19 => (await As<DeclineOffer>(me, use => use.Run(id, me, "far", default))).IsOk,
                20 => (await As<SetOut>(me, use => use.Run(id, me, default))).IsOk,
                < 23 => (await As<AcceptOffer>(me, use => use.Run(id, me, default))).IsOk || (await As<ClaimOrder>(me, use => use.Run(id, me, default))).IsOk,
                < 25 => (await As<CheckIn>(me, use => use.Run(id, me, default))).IsOk,
                < 28 => (await As<CheckOut>(me, use => use.Run(id, me, null, null, default))).IsOk,
                28 => (await town.House.Run<ReviewOrder, Result<OrderStatus>>(Caller.Nobody, use => use.Run(placed.TrackingCode, chance.Next(1, 6).ToString(CultureInfo.InvariantCulture), null, default))).IsOk,
                _ => (await As<ReviewAsVolunteer>(me, use => use.Run(id, me, "4", null, default))).IsOk,
            };
        }

        private async Task<bool> End(PlacedOrder placed) => chance.Next(5) switch
        {
            0 => (await Staff<WithdrawOrder>(use => use.Run(placed.Id, null, "不需要了", default))).IsOk,
            1 => (await Staff<FailOrder>(use => use.Run(placed.Id, null, "办不成", default))).IsOk,
            2 => (await Staff<ReferOrder>(use => use.Run(placed.Id, null, "已转街道", default))).IsOk,
            3 => (await Staff<MarkDuplicate>(use => use.Run(placed.Id, null, orders[chance.Next(orders.Count)].Id, default))).IsOk,
            _ => (await town.House.Run<WithdrawByResident, Result<OrderStatus>>(Caller.Nobody, use => use.Run(placed.TrackingCode, null, default))).IsOk,
        };

        // Mostly somebody whom the order concerns; now and then anybody.
        private VolunteerId Somebody(ServiceOrder order)
        {
            List<VolunteerId> concerned = [.. order.Offers.Where(o => o.State == OfferState.Waiting).Select(o => o.VolunteerId), .. order.Assignments.Where(a => a.IsHeld).Select(a => a.VolunteerId)];
            return concerned.Count > 0 && chance.Next(5) > 0 ? concerned[chance.Next(concerned.Count)] : people[chance.Next(people.Count)];
        }

        // Now and then somebody who has no right here.
        private async Task<Result<OrderStatus>> Staff<T>(Func<T, Task<Result<OrderStatus>>> work) where T : notnull
        {
            if (chance.Next(12) > 0) return await town.Staff(work);
            var answer = await town.House.Run(stranger, work);
            Assert.Equal("dispatch.order.unknown", answer.Refusal?.Code);
            return answer;
        }

        private async Task<Result<OrderStatus>> As<T>(VolunteerId me, Func<T, Task<Result<OrderStatus>>> work) where T : notnull
        {
            if (chance.Next(12) > 0) return await town.As(me, work);
            var answer = await town.As(people.First(other => other != me), work);
            Assert.Equal("dispatch.order.unknown", answer.Refusal?.Code);
            return answer;
        }
    }
}
