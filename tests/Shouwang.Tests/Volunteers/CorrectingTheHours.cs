using System.Globalization;
using System.Net;
using System.Text.Json;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Corrections by one or two, asked for by both sides; stars; and whatever happened, every view of hours says the same.</summary>
public sealed class CorrectingTheHours
{
    [DatabaseTheory]
    public async Task Above_the_units_limit_two_correct_and_the_volunteer_may_ask(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var record = await Serve(house, me, house.Clock.GetUtcNow().AddHours(-3), 60, provisional: true);
        var (clerk, second, leader) = (await house.Hire(Role.Clerk, house.District.Pine), await house.Hire(Role.Clerk, house.District.Pine), await house.Hire(Role.Leader, house.District.Center));
        Assert.True((await house.Run<SetHoursRules, Result<Done>>(leader, use => use.Run(house.District.Center.Code, 30, "beijing-trial", default))).IsOk);

        Assert.Equal(CorrectionState.Waiting, (await Correct(house, clerk.Caller, record, "95")).Value); // 35 more than counted, 30 are allowed
        Assert.Equal("volunteers.correction.waiting", (await Correct(house, second.Caller, record, "90")).Refusal?.Code);
        var line = Assert.Single(await house.Run<CorrectionBoard, IReadOnlyList<CorrectionLine>>(second, board => board.Run(default)));
        Assert.Equal(("王**", 60, 95, true), (line.Name, line.FromMinutes, line.ToMinutes, line.NeedsTwo));
        Assert.Equal("volunteers.correction.second-person", (await Answer(house, clerk, line.Id, true)).Refusal?.Code);
        Assert.Equal(CorrectionState.Applied, (await Answer(house, second, line.Id, true)).Value);
        Assert.Equal("volunteers.correction.decided", (await Answer(house, second, line.Id, true)).Refusal?.Code);

        var volunteer = await house.LogIn(ActorKind.Volunteer, me.Value);
        using var asked = await volunteer.Submit("/my/hours", "details form", ("record", record.ToString()), ("minutes", "100"), ("reason", "十一点半才走"));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        Assert.Contains("更正待同意", await volunteer.GetStringAsync(new Uri("/my/hours", UriKind.Relative)), StringComparison.Ordinal);
        var other = await house.Enlist("别人", house.District.Pine);
        Assert.Equal("volunteers.service.unknown", (await Correct(house, new Caller(new Actor(ActorKind.Volunteer, other.Value), "", Rights.None), record, "500")).Refusal?.Code);
        var mine = Assert.Single(await house.Run<CorrectionBoard, IReadOnlyList<CorrectionLine>>(clerk, board => board.Run(default)));
        Assert.Equal("volunteers.correction.unknown", (await Answer(house, await house.Hire(Role.Clerk, house.District.Hill), mine.Id, true)).Refusal?.Code);
        using var agreed = await (await house.LogIn(clerk)).Submit("/hours", "#act", ("agree", mine.Id.ToString()));
        Assert.Equal(HttpStatusCode.SeeOther, agreed.StatusCode);
        Assert.Equal(100, await house.Read(db => db.ServiceRecords().Select(r => r.CreditedMinutes).SingleAsync()));
    }

