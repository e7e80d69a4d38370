namespace Shouwang.Volunteers;

/// <summary>服务时限: nobody is sent twice at a time, without rest, beyond his limits, or when he has no time.</summary>
public sealed class LimitsOfDuty
{
    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Friday = new(2022, 5, 6, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly Period Morning = new(Friday, Friday.AddHours(1));

    private static string? Barrier(
        VolunteerState state = VolunteerState.Active, WeekWindow[]? windows = null, Period? period = null, int rest = 20, Period[]? booked = null, int day = 0, int week = 0) =>
        DutyLimits.Barrier(state, windows ?? [], period ?? Morning, rest, booked ?? [], day, week, 480, 1200, Beijing)?.Code;

    [Fact]
    public void Nothing_stands_against_a_free_morning() => Assert.Null(Barrier());

    [Theory]
    [InlineData(VolunteerState.Applied)]
    [InlineData(VolunteerState.Paused)]
    [InlineData(VolunteerState.Left)]
    [InlineData(VolunteerState.Declined)]
    public void Only_who_is_on_the_roll_is_sent(VolunteerState state) => Assert.Equal("volunteers.duty.not-active", Barrier(state));

    [Theory]
    [InlineData(-120, 0, null)]
    [InlineData(-120, 1, "volunteers.booking.overlap")]
    [InlineData(10, 20, "volunteers.booking.overlap")]
    [InlineData(79, 120, "volunteers.booking.overlap")]
    [InlineData(80, 120, null)]
    public void Rest_and_way_lie_between_two_duties(int from, int until, string? code) =>
        Assert.Equal(code, Barrier(booked: [new Period(Friday.AddMinutes(from), Friday.AddMinutes(until))]));

    [Theory]
    [InlineData(420, 0, null)]
    [InlineData(421, 0, "volunteers.booking.day-limit")]
    [InlineData(0, 1140, null)]
    [InlineData(0, 1141, "volunteers.booking.week-limit")]
    public void The_limits_count_the_new_duty_to_the_minute(int day, int week, string? code) => Assert.Equal(code, Barrier(day: day, week: week));

    [Theory]
    [InlineData(DayOfWeek.Friday, 9, 10, null)]
    [InlineData(DayOfWeek.Friday, 9, 9, "volunteers.duty.not-available")]
    [InlineData(DayOfWeek.Friday, 10, 12, "volunteers.duty.not-available")]
    [InlineData(DayOfWeek.Saturday, 8, 18, "volunteers.duty.not-available")]
    public void The_whole_duty_lies_in_a_window_he_named(DayOfWeek day, int from, int until, string? code) =>
        Assert.Equal(code, Barrier(windows: [new WeekWindow(day, new TimeOnly(from, 0), until == 9 ? new TimeOnly(9, 59) : new TimeOnly(until, 0))]));

    [Fact]
    public void Windows_are_read_on_the_station_s_clock()
    {
        var late = new Period(new DateTimeOffset(2022, 5, 6, 0, 30, 0, TimeSpan.FromHours(8)).ToUniversalTime(), new DateTimeOffset(2022, 5, 6, 1, 30, 0, TimeSpan.FromHours(8)).ToUniversalTime());
        Assert.Null(Barrier(windows: [new WeekWindow(DayOfWeek.Friday, new TimeOnly(0, 0), new TimeOnly(2, 0))], period: late));
        Assert.Equal("volunteers.duty.not-available", Barrier(windows: [new WeekWindow(DayOfWeek.Thursday, new TimeOnly(0, 0), new TimeOnly(23, 59))], period: late));
    }

    [Fact]
    public void A_week_begins_on_monday()
    {
        Assert.Equal(new DateOnly(2022, 5, 2), DutyLimits.Monday(new DateOnly(2022, 5, 8)));
        Assert.Equal(new DateOnly(2022, 5, 9), DutyLimits.Monday(new DateOnly(2022, 5, 9)));
    }
}
