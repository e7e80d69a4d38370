using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Shouwang.Dispatch;
using Shouwang.Volunteers;

namespace Shouwang.Organization;

/// <summary>单位的新增、调整、撤销: by the system administrator of the center, through the API and on the pages.</summary>
public sealed class KeepingUnits
{
    [DatabaseTheory]
    public async Task A_moved_unit_takes_its_volunteers_orders_and_stations_along_but_not_its_past(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var placed = await station.Place();
        var before = await Paths(house);
        var keeper = await house.LogInAs(Role.SystemAdministrator, house.District.Center);
        Assert.Equal(HttpStatusCode.OK, await Put(keeper, $"/api/units/{LittleDistrict.PineCode}/parent", new { parent = LittleDistrict.WestCode }));

        var moved = $"/{LittleDistrict.CenterCode}/{LittleDistrict.WestCode}/{LittleDistrict.PineCode}/";
        var order = await house.Read(db => db.Orders().Where(order => order.Id == placed.Id).Select(order => new { order.UnitPath, order.HandlerPath }).SingleAsync());
        Assert.Equal((moved, moved), (order.UnitPath, order.HandlerPath));
        Assert.All(await house.Read(db => db.Volunteers().Where(v => v.UnitId == house.District.Pine.Id).Select(v => v.UnitPath).ToListAsync()), path => Assert.Equal(moved, path));
        Assert.Equal(before, (await Paths(house)).Take(before.Count));
        var westClerk = await house.LogInAs(Role.Dispatcher, house.District.West);
        var eastClerk = await house.LogInAs(Role.Dispatcher, house.District.East);
        Assert.Equal(HttpStatusCode.OK, await Get(westClerk, "/api/orders/" + placed.Number));
        Assert.Equal(HttpStatusCode.NotFound, await Get(eastClerk, "/api/orders/" + placed.Number));
    }

    [DatabaseTheory]
    public async Task Nothing_moves_where_it_cannot_stand(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var keeper = await house.LogInAs(Role.SystemAdministrator, house.District.Center);
        Assert.Equal("organization.unit.circle", await Refused(keeper, HttpMethod.Put, $"/api/units/{LittleDistrict.EastCode}/parent", new { parent = LittleDistrict.PineCode }));
        Assert.Equal("organization.unit.wrong-level", await Refused(keeper, HttpMethod.Put, $"/api/units/{LittleDistrict.EastCode}/parent", new { parent = LittleDistrict.HillCode }));
        Assert.Equal("organization.unit.unknown", await Refused(keeper, HttpMethod.Put, $"/api/units/{LittleDistrict.PineCode}/parent", new { parent = "999999" }));
    }

    [DatabaseTheory]
    public async Task A_closed_station_takes_no_need_until_it_is_opened_again(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var keeper = await house.LogInAs(Role.SystemAdministrator, house.District.Center);
        var address = $"/api/units/{LittleDistrict.PineCode}/closing";
        Assert.Equal("organization.unit.closed-in-the-past", await Refused(keeper, HttpMethod.Put, address, new { from = house.Clock.Today.AddDays(-1) }));
        Assert.Equal(HttpStatusCode.OK, await Put(keeper, address, new { from = house.Clock.Today }));
        Assert.Equal("organization.unit.closed", (await station.TryToPlace()).Refusal?.Code);
        using (var reopened = await keeper.DeleteAsync(new Uri(address, UriKind.Relative))) Assert.Equal(HttpStatusCode.OK, reopened.StatusCode);
        Assert.True((await station.TryToPlace()).IsOk);
    }

    [DatabaseTheory]
    public async Task A_unit_closes_after_those_below_it_and_opens_before_them(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var keeper = await house.LogInAs(Role.SystemAdministrator, house.District.Center);
        string Closing(string code) => $"/api/units/{code}/closing";
        Assert.Equal("organization.unit.has-open-children", await Refused(keeper, HttpMethod.Put, Closing(LittleDistrict.WestCode), new { }));
        foreach (var code in (string[])[LittleDistrict.HillCode, LittleDistrict.LakeCode, LittleDistrict.WestCode]) Assert.Equal(HttpStatusCode.OK, await Put(keeper, Closing(code), new { }));
        Assert.Equal("organization.unit.closed", await Refused(keeper, HttpMethod.Delete, Closing(LittleDistrict.HillCode), null));
        Assert.Equal("organization.unit.closed", await Refused(keeper, HttpMethod.Post, "/api/units", new { parent = LittleDistrict.WestCode, code = "P-1", kind = "Point", name = "新服务点" }));
    }