    [DatabaseTheory]
    public async Task A_star_is_shown_to_all_awarded_after_its_notice_and_kept_when_the_scheme_changes(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        for (var day = 1; day <= 8; day++) await Serve(house, me, house.Clock.GetUtcNow().AddDays(-day), 24 * 60);
        await Serve(house, me, house.Clock.GetUtcNow().AddDays(-20), 24 * 60, provisional: true); // nobody has confirmed it: no hours for a star
        var (clerk, leader) = (await house.Hire(Role.Clerk, house.District.Pine), await house.Hire(Role.Leader, house.District.Center));
        var number = await house.Read(db => db.Volunteers().Select(v => v.Number).SingleAsync());
        Assert.True((await house.Run<PutUpStar, Result<Done>>(clerk, use => use.Run(number, default))).IsOk);
        Assert.Equal("volunteers.star.nothing-new", (await house.Run<PutUpStar, Result<Done>>(clerk, use => use.Run(number, default))).Refusal?.Code);

        var notice = await house.Visitor().GetStringAsync(new Uri("/stars", UriKind.Relative));
        Assert.Contains("一星志愿者", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("王小明", notice, StringComparison.Ordinal);
        var star = Assert.Single((await Stars(house, me)).Awards);
        Assert.Equal("volunteers.star.in-notice", (await house.Run<AwardStar, Result<Done>>(clerk, use => use.Run(star.Id, default))).Refusal?.Code);
        house.Clock.Advance(TimeSpan.FromDays(7));
        Assert.True((await house.Run<AwardStar, Result<Done>>(clerk, use => use.Run(star.Id, default))).IsOk);
        Assert.Contains("现在没有公示", await house.Visitor().GetStringAsync(new Uri("/stars", UriKind.Relative)), StringComparison.Ordinal);

        _ = (await house.Run<SetHoursRules, Result<Done>>(leader, use => use.Run(house.District.Center.Code, 240, "beijing-trial", default))).Value;
        var now = await Stars(house, me);
        Assert.Equal(("一星志愿者", StarAwardState.Awarded, 1, 200), (now.Awards.Single().Title, now.Awards.Single().State, now.Reached?.Level, now.Next?.Hours));
        Assert.Contains("一星志愿者", await (await house.LogIn(clerk)).GetStringAsync(new Uri("/volunteers/" + number, UriKind.Relative)), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Whatever_happened_every_view_of_hours_says_the_same(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var staff = new[] { await house.Hire(Role.Clerk, house.District.Center), await house.Hire(Role.Clerk, house.District.Center) };
        var (chance, me) = (new Random(67), await house.Enlist("甲", house.District.Pine));
        var records = new List<Guid>();
        for (var i = 0; i < 24; i++)
            records.Add(await Serve(house, me, house.Clock.GetUtcNow().AddDays(-1 - i), chance.Next(1, 400), provisional: chance.Next(3) == 0, at: house.District.Units[chance.Next(house.District.Units.Count)], activity: chance.Next(2) == 0 ? "理发" : "代购"));
        for (var step = 0; step < 40; step++) await Something(house, staff, me, records, chance);

        var client = await house.LogIn(staff[0]);
        var (first, last) = (new DateOnly(house.Clock.Today.Year, 1, 1), house.Clock.Today);
        var days = string.Create(CultureInfo.InvariantCulture, $"from={first:yyyy-MM-dd}&until={last:yyyy-MM-dd}");
        var number = await house.Read(db => db.Volunteers().Select(v => v.Number).SingleAsync());
        var truth = await house.Read(db => db.ServiceRecords().AsNoTracking().ToListAsync());
        var (counted, certain) = (truth.Where(r => r.CanBeCorrected).Sum(r => (long)r.CreditedMinutes), truth.Where(r => r.State == ServiceRecordState.Confirmed).Sum(r => (long)r.CreditedMinutes));

        var card = (await client.GetFromJsonAsync<JsonElement>(new Uri("/api/volunteers/" + number, UriKind.Relative))).GetProperty("thisYear");
        var board = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/hours?" + days, UriKind.Relative));
        var own = (await (await house.LogIn(ActorKind.Volunteer, me.Value)).GetFromJsonAsync<JsonElement>(new Uri("/api/my/hours", UriKind.Relative)));
        var lines = (await client.GetStringAsync(new Uri("/hours/export.csv?" + days, UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(','));
        var figures = (await house.Run<VolunteersFigures, IReadOnlyList<Figure>>((Caller?)null, source => source.Count(new Reach([house.District.Center.UnitPath]), Period.Days(first, last, LocalTime.Zone), default))).ToDictionary(f => f.Definition.Code, f => (long)f.Value!.Value);
        Assert.Equal(
            [counted, counted, counted, counted, counted],
            [Credited(card), Credited(board.GetProperty("sum")), Credited(own.GetProperty("sum")), lines.Sum(cells => long.Parse(cells[8], CultureInfo.InvariantCulture)), figures[VolunteersFigures.Credited]]);
        Assert.Equal(counted, own.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("creditedMinutes").GetInt64()));
        string[] shares = [VolunteersFigures.FromCheckIn, VolunteersFigures.FromCorrection, VolunteersFigures.FromClock, VolunteersFigures.Provisional];
        Assert.Equal(counted, shares.Sum(code => figures[code]));
        foreach (var code in shares) // each opens to its rows
            Assert.Equal(figures[code], (await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/hours?figure={code}&{days}", UriKind.Relative))).GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("creditedMinutes").GetInt64()));

        _ = (await house.Run<IssueCertificate, Result<string>>(staff[0], use => use.Run(number, first, last, default))).Value;
        var certificate = await house.Read(db => db.Certificates().AsNoTracking().SingleAsync());
        Assert.Equal([certain, certain, certain], [certificate.CreditedMinutes, certificate.Services.Sum(service => (long)service.Minutes), (await Stars(house, me)).Minutes]);
        Assert.Equal(certain, counted - figures[VolunteersFigures.Provisional]);
    }

    // One step of a random history: correct, ask, agree, decline or confirm; whatever is refused is refused.
    private static async Task Something(TestHouse house, Employee[] staff, VolunteerId me, List<Guid> records, Random chance)
    {
        var (record, who) = (records[chance.Next(records.Count)], staff[chance.Next(2)]);
        var waiting = await house.Run<CorrectionBoard, IReadOnlyList<CorrectionLine>>(who, board => board.Run(default));
        var what = chance.Next(5);
        if (what == 0) await Correct(house, who.Caller, record, chance.Next(0, 900).ToString(CultureInfo.InvariantCulture));
        if (what == 1) await Correct(house, new Caller(new Actor(ActorKind.Volunteer, me.Value), "", Rights.None), record, chance.Next(0, 900).ToString(CultureInfo.InvariantCulture));
        if (what == 2) await house.Run<ConfirmHours, Result<Done>>(who, use => use.Run(record, default));
        if (what > 2 && waiting.Count > 0) await Answer(house, who, waiting[chance.Next(waiting.Count)].Id, what == 3);
    }

    private static long Credited(JsonElement sum) => sum.GetProperty("creditedMinutes").GetInt64();

    private static Task<StarView> Stars(TestHouse house, VolunteerId me) => house.Run<StarBook, StarView>((Caller?)null, book => book.Of(me, house.District.Pine.UnitPath, default));

    private static Task<Result<CorrectionState>> Correct(TestHouse house, Caller who, Guid record, string minutes) => house.Run<CorrectHours, Result<CorrectionState>>(who, use => use.Run(record, minutes, "签到表第 3 页", null, default));

    private static Task<Result<CorrectionState>> Answer(TestHouse house, Employee who, Guid correction, bool agree) => house.Run<AnswerCorrection, Result<CorrectionState>>(who, use => use.Run(correction, agree, default));

    internal static async Task<Guid> Serve(TestHouse house, VolunteerId me, DateTimeOffset from, int minutes, bool provisional = false, Unit? at = null, string activity = "理发")
    {
        var record = ServiceRecord.CheckIn(house.Ids.New<ServiceRecordId>(), at ?? house.District.Pine, me, ("order", house.Ids.NewGuid()), activity, from.AddMinutes(minutes), 10, from);
        _ = (provisional ? record.CloseProvisionally() : record.CheckOut(from.AddMinutes(minutes))).Value;
        await house.Write(db => db.Add(record));
        return record.Id.Value;
    }
}
