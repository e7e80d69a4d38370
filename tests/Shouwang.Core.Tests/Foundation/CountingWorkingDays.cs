using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Foundation;

public sealed class CountingWorkingDays
{
    private static readonly WorkingDays China = WorkingDays.Read(
        "date,kind,name\n2026-09-20,work,国庆节\n2026-09-25,off,中秋节\n2026-09-26,off,中秋节\n2026-09-27,off,中秋节\n2026-10-01,off,国庆节\n2026-10-02,off,国庆节\n2026-10-05,off,国庆节\n2026-10-06,off,国庆节\n2026-10-07,off,国庆节\n2026-10-10,work,国庆节\n");

    private static readonly Arbitrary<(DateOnly, int)> DaysAndCounts =
        (from days in Gen.Choose(0, 800) from count in Gen.Choose(1, 30) select (new DateOnly(2026, 1, 1).AddDays(days), count)).ToArbitrary();

    [Theory]
    [InlineData("2026-09-18", 1, "2026-09-20")]   // a Sunday worked in exchange
    [InlineData("2026-09-24", 1, "2026-09-28")]   // the Mid-Autumn holiday
    [InlineData("2026-09-24", 10, "2026-10-15")]  // both holidays and the Saturday between
    [InlineData("2026-09-26", 1, "2026-09-28")]   // from a free day on
    [InlineData("2027-01-01", 1, "2027-01-04")]   // an unknown year: weekends only
    public void A_term_skips_holidays_and_counts_exchanged_weekends(string from, int count, string due) =>
        Assert.Equal(Day(due), China.After(Day(from), count));

    [Fact]
    public void An_unknown_year_says_so()
    {
        Assert.True(China.Knows(2026));
        Assert.False(China.Knows(2027));
    }

    [Fact]
    public void The_last_day_of_a_term_is_worked_and_just_so_many_lie_in_it() =>
        Prop.ForAll(DaysAndCounts, given =>
        {
            var (day, count) = given;
            var due = China.After(day, count);
            return China.IsWorking(due) && Enumerable.Range(1, due.DayNumber - day.DayNumber).Count(i => China.IsWorking(day.AddDays(i))) == count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Overdue_is_just_what_was_due_before_today() =>
        Prop.ForAll(DaysAndCounts, given =>
        {
            var (today, count) = given;
            var latest = China.LatestOverdue(today, count);
            return China.After(latest, count) < today && China.After(latest.AddDays(1), count) >= today;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-13-01,off,x", "line 2")]
    [InlineData("2026-01-01,frei,x", "line 2")]
    [InlineData("2026-01-01,off,x\n2026-01-01,work,x", "line 3")]
    public void A_faulty_row_is_named(string rows, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => WorkingDays.Read("date,kind,name\n" + rows)).Message, StringComparison.Ordinal);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