    [DatabaseTheory]
    public async Task A_code_is_given_once_even_when_two_ask_at_the_same_moment(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var keeper = await house.LogInAs(Role.SystemAdministrator, house.District.Center);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var answer = await keeper.PostAsJsonAsync(new Uri("/api/units", UriKind.Relative), new { parent = LittleDistrict.EastCode, code = "P-77", kind = "Point", name = "服务点" + i.ToString(CultureInfo.InvariantCulture) });
            return answer.StatusCode;
        }));
        Assert.Single(answers, HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(status => status == HttpStatusCode.UnprocessableEntity || status == HttpStatusCode.Conflict));
    }

    [DatabaseTheory]
    public async Task A_list_is_looked_at_first_and_only_its_good_rows_are_opened(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var keeper = await house.LogInAs(Role.SystemAdministrator, house.District.Center);
        var list = $"编码,名称,上级编码,类别\nP-1,东样广场服务点,{LittleDistrict.EastCode},点\nP-2,,{LittleDistrict.EastCode},点\nP-3,别处服务点,110107,点\n{LittleDistrict.PineCode},松林样例社区新时代文明实践站,{LittleDistrict.EastCode},站\n";
        using var looked = await Upload(keeper, list);
        var page = await looked.Document();
        Assert.False(await house.Read(db => db.Units().AnyAsync(unit => unit.Code == "P-1")));
        Assert.Equal(2, page.QuerySelectorAll("section.card")[0].QuerySelectorAll("tbody tr").Length);
        var fields = page.QuerySelectorAll("form:has(input[name=content]) input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? "")).ToList();
        using var form = new FormUrlEncodedContent(fields);
        using var applied = await keeper.PostAsync(new Uri("/units/import", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.SeeOther, applied.StatusCode);
        Assert.Equal("/units?imported=1", applied.Headers.Location!.ToString());
        Assert.True(await house.Read(db => db.Units().AnyAsync(unit => unit.Code == "P-1" && unit.Name == "东样广场服务点")));
    }

    [DatabaseTheory]
    public async Task The_exported_ledger_runs_no_formula_and_holds_what_the_page_shows(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var keeper = await house.LogInAs(Role.SystemAdministrator, house.District.Center);
        Assert.Equal(HttpStatusCode.OK, await Put(keeper, $"/api/units/{LittleDistrict.PineCode}/name", new { name = "=1+1" }));
        var auditor = await house.LogInAs(Role.AuditAdministrator, house.District.Center);
        var csv = await auditor.GetStringAsync(new Uri("/facts.csv?type=organization.unit.renamed", UriKind.Relative));
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.DoesNotContain(",=", csv, StringComparison.Ordinal);
        Assert.Contains("=1+1", lines[1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await Get(keeper, "/facts.csv"));
    }

    private static Task<List<string>> Paths(TestHouse house) => house.Read(db => db.Set<Fact>().OrderBy(fact => fact.Id).Select(fact => fact.UnitPath).ToListAsync());

    private static async Task<HttpStatusCode> Get(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Put(HttpClient client, string address, object body)
    {
        using var answer = await client.PutAsJsonAsync(new Uri(address, UriKind.Relative), body);
        return answer.StatusCode;
    }

    private static async Task<string?> Refused(HttpClient client, HttpMethod method, string address, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        Assert.False(answer.IsSuccessStatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return problem.GetProperty("code").GetString();
    }

    private static async Task<HttpResponseMessage> Upload(HttpClient client, string list)
    {
        var page = await client.Page("/units/import");
        using var form = new MultipartFormDataContent();
        foreach (var hidden in page.QuerySelectorAll("form[enctype] input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(list));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "File", "units.csv");
        form.Add(new StringContent("utf-8"), "Encoding");
        return await client.PostAsync(new Uri("/units/import", UriKind.Relative), form);
    }
}
