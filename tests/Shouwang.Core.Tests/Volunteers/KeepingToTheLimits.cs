using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Volunteers;

public sealed class KeepingToTheLimits
{
    private static readonly WeekWindow Mornings = new(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(12, 0));

    [Theory]
    [InlineData(VolunteerState.Applied)]
    [InlineData(VolunteerState.Paused)]
    [InlineData(VolunteerState.Declined)]
    [InlineData(VolunteerState.Left)]
    public void Only_an_active_volunteer_is_sent(VolunteerState state) => Assert.Equal("volunteers.duty.not-active", Barrier(state: state));

    [Fact]
    public void Nothing_stands_against_a_free_hour() => Assert.Null(Barrier());

    [Theory]
    [InlineData(8, 0, 9, 0, null)]
    [InlineData(11, 0, 12, 0, null)]
    [InlineData(11, 30, 12, 1, "volunteers.duty.not-available")]
    [InlineData(7, 59, 9, 0, "volunteers.duty.not-available")]
    public void The_whole_duty_lies_within_a_window(int hour, int minute, int untilHour, int untilMinute, string? expected) =>
        Assert.Equal(expected, Barrier(windows: [Mornings], period: new Period(Somebody.Monday(hour, minute), Somebody.Monday(untilHour, untilMinute))));

    [Fact]
    public void A_window_of_Monday_says_nothing_about_Tuesday() =>
        Assert.Equal("volunteers.duty.not-available", Barrier(windows: [Mornings], period: new Period(Somebody.Monday(9, daysOn: 1), Somebody.Monday(10, daysOn: 1))));

    [Fact]
    public void A_duty_over_midnight_fits_no_window_but_suits_whoever_has_none()
    {
        var night = new Period(Somebody.Monday(23), Somebody.Monday(25));
        Assert.Equal("volunteers.duty.not-available", Barrier(windows: [new WeekWindow(DayOfWeek.Monday, new TimeOnly(0, 0), new TimeOnly(23, 59))], period: night));
        Assert.Null(Barrier(period: night));
    }

    [Fact]
    public void Rest_counts_as_time_taken_and_the_next_duty_may_start_at_its_very_end()
    {
        var taken = new Period(Somebody.Monday(10, 20), Somebody.Monday(11));
        Assert.Equal("volunteers.booking.overlap", Barrier(rest: 21, booked: [taken]));
        Assert.Null(Barrier(rest: 20, booked: [taken]));
    }

    [Theory]
    [InlineData(420, 0, null)]
    [InlineData(421, 0, "volunteers.booking.day-limit")]
    [InlineData(0, 1140, null)]
    [InlineData(0, 1141, "volunteers.booking.week-limit")]
    public void A_limit_may_be_reached_but_not_passed(int day, int week, string? expected) => Assert.Equal(expected, Barrier(day: day, week: week));

    [Fact]
    public void Every_day_of_a_week_has_the_same_Monday()
    {
        var monday = new DateOnly(2022, 5, 9);
        Assert.All(Enumerable.Range(0, 7), day => Assert.Equal(monday, DutyLimits.Monday(monday.AddDays(day))));
        Assert.Equal(monday.AddDays(7), DutyLimits.Monday(monday.AddDays(7)));
    }

    [Fact]
    public void Whoever_takes_one_duty_after_another_by_the_rule_never_overlaps_nor_passes_a_limit()
    {
        var asks = Gen.Choose(0, 7 * 96 - 1).SelectMany(start => Gen.Choose(1, 24).Select(quarters => (start, quarters))).ListOf().Select(list => list.ToArray()).ToArbitrary();
        Prop.ForAll(asks, Take).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(80).WithReplay(20220509UL, 3UL));
    }

    // A week of requests for some quarters of an hour; what the rule lets through is looked at as a whole.
    private static void Take((int Start, int Quarters)[] asks)
    {
        const int rest = 30;
        var taken = new List<Period>();
        foreach (var (start, quarters) in asks)
        {
            var wanted = new Period(Somebody.Monday(0, start * 15), Somebody.Monday(0, (start + quarters) * 15));
            var sameDay = taken.Where(t => t.From.Date == wanted.From.Date).Sum(t => t.Minutes);
            var barrier = DutyLimits.Barrier(VolunteerState.Active, [], wanted, rest, taken.Select(t => t with { Until = t.Until.AddMinutes(rest) }), sameDay, taken.Sum(t => t.Minutes), 480, 1200, Somebody.Beijing);
            if (barrier is null) taken.Add(wanted);
        }
        var inOrder = taken.OrderBy(t => t.From).ToList();
        Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.Until.AddMinutes(rest) <= pair.Second.From));
        Assert.All(taken.GroupBy(t => t.From.Date), day => Assert.True(day.Sum(t => t.Minutes) <= 480));
        Assert.True(taken.Sum(t => t.Minutes) <= 1200);
        Assert.Equal(asks.Length > 0, taken.Count > 0);
    }

    private static string? Barrier(
        VolunteerState state = VolunteerState.Active, WeekWindow[]? windows = null, Period? period = null, int rest = 0, Period[]? booked = null, int day = 0, int week = 0) =>
        DutyLimits.Barrier(state, windows ?? [], period ?? new Period(Somebody.Monday(9), Somebody.Monday(10)), rest, booked ?? [], day, week, 480, 1200, Somebody.Beijing)?.Code;
}
