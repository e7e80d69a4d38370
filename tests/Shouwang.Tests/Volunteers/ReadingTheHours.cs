using System.Globalization;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class ReadingTheHours
{
    [DatabaseTheory]
    public async Task Every_view_of_hours_agrees(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var people = new[] { await house.Enlist("甲", house.District.Pine), await house.Enlist("乙", house.District.River), await house.Enlist("丙", house.District.Hill) };
        var chance = new Random(67);
        await house.Write(db => db.AddRange(Enumerable.Range(0, 300).Select(i => Served(house, people[chance.Next(3)], house.District.Units[chance.Next(house.District.Units.Count)], chance))));

        var period = Period.Days(new DateOnly(2022, 1, 1), new DateOnly(2022, 12, 31), LocalTime.Zone);
        var all = await Sum(house, house.District.Center.UnitPath, period);
        var byPerson = await Task.WhenAll(people.Select(person => house.Run<HoursLedger, HoursSum>((Caller?)null, ledger => ledger.SumOf(person, period, default))));
        var byLine = (await Task.WhenAll(people.Select(person => house.Run<HoursLedger, List<HoursLine>>((Caller?)null, ledger => ledger.LinesOf(person, period, default)))))
            .SelectMany(lines => lines).Where(line => line.State is ServiceRecordState.Confirmed or ServiceRecordState.Provisional).ToList();
        var byUnit = await Task.WhenAll(new[] { house.District.East, house.District.West }.Select(unit => Sum(house, unit.UnitPath, period)));
        var center = await house.Read(db => db.ServiceRecords().Where(record => record.UnitId == house.District.Center.Id && record.State != ServiceRecordState.Open).ToListAsync());
        var figures = await house.Run<VolunteersFigures, IReadOnlyList<Figure>>((Caller?)null, source => source.Count(new Reach([house.District.Center.UnitPath]), period, default));

        Assert.Equal(3, all.People);
        Assert.Equal(Totals(all), (byLine.Count, byLine.Sum(l => (long)l.RawMinutes), byLine.Sum(l => (long)l.CreditedMinutes), byLine.Sum(l => (long)l.TravelMinutes)));
        Assert.Equal(Totals(all), (byPerson.Sum(s => s.PersonTimes), byPerson.Sum(s => s.RawMinutes), byPerson.Sum(s => s.CreditedMinutes), byPerson.Sum(s => s.TravelMinutes)));
        Assert.Equal(all.CreditedMinutes, byUnit.Sum(s => s.CreditedMinutes) + center.Sum(record => (long)record.CreditedMinutes));
        Assert.Equal(all.CreditedMinutes, figures.Single(figure => figure.Definition.Code.EndsWith("credited", StringComparison.Ordinal)).Value);
    }

    [DatabaseTheory]
    public async Task What_is_still_open_counts_nowhere_and_shows_on_ones_own_page(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("甲", house.District.Pine);
        await house.Write(db => db.Add(ServiceRecord.CheckIn(house.Ids.New<ServiceRecordId>(), house.District.Pine, me, ("order", house.Ids.NewGuid()), "理发", house.Clock.GetUtcNow().AddHours(1), 0, house.Clock.GetUtcNow())));
        var period = Period.Days(house.Clock.Today, house.Clock.Today, LocalTime.Zone);
        Assert.Equal(HoursSum.None, await Sum(house, house.District.Center.UnitPath, period));
        Assert.Single(await house.Run<HoursLedger, List<HoursLine>>((Caller?)null, ledger => ledger.LinesOf(me, period, default)));
    }

    [DatabaseTheory]
    public async Task A_day_ends_at_midnight_in_the_district_and_not_in_Greenwich(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("甲", house.District.Pine);
        var midnight = new DateTimeOffset(2022, 5, 7, 0, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime();
        await house.Write(db => db.AddRange(Closed(house, me, midnight.AddSeconds(-1)), Closed(house, me, midnight)));
        foreach (var day in new[] { 6, 7 })
            Assert.Equal(1, (await Sum(house, house.District.Center.UnitPath, Period.Days(new DateOnly(2022, 5, day), new DateOnly(2022, 5, day), LocalTime.Zone))).PersonTimes);
    }

    [DatabaseTheory]
    public async Task Hours_are_confirmed_and_corrected_by_those_in_charge_of_the_unit_only(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("甲", house.District.Pine);
        var record = ServiceRecord.CheckIn(house.Ids.New<ServiceRecordId>(), house.District.Pine, me, ("order", house.Ids.NewGuid()), "理发", house.Clock.GetUtcNow().AddHours(1), 0, house.Clock.GetUtcNow());
        _ = record.CloseProvisionally().Value;
        await house.Write(db => db.Add(record));
        var (clerk, stranger, dispatcher) = (await house.Hire(Role.Clerk, house.District.Pine), await house.Hire(Role.Clerk, house.District.Hill), await house.Hire(Role.Dispatcher, house.District.Center));

        Assert.Equal("volunteers.service.unknown", await Confirm(house, stranger.Caller, record));
        Assert.NotNull(await Confirm(house, dispatcher.Caller, record));
        Assert.NotNull(await Confirm(house, new Caller(new Actor(ActorKind.Volunteer, me.Value), "", Rights.None), record));
        Assert.Null(await Confirm(house, clerk.Caller, record));

        foreach (var (minutes, reason, field) in new[] { ("-5", "多记了", "minutes"), ("abc", "多记了", "minutes"), ("1441", "多记了", "minutes"), ("30", "", "reason") })
            Assert.Equal(field, (await Correct(house, clerk, record, minutes, reason)).Refusal?.Field);
        Assert.True((await Correct(house, clerk, record, "30", "家属来电说提前离开")).IsOk);
        var kept = await house.Read(db => db.ServiceRecords().SingleAsync());
        Assert.Equal((60, 30, HoursEvidence.Correction), (kept.RawMinutes, kept.CreditedMinutes, kept.Evidence));
        var fact = await house.Read(db => db.Facts().SingleAsync(fact => fact.Type == "volunteers.service.corrected"));
        Assert.Equal(clerk.Id.Value, fact.ActorId);
    }

    private static (int, long, long, long) Totals(HoursSum sum) => (sum.PersonTimes, sum.RawMinutes, sum.CreditedMinutes, sum.TravelMinutes);

    private static Task<HoursSum> Sum(TestHouse house, string path, Period period) => house.Run<HoursLedger, HoursSum>((Caller?)null, ledger => ledger.Sum(new Reach([path]), period, default));

    private static async Task<string?> Confirm(TestHouse house, Caller caller, ServiceRecord record) =>
        (await house.Run<ConfirmHours, Result<Done>>(caller, use => use.Run(record.Id.Value, default))).Refusal?.Code;

    private static Task<Result<CorrectionState>> Correct(TestHouse house, Employee clerk, ServiceRecord record, string minutes, string reason) =>
        house.Run<CorrectHours, Result<CorrectionState>>(clerk, use => use.Run(record.Id.Value, minutes, reason, null, default));

    private static ServiceRecord Closed(TestHouse house, VolunteerId who, DateTimeOffset at)
    {
        var record = ServiceRecord.CheckIn(house.Ids.New<ServiceRecordId>(), house.District.Pine, who, ("order", house.Ids.NewGuid()), "理发", at.AddHours(1), 0, at);
        _ = record.CheckOut(at.AddMinutes(30)).Value;
        return record;
    }

    // Some are still open, some closed by the clock, some corrected: as a year leaves them.
    private static ServiceRecord Served(TestHouse house, VolunteerId who, Unit unit, Random chance)
    {
        var start = new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).AddMinutes(chance.Next(365 * 24 * 60)).ToUniversalTime();
        var record = ServiceRecord.CheckIn(house.Ids.New<ServiceRecordId>(), unit, who, ("order", house.Ids.NewGuid()), "理发", start.AddHours(1), chance.Next(40), start);
        var what = chance.Next(5);
        if (what is 1 or 2 or 3) _ = record.CheckOut(start.AddMinutes(chance.Next(1, 200))).Value;
        if (what == 4) _ = record.CloseProvisionally().Value;
        if (what == 3) _ = record.Correct(chance.Next(0, 300), string.Create(CultureInfo.InvariantCulture, $"核对 {start:yyyy-MM-dd}"), new Actor(ActorKind.Staff, house.Ids.NewGuid())).Value;
        return record;
    }
}
