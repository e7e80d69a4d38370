using System.Net;
using System.Text.Json;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>Asking for requests: by number, kind, state and time, within the limits of the standard.</summary>
public sealed class AskingOpen311
{
    [DatabaseTheory]
    public async Task Numbers_override_every_other_word(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var (first, second) = (await town.Place(), await town.Place());
        await town.Place();
        Assert.Equal(new[] { first, second }.ToHashSet(), (await Asked(town, $"service_request_id={first},{second.ToLowerInvariant()}&status=closed&service_code=haircut&start_date=2001-01-01")).ToHashSet());
        Assert.Empty(await Asked(town, "service_request_id=no-such"));
    }

    [DatabaseTheory]
    public async Task Kinds_and_states_are_lists(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var open = await town.Place();
        var closed = await town.Place(new(town.Request) { ["service_code"] = "haircut" });
        var dispatcher = await town.House.Hire(Role.Dispatcher, town.House.District.Center);
        var id = (await town.Order(closed)).Id;
        _ = (await town.House.Run<WithdrawOrder, Result<OrderStatus>>(dispatcher, use => use.Run(id, null, "不需要了", default))).Value;
        Assert.Equal([open], await Asked(town, "status=open"));
        Assert.Equal([closed], await Asked(town, "status=closed"));
        Assert.Equal(2, (await Asked(town, "status=open,closed")).Count);
        Assert.Equal([closed], await Asked(town, "service_code=haircut,medicine"));
        Assert.Empty(await Asked(town, "service_code=no-such"));
    }

    [DatabaseTheory]
    public async Task A_day_is_found_by_its_dates_newest_first(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var yesterday = await town.Place();
        town.House.Clock.Advance(TimeSpan.FromDays(1));
        var today = await town.Place();
        Assert.Equal([today, yesterday], await Asked(town, ""));
        var now = Uri.EscapeDataString(GeoReportTime.Text(town.House.Clock.GetUtcNow())!);
        Assert.Equal([today], await Asked(town, $"start_date={now}"));
        Assert.Equal([yesterday], await Asked(town, $"end_date={Uri.EscapeDataString(GeoReportTime.Text(town.House.Clock.GetUtcNow().AddHours(-1))!)}"));
        Assert.Equal([today], await Asked(town, $"start_date={now.Replace("%2B", "+", StringComparison.Ordinal)}")); // a client that does not encode its plus sign
    }

    [DatabaseTheory]
    public async Task Without_dates_the_last_ninety_days_are_meant(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var (number, now) = (await town.Place(), town.House.Clock.GetUtcNow());
        await Placed(town, now.AddDays(-89));
        Assert.Equal([number], await Asked(town, ""));
        await Placed(town, now.AddDays(-91));
        Assert.Empty(await Asked(town, ""));
        Assert.Equal([number], await Asked(town, $"start_date={Uri.EscapeDataString(GeoReportTime.Text(now.AddDays(-92))!)}"));
    }

    [DatabaseTheory]
    public async Task Long_answers_come_in_pages(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var all = new List<string>();
        for (var i = 0; i < 3; i++) all.Insert(0, await Later(town));
        Assert.Equal(all[..2], await Asked(town, "page_size=2"));
        Assert.Equal(all[2..], await Asked(town, "page_size=2&page=2"));
        Assert.Empty(await Asked(town, "page=99"));
        Assert.Equal(all, await Asked(town, "page_size=5000&page=x"));
    }

    [DatabaseTheory]
    public async Task A_jurisdiction_is_a_center_and_must_be_named_where_there_are_several(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var number = await town.Place();
        Assert.Equal([number], await Asked(town, "jurisdiction_id=" + LittleDistrict.CenterCode));
        Assert.Equal(HttpStatusCode.NotFound, (await town.Send(HttpMethod.Get, "services.json?jurisdiction_id=nowhere")).Status);
        var other = Unit.Open(town.House.Ids.New<UnitId>(), null, "119902", UnitKind.Center, "别处样例区新时代文明实践中心", null, town.House.Clock.Today).Value;
        await town.House.Write(db => db.Add(other));
        Assert.Equal(HttpStatusCode.BadRequest, (await town.Send(HttpMethod.Get, "services.json")).Status);
        Assert.Equal(StandardMenu.Items.Count, (await town.Json("services.json?jurisdiction_id=" + LittleDistrict.CenterCode)).GetArrayLength());
        Assert.Equal(0, (await town.Json("services.json?jurisdiction_id=119902")).GetArrayLength());
        Assert.Empty(await Asked(town, "jurisdiction_id=119902"));
        Assert.Equal(HttpStatusCode.NotFound, (await town.Send(HttpMethod.Post, "requests.json", new(town.Request) { ["jurisdiction_id"] = "119902" })).Status);
        await town.Place(new(town.Request) { ["jurisdiction_id"] = LittleDistrict.CenterCode });
    }

    private static readonly (string Question, string Words)[] Faults =
    [
        ("start_date=yesterday", "start_date: "),
        ("end_date=24.11.2026", "end_date: "),
        ("start_date=2026-01-01T00:00:00Z&end_date=2026-05-01T00:00:00Z", "start_date: "),
        ("start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", "start_date: "),
        ("status=lost", "status: "),
    ];

    [Fact]
    public async Task What_cannot_be_asked_is_named()
    {
        await using var town = await PartnersTown.On(Engine.Sqlite);
        foreach (var (question, words) in Faults)
        {
            var (status, _, body) = await town.Send(HttpMethod.Get, "requests.json?" + question);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.StartsWith(words, JsonDocument.Parse(body).RootElement[0].GetProperty("description").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var town = await PartnersTown.On(Engine.Sqlite);
        foreach (var address in new[] { "services/no-such.xml", "requests/no-such.xml", "tokens/no-such.xml" })
        {
            var (status, _, body) = await town.Send(HttpMethod.Get, address);
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains("<code>404</code>", body, StringComparison.Ordinal);
        }
    }

    private static Task<int> Placed(PartnersTown town, DateTimeOffset at) => town.House.Read(db => db.Orders().ExecuteUpdateAsync(set => set.SetProperty(order => order.PlacedAt, at)));

    private static async Task<string> Later(PartnersTown town)
    {
        town.House.Clock.Advance(TimeSpan.FromMinutes(1));
        return await town.Place();
    }

    private static async Task<List<string>> Asked(PartnersTown town, string question) =>
        [.. (await town.Json("requests.json?" + question)).EnumerateArray().Select(request => request.GetProperty("service_request_id").GetString()!)];
}
