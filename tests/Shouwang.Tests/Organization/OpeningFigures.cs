using System.Globalization;
using System.Net;
using System.Text.Json;
using Shouwang.Dispatch;
using Shouwang.Volunteers;

namespace Shouwang.Organization;

/// <summary>The page of figures: every number opens to as many rows as it says, for every unit, in every room; and the parts make the whole.</summary>
public sealed class OpeningFigures
{
    /// <summary>Figures about which this day says nothing; every other one must open to rows, else its check above has checked nothing.</summary>
    private static readonly string[] UntouchedByTheDay =
    [
        "dispatch.places.conditions-lost", "volunteers.call-up.called", "volunteers.call-up.coming", "volunteers.call-up.declined", "volunteers.call-up.minutes-to-enough",
        "volunteers.call-up.pending", "volunteers.call-up.standby", "volunteers.call-up.unreachable", "volunteers.exports.plain",
        "volunteers.service.minutes-from-clock", "volunteers.service.minutes-from-correction", "volunteers.service.minutes-provisional",
    ];

    [DatabaseTheory]
    public async Task Every_figure_of_every_unit_opens_to_its_rows_and_the_parts_make_the_whole(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await LiveThroughADay(town, new Random(7));
        var client = await town.House.LogInAs(Role.Leader, town.House.District.Center);
        var (told, filled) = (new HashSet<string>(), new HashSet<string>());
        foreach (var unit in town.House.District.Units)
        {
            var sheet = await client.GetFromJsonAsync<JsonElement>($"/api/figures?unit={unit.Code}&span=month");
            foreach (var table in sheet.GetProperty("tables").EnumerateArray())
            {
                var whole = table.GetProperty("whole");
                foreach (var line in table.GetProperty("parts").EnumerateArray().Where(part => part.GetProperty("alone").GetBoolean()).Prepend(whole))
                    foreach (var cell in line.GetProperty("cells").EnumerateArray())
                    {
                        var (code, rows) = (cell.GetProperty("code").GetString()!, cell.GetProperty("rows").GetInt64());
                        Assert.True(rows == await Listed(client, cell.GetProperty("address").GetString()!), $"{code} of {unit.Name}: {rows} by the figure, but not in its list");
                        told.Add(code);
                        if (rows > 0) filled.Add(code);
                    }
                AssertSums(table);
            }
        }
        Assert.Equal(UntouchedByTheDay, told.Except(filled).Order(StringComparer.Ordinal));
    }

