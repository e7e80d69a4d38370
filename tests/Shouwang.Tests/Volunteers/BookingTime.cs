using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class BookingTime
{
    [DatabaseTheory]
    public async Task Of_fifty_duties_that_overlap_one_is_booked(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("样例志愿者", house.District.Pine);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Book(house, me, At(house, 10, i), 60))));
        Assert.Single(answers, answer => answer is null);
        Assert.All(answers.OfType<string>(), code => Assert.Equal("volunteers.booking.overlap", code));
        Assert.Equal((1, 60, 60), await Booked(house, me));
    }

    [DatabaseTheory]
    public async Task Of_fifty_duties_side_by_side_as_many_are_booked_as_the_day_holds(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("样例志愿者", house.District.Pine);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Book(house, me, At(house, 9, i * 10), 10, rest: 0))));
        var refused = answers.OfType<string>().ToList();
        Assert.Equal(2, refused.Count);
        Assert.All(refused, code => Assert.Equal("volunteers.booking.day-limit", code));
        Assert.Equal((48, 480, 480), await Booked(house, me));
    }

    [DatabaseTheory]
    public async Task The_week_has_a_limit_of_its_own(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("样例志愿者", house.District.Pine);
        // Friday, Saturday and Sunday of one week, and the Monday after it.
        var answers = new List<string?>();
        foreach (var (day, minutes) in new[] { (0, 480), (1, 480), (2, 300), (3, 300) }) answers.Add(await Book(house, me, At(house, 24 * day + 9, 0), minutes));
        Assert.Equal([null, null, "volunteers.booking.week-limit", null], answers);
    }

    [DatabaseTheory]
    public async Task What_is_freed_can_be_booked_again_and_what_was_refused_left_no_trace(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("样例志愿者", house.District.Pine);
        var purpose = house.Ids.NewGuid();
        Assert.Null(await Book(house, me, At(house, 9, 0), 480, purpose: purpose));
        Assert.Equal("volunteers.booking.day-limit", await Book(house, me, At(house, 20, 0), 1));
        Assert.Equal((1, 480, 480), await Booked(house, me));
        await house.Run<ShouwangDb, int>((Caller?)null, db => db.InTransaction(async () =>
        {
            await new DutyBook(db, house.Ids).Release(me, purpose, default);
            return await db.SaveChangesAsync();
        }, default));
        Assert.Equal((0, 0, 0), await Booked(house, me));
        Assert.Null(await Book(house, me, At(house, 9, 0), 480));
    }

    [DatabaseTheory]
    public async Task The_database_itself_refuses_what_slips_past_the_rules(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("样例志愿者", house.District.Pine);
        await house.Write(db => db.Add(Booking(house, me, 9, 60)));
        var clash = await Assert.ThrowsAsync<DbUpdateException>(() => house.Write(db => db.Add(Booking(house, me, 9, 30))));
        Assert.Equal("volunteers.booking.overlap", DutyBook.RefusalOf(clash)?.Code);
        await house.Write(db => db.Add(Booking(house, me, 10, 60)));
        var limit = await Assert.ThrowsAsync<DbUpdateException>(() => house.Write(db => db.Add(new BookedTime { VolunteerId = me, Span = BookedSpan.Day, Begins = new DateOnly(2022, 5, 6), Minutes = 481, Most = 480 })));
        Assert.Contains(VolunteersTables.Limit, Conflict.Of(limit) ?? limit.InnerException!.Message, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Two_people_are_booked_for_the_same_time(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var people = new[] { await house.Enlist("甲", house.District.Pine), await house.Enlist("乙", house.District.Pine) };
        var answers = await Task.WhenAll(people.Select(person => Task.Run(() => Book(house, person, At(house, 9, 0), 60))));
        Assert.All(answers, Assert.Null);
    }

    private static DateTimeOffset At(TestHouse house, int hour, int minutes) => new DateTimeOffset(house.Clock.Today, TimeOnly.MinValue, TimeSpan.FromHours(8)).AddHours(hour).AddMinutes(minutes);

    private static Booking Booking(TestHouse house, VolunteerId me, int hour, int minutes) =>
        new(house.Ids.New<BookingId>(), me, new Period(At(house, hour, 0).ToUniversalTime(), At(house, hour, minutes).ToUniversalTime()), 0, "order", house.Ids.NewGuid());

    // As a duty is taken in life: whole or not at all, and again when another one was in the way.
    private static Task<string?> Book(TestHouse house, VolunteerId me, DateTimeOffset from, int minutes, int rest = 30, Guid? purpose = null) => house.Run<ShouwangDb, string?>((Caller?)null, async db =>
    {
        var answer = await db.Attempt<Done>(async () =>
        {
            var volunteer = await db.Volunteers().AsNoTracking().FirstAsync(v => v.Id == me);
            var period = new Period(from.ToUniversalTime(), from.AddMinutes(minutes).ToUniversalTime());
            if (await new DutyBook(db, house.Ids).Book(volunteer, period, rest, "order", purpose ?? house.Ids.NewGuid(), default) is { } no) return no;
            await db.SaveChangesAsync();
            return Done.It;
        }, default);
        return answer.Refusal?.Code;
    });

    private static Task<(int, int, int)> Booked(TestHouse house, VolunteerId me) => house.Read(async db =>
    {
        var times = await db.BookedTimes().Where(time => time.VolunteerId == me).ToListAsync();
        return (await db.Bookings().CountAsync(), times.Where(time => time.Span == BookedSpan.Day).Sum(time => time.Minutes), times.Where(time => time.Span == BookedSpan.Week).Sum(time => time.Minutes));
    });
}
