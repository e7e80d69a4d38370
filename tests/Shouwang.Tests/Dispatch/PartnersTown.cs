using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The little district as a partner's system meets it: the standard menu, two stations on the map, and a key for the eastern street.</summary>
sealed class PartnersTown : IAsyncDisposable
{
    public static readonly GeoPoint Pine = new(39.906, 116.22), River = new(39.92, 116.25);

    private PartnersTown(TestHouse house, HttpClient client, MadeKey key) => (House, Client, Made) = (house, client, key);

    public TestHouse House { get; }
    public HttpClient Client { get; }
    public MadeKey Made { get; }

    public static async Task<PartnersTown> On(Engine engine)
    {
        var house = await TestHouse.On(engine);
        _ = (await house.Run<StandardMenu, Result<int>>(new Caller(Actor.System, "", Rights.None), use => use.Run(LittleDistrict.CenterCode, default))).Value;
        var keeper = await house.Hire(Role.SystemAdministrator, house.District.Center);
        _ = (await house.Run<LocateUnit, Result<Done>>(keeper, use => use.Run(LittleDistrict.PineCode, Pine, "68000001", default))).Value;
        _ = (await house.Run<LocateUnit, Result<Done>>(keeper, use => use.Run(LittleDistrict.RiverCode, River, null, default))).Value;
        return new PartnersTown(house, house.Visitor(), await MakeKey(house, LittleDistrict.EastCode));
    }

    public static async Task<MadeKey> MakeKey(TestHouse house, string unit, DateOnly? lastDay = null)
    {
        var security = await house.Hire(Role.SecurityAdministrator, house.District.Center);
        return (await house.Run<MakePartnerKey, Result<MadeKey>>(security, use => use.Run("12345热线", unit, PartnerDoor.Open311, lastDay, default))).Value;
    }

    /// <summary>What the standard's own example sends, here.</summary>
    public Dictionary<string, string> Request => new()
    {
        ["api_key"] = Made.Key, ["service_code"] = "shopping", ["lat"] = "39.9061", ["long"] = "116.2202", ["address_string"] = "松林样例社区1号楼2单元301",
        ["email"] = "smit333@example.org", ["device_id"] = "tt222111", ["account_id"] = "123456", ["first_name"] = "小明", ["last_name"] = "王", ["phone"] = "138 0000 1111",
        ["description"] = "米和油", ["media_url"] = "https://example.org/1.jpg",
    };

    public async Task<(HttpStatusCode Status, string ContentType, string Body)> Send(HttpMethod method, string address, Dictionary<string, string>? form = null)
    {
        using var request = new HttpRequestMessage(method, "/open311/v2/" + address) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        using var answer = await Client.SendAsync(request);
        return (answer.StatusCode, answer.Content.Headers.ContentType!.ToString(), await answer.Content.ReadAsStringAsync());
    }

    public async Task<XElement> Xml(string address)
    {
        var (status, _, body) = await Send(HttpMethod.Get, address);
        Assert.True(status == HttpStatusCode.OK, body);
        return XDocument.Parse(body).Root!;
    }

    public async Task<JsonElement> Json(string address)
    {
        var (status, _, body) = await Send(HttpMethod.Get, address);
        Assert.True(status == HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Places a need; the answer is its number.</summary>
    public async Task<string> Place(Dictionary<string, string>? form = null)
    {
        var (status, _, body) = await Send(HttpMethod.Post, "requests.json", form ?? Request);
        Assert.True(status == HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement[0].GetProperty("service_request_id").GetString()!;
    }

    public Task<ServiceOrder> Order(string number) => House.Read(db => db.Orders().AsNoTracking().SingleAsync(order => order.Number == number));

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