    [DatabaseTheory]
    public async Task The_page_shows_what_the_program_answers_and_offers_files(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await town.Place();
        var client = await town.House.LogInAs(Role.Leader, town.House.District.Center);
        var page = await client.Page("/figures?group=dispatch");
        Assert.Equal("1 单", page.QuerySelector("[data-figure='dispatch.orders.placed'] .figure-value")!.TextContent.Trim());
        Assert.Equal("0 单", page.QuerySelector("[data-figure='dispatch.orders.done'] .figure-value")!.TextContent.Trim());
        Assert.NotNull(page.QuerySelector($"tbody th a[href*='unit={town.House.District.East.Code}']"));
        var csv = await client.GetStringAsync(new Uri("/figures/export.csv?group=dispatch", UriKind.Relative));
        Assert.Contains("点单数,1,单", csv, StringComparison.Ordinal);
        using var xlsx = await client.GetAsync(new Uri("/figures/export.xlsx", UriKind.Relative));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.Content.Headers.ContentType!.MediaType);
    }

    [DatabaseTheory]
    public async Task Another_units_figures_stay_closed_and_wrong_days_are_named(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var client = await house.LogInAs(Role.Leader, house.District.Pine);
        foreach (var (address, status) in new[]
        {
            ($"/api/figures?unit={house.District.River.Code}", HttpStatusCode.NotFound), ($"/api/figures?unit={house.District.Center.Code}", HttpStatusCode.NotFound),
            ("/figures?from=2022-02-30&until=2022-03-01", HttpStatusCode.UnprocessableEntity), ("/figures?from=2022-03-02&until=2022-03-01", HttpStatusCode.UnprocessableEntity),
            ("/figures?from=1999-01-01&until=2022-03-01", HttpStatusCode.UnprocessableEntity), ("/figures", HttpStatusCode.OK),
        })
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal((address, status), (address, answer.StatusCode));
        }
        var volunteer = await house.LogIn(ActorKind.Volunteer, (await house.Enlist("样例志愿者", house.District.Pine)).Value);
        using var refused = await volunteer.GetAsync(new Uri("/api/figures", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [DatabaseTheory]
    public async Task The_hours_ledger_masks_people_and_confirms_what_the_clock_closed(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (placed, me) = (await town.Place(), await town.Enlist());
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Value;
        town.House.Clock.Advance(TimeSpan.FromMinutes(60));
        _ = (await town.As<CheckIn>(me, use => use.Run(placed.Id, me, default))).Value;
        await town.Pass(TimeSpan.FromHours(12));
        var clerk = await town.House.LogIn(town.Clerk);
        var page = await clerk.Page("/hours?span=month");
        Assert.DoesNotContain("样例志愿者", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("待确认", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var record = page.QuerySelector("button[name=confirm]")!.GetAttribute("value")!;
        using var answer = await clerk.Submit("/hours?span=month", "form#act", ("confirm", record));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("已确认", (await clerk.Page("/hours?span=month")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var other = await town.House.LogInAs(Role.Clerk, town.House.District.River);
        Assert.Null((await other.Page("/hours?span=month")).QuerySelector("tbody"));
    }

    private static async Task<long> Listed(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
        return long.Parse((await answer.Document()).QuerySelector("[data-total]")!.GetAttribute("data-total")!, CultureInfo.InvariantCulture);
    }

    private static void AssertSums(JsonElement table)
    {
        var parts = table.GetProperty("parts").EnumerateArray().ToList();
        if (parts.Count == 0) return;
        foreach (var (definition, column) in table.GetProperty("definitions").EnumerateArray().Select((definition, column) => (definition, column)).Where(d => d.definition.GetProperty("sums").GetBoolean()))
        {
            double Value(JsonElement line) => line.GetProperty("cells")[column].GetProperty("value").GetDouble();
            Assert.True(Value(table.GetProperty("whole")) == parts.Sum(Value), definition.GetProperty("chinese").GetString());
        }
    }

    // Needs at every level, some served by people of the unit and some by people from elsewhere, some late, some withdrawn.
    private static async Task LiveThroughADay(DispatchTown town, Random random)
    {
        var district = town.House.District;
        var people = new List<VolunteerId>();
        foreach (var unit in new[] { district.Center, district.East, district.Pine, district.Pine, district.Hill }) people.Add(await town.Enlist(at: unit));
        for (var i = 0; i < 14; i++)
        {
            var unit = new[] { district.Pine, district.River, district.Hill, district.Lake }[i % 4];
            var placed = await town.Place(DispatchTown.Need with { Unit = unit.Code, Phone = $"1380000000{random.Next(4)}" });
            if (i % 5 == 4)
            {
                await town.Staff<WithdrawOrder>(use => use.Run(placed.Id, null, "不需要了", default));
                continue;
            }
            var me = people[random.Next(people.Count)];
            _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
            if (!(await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).IsOk) continue;
            town.House.Clock.Advance(TimeSpan.FromMinutes(50));
            await town.As<SetOut>(me, use => use.Run(placed.Id, me, default));
            town.House.Clock.Advance(TimeSpan.FromMinutes(10));
            await town.As<CheckIn>(me, use => use.Run(placed.Id, me, default));
            town.House.Clock.Advance(TimeSpan.FromMinutes(random.Next(10, 50)));
            await town.As<CheckOut>(me, use => use.Run(placed.Id, me, null, null, default));
        }
        await town.Pass(TimeSpan.FromHours(30));
    }
}
