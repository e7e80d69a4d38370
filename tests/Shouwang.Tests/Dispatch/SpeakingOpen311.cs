using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Shouwang.Dispatch;

/// <summary>GeoReport v2, row by row: each resource in both formats, with the names, orders and forms of the standard.</summary>
public sealed partial class SpeakingOpen311
{
    [DatabaseTheory]
    public async Task Discovery_tells_where_the_door_is_and_which_formats_it_speaks(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var xml = await town.Xml("discovery.xml");
        Assert.Equal("discovery", xml.Name.LocalName);
        Assert.Equal(["changeset", "contact", "key_service", "endpoints"], Names(xml));
        var endpoint = Assert.Single(xml.Element("endpoints")!.Elements("endpoint"));
        Assert.Equal(["specification", "url", "changeset", "type", "formats"], Names(endpoint));
        Assert.Equal("http://wiki.open311.org/GeoReport_v2", endpoint.Element("specification")!.Value);
        Assert.Equal("production", endpoint.Element("type")!.Value);
        Assert.Equal(["text/xml", "application/json"], endpoint.Element("formats")!.Elements("format").Select(format => format.Value));
        var json = await town.Json("discovery.json");
        Assert.Equal(JsonValueKind.Object, json.ValueKind);
        Assert.EndsWith("/open311/v2", json.GetProperty("endpoints")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task The_service_list_is_the_service_menu(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var xml = await town.Xml("services.xml");
        Assert.Equal("services", xml.Name.LocalName);
        Assert.Equal(StandardMenu.Items.Count, xml.Elements("service").Count());
        Assert.All(xml.Elements("service"), service => Assert.Equal(["service_code", "service_name", "description", "metadata", "type", "keywords", "group"], Names(service)));
        Assert.All(xml.Elements("service"), service => Assert.Equal(("true", "realtime"), (service.Element("metadata")!.Value, service.Element("type")!.Value)));
        var json = await town.Json("services.json");
        Assert.Equal(xml.Elements("service").Select(service => service.Element("service_code")!.Value), json.EnumerateArray().Select(service => service.GetProperty("service_code").GetString()));
        Assert.Equal(JsonValueKind.True, json[0].GetProperty("metadata").ValueKind);
    }

    [DatabaseTheory]
    public async Task A_definition_lists_what_else_may_be_said(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var xml = await town.Xml("services/shopping.xml");
        Assert.Equal("service_definition", xml.Name.LocalName);
        Assert.Equal("shopping", xml.Element("service_code")!.Value);
        var attributes = xml.Element("attributes")!.Elements("attribute").ToList();
        Assert.Equal(GeoReportServices.Attributes, attributes.Select(attribute => attribute.Element("code")!.Value));
        Assert.All(attributes, attribute => Assert.Equal(["variable", "code", "datatype", "required", "datatype_description", "order", "description"], Names(attribute).Where(name => name != "values")));
        Assert.All(attributes, attribute => Assert.Contains(attribute.Element("datatype")!.Value, (string[])["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]));
        Assert.Equal(["1", "2", "3", "4"], attributes.Select(attribute => attribute.Element("order")!.Value));
        var urgency = attributes[0].Element("values")!.Elements("value").Select(value => (value.Element("key")!.Value, value.Element("name")!.Value));
        Assert.Equal([("Ordinary", "一般"), ("Urgent", "紧急")], urgency);
        var json = await town.Json("services/shopping.json");
        Assert.Equal(JsonValueKind.Object, json.ValueKind);
        Assert.Equal("Urgent", json.GetProperty("attributes")[0].GetProperty("values")[1].GetProperty("key").GetString());
    }

    [DatabaseTheory]
    public async Task A_request_is_answered_with_its_number_at_once_and_the_number_finds_it(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var (status, type, body) = await town.Send(HttpMethod.Post, "requests.xml", town.Request);
        Assert.Equal((HttpStatusCode.OK, "text/xml; charset=utf-8"), (status, type));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", body, StringComparison.Ordinal);
        var placed = Assert.Single(XDocument.Parse(body).Root!.Elements("request"));
        Assert.Equal(["service_request_id", "service_notice", "account_id"], Names(placed));
        var number = placed.Element("service_request_id")!.Value;

        var one = await town.Xml($"requests/{number}.xml");
        Assert.Equal("service_requests", one.Name.LocalName);
        Assert.Equal(Fields, Names(Assert.Single(one.Elements("request"))));
        Assert.Equal(number, (await town.Json($"requests/{number}.json"))[0].GetProperty("service_request_id").GetString());
        var token = (await town.Json($"tokens/{number}.json"))[0];
        Assert.Equal((number, number), (token.GetProperty("service_request_id").GetString(), token.GetProperty("token").GetString()));
        Assert.Equal(number, Assert.Single((await town.Xml($"tokens/{number}.xml")).Elements("request")).Element("service_request_id")!.Value);
    }

    [DatabaseTheory]
    public async Task A_request_tells_what_and_how_far_in_the_forms_of_the_standard(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var request = (await town.Json($"requests/{await town.Place()}.json"))[0];
        string? Said(string name) => request.GetProperty(name).ValueKind == JsonValueKind.Null ? null : request.GetProperty(name).ToString();
        Assert.Equal(Fields, request.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("open", "shopping", "待派单"), (Said("status"), Said("service_code"), Said("status_notes")));
        Assert.Equal((LittleDistrict.PineCode, "松林样例社区"), (Said("address_id"), Said("address")));
        Assert.Equal(((double?)PartnersTown.Pine.Latitude, (double?)PartnersTown.Pine.Longitude), (request.GetProperty("lat").GetDouble(), request.GetProperty("long").GetDouble()));
        Assert.All(["requested_datetime", "updated_datetime", "expected_datetime"], (string name) => Assert.Matches(W3CDateTime(), Said(name)!));
        Assert.All(["description", "service_notice", "zipcode", "media_url"], (string name) => Assert.Null(Said(name)));
    }

    [DatabaseTheory]
    public async Task English_is_spoken_to_programs_that_ask_for_it(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        town.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-US");
        var request = (await town.Json($"requests/{await town.Place()}.json"))[0];
        Assert.Equal(("To be dispatched", "Shopping"), (request.GetProperty("status_notes").GetString(), request.GetProperty("service_name").GetString()));
        var (_, _, body) = await town.Send(HttpMethod.Get, "requests/none.json");
        Assert.Contains("no request with this number", body, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Nothing_personal_ever_comes_back(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var number = await town.Place();
        string[] answers = [(await town.Send(HttpMethod.Get, "requests.xml")).Body, (await town.Send(HttpMethod.Get, $"requests/{number}.json")).Body, (await town.Send(HttpMethod.Get, $"tokens/{number}.xml")).Body];
        string[] personal = ["王小明", "小明", "13800001111", "138 0000", "1号楼", "2单元", "米和油", "smit333", "example.org", "39.9061", "116.2202"];
        Assert.All(answers, answer => Assert.Contains(number, answer, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotContain(personal, word => answer.Contains(word, StringComparison.Ordinal)));
    }

    [DatabaseTheory]
    public async Task Needs_that_came_another_way_are_not_on_the_public_list(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var own = (await town.House.Run<PlaceOrder, Result<PlacedOrder>>((Organization.Caller?)Organization.Caller.Nobody, use => use.Run(DispatchTown.Need, OrderSource.PublicPage, default))).Value;
        Assert.Equal("[]", (await town.Send(HttpMethod.Get, "requests.json")).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await town.Send(HttpMethod.Get, $"requests/{own.Number}.json")).Status);
    }

    private static readonly string[] Fields =
    [
        "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible", "service_notice",
        "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
    ];

    private static IEnumerable<string> Names(XElement element) => element.Elements().Select(child => child.Name.LocalName);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex W3CDateTime();
}
