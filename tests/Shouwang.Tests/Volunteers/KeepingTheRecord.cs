using System.Net;
using System.Text.Json;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class KeepingTheRecord
{
    [DatabaseTheory]
    public async Task What_waits_longer_than_ten_working_days_is_overdue_and_comes_first(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("甲小明", house.District.Pine);
        var (fresh, old, done) = (Provisional(house, me, daysAgo: 1), Provisional(house, me, daysAgo: 40), Provisional(house, me, daysAgo: 41));
        _ = done.Confirm().Value;
        await house.Write(db => db.AddRange(fresh, old, done));
        var (clerk, stranger) = (await house.Hire(Role.Clerk, house.District.Pine), await house.Hire(Role.Clerk, house.District.Hill));

        var due = await house.Run<RecordsDue, DueRecords>(clerk, use => use.Run(1, default));
        Assert.Equal((2, 1), (due.Total, due.Late));
        Assert.Equal([(old.Id.Value, true), (fresh.Id.Value, false)], due.Rows.Select(row => (row.Id, row.IsLate)));
        Assert.All(due.Rows, row => Assert.Equal("甲**", row.Name));
        Assert.Equal(0, (await house.Run<RecordsDue, DueRecords>(stranger, use => use.Run(1, default))).Total);

        // The day on which the term ends is in time still; the next is not.
        house.Clock.Advance(TimeSpan.FromDays(due.Rows[1].Due.DayNumber - house.Clock.Today.DayNumber));
        Assert.Equal(1, (await house.Run<RecordsDue, DueRecords>(clerk, use => use.Run(1, default))).Late);
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, (await house.Run<RecordsDue, DueRecords>(clerk, use => use.Run(1, default))).Late);
    }

    [DatabaseTheory]
    public async Task A_volunteer_takes_along_what_is_kept_of_himself_and_of_nobody_else(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (me, other) = (await house.Enlist("甲小明", house.District.Pine), await house.Enlist("乙小红", house.District.Pine));
        await house.Write(db => db.AddRange(Provisional(house, me, 1), Provisional(house, other, 2)));

        var client = await house.LogIn(ActorKind.Volunteer, me.Value);
        var answer = await client.GetAsync("/api/my/record");
        var text = await answer.Content.ReadAsStringAsync();
        var copy = JsonDocument.Parse(text).RootElement;
        Assert.Equal("attachment; filename=\"volunteer-record.json\"", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal(CopyMyRecord.Profile, copy.GetProperty("profile").GetString());
        Assert.Equal("甲小明", copy.GetProperty("person").GetProperty("name").GetString());
        Assert.Equal(1, copy.GetProperty("services").GetArrayLength());
        Assert.DoesNotContain("乙", text, StringComparison.Ordinal);

        var staff = await house.LogIn(await house.Hire(Role.Clerk, house.District.Pine));
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.GetAsync("/api/my/record")).StatusCode);
    }

    [Fact]
    public void The_shipped_calendar_knows_the_years_for_which_there_is_a_notice()
    {
        var calendar = WorkingDays.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "working-days", "china.csv")));
        Assert.Equal([true, true, true], new[] { 2024, 2025, 2026 }.Select(calendar.Knows));
        // 国务院 notices: 11 statutory days in 2024, 13 in 2025 and in 2026 are what weekdays lose in the end.
        foreach (var (year, statutory) in new[] { (2024, 11), (2025, 13), (2026, 13) })
        {
            var days = Enumerable.Range(0, 366).Select(i => new DateOnly(year, 1, 1).AddDays(i)).Where(day => day.Year == year).ToList();
            Assert.Equal(days.Count(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) - statutory, days.Count(calendar.IsWorking));
        }
    }

    private static ServiceRecord Provisional(TestHouse house, VolunteerId who, int daysAgo)
    {
        var start = house.Clock.GetUtcNow().AddDays(-daysAgo);
        var record = ServiceRecord.CheckIn(house.Ids.New<ServiceRecordId>(), house.District.Pine, who, ("order", house.Ids.NewGuid()), "理发", start.AddMinutes(1), 0, start);
        _ = record.CloseProvisionally().Value;
        return record;
    }
}
