using System.Net;
using System.Text.Json;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>点单 by another system: what it says arrives whole, at the unit that serves the place; a "no" names the field in the standard's words.</summary>
public sealed class PlacingByOpen311
{
    [DatabaseTheory]
    public async Task Whoever_tries_keys_is_soon_told_to_wait_and_no_further_key_is_looked_at(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var checks = town.House.Services.GetRequiredService<Organization.SecretChecks>();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 300; i++) statuses.Add((await town.Send(HttpMethod.Post, "requests.json", With(town, ("api_key", "GUESS" + i)))).Status);
        Assert.Equal(Organization.LogInRules.OneAddress.Free, checks.Done);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests], statuses.Distinct());
        Assert.Equal(1, await town.House.Read(db => db.Facts().CountAsync(fact => fact.Type == "organization.log-in.guessed")));
        town.House.Clock.Advance(Organization.LogInRules.OneAddress.First);
        await town.Place(With(town, ("api_key", town.Made.Key)));
    }

    [DatabaseTheory]
    public async Task What_the_partner_was_told_reaches_the_dispatcher_and_nobody_else(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var order = await town.Order(await town.Place(With(town, ("attribute[urgency]", "Urgent"), ("attribute[language]", "cantonese"), ("attribute[gender]", "Female"))));
        Assert.Equal((OrderSource.Partner, true, Urgency.Urgent, "cantonese", Volunteers.Gender.Female), (order.Source, order.UnitId == town.House.District.Pine.Id, order.Urgency, order.WishedLanguage!, order.WishedGender!.Value));
        var dispatcher = await town.House.Hire(Role.Dispatcher, town.House.District.Center);
        var contact = (await town.House.Run<RevealContact, Result<Contact>>(dispatcher, use => use.Run(order.Id, "核实地址", default))).Value;
        Assert.Equal(("王小明", "13800001111", "松林样例社区1号楼2单元301"), (contact.Name, contact.Phone, contact.Address));
        Assert.Equal("米和油\n邮箱：smit333@example.org\n附件：https://example.org/1.jpg", contact.Note);
    }

    [DatabaseTheory]
    public async Task The_ledger_names_the_key_and_on_whose_behalf(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var order = await town.Order(await town.Place());
        var fact = await town.House.Read(db => db.Facts().AsNoTracking().SingleAsync(f => f.SubjectId == order.Id.Value));
        Assert.Equal((ActorKind.Key, town.Made.Id, "resident"), (fact.ActorKind, fact.ActorId, fact.OnBehalfOf));
        Assert.Equal("12345热线", (await town.House.Run<ActorNames, IReadOnlyDictionary<Guid, string>>((Caller?)null, names => names.Run([fact], default)))[town.Made.Id]);
    }

    [DatabaseTheory]
    public async Task A_need_without_a_name_or_phone_is_taken_and_is_like_no_other(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var (first, second) = (await town.Order(await town.Place(Without(town, "first_name", "last_name", "phone"))), await town.Order(await town.Place(Without(town, "phone"))));
        Assert.NotEqual(first.PhoneIndex, second.PhoneIndex);
        var dispatcher = await town.House.Hire(Role.Dispatcher, town.House.District.Center);
        var contact = (await town.House.Run<RevealContact, Result<Contact>>(dispatcher, use => use.Run(first.Id, "核实地址", default))).Value;
        Assert.Equal(("居民", ""), (contact.Name, contact.Phone));
    }

    [DatabaseTheory]
    public async Task A_number_that_cannot_be_called_here_is_kept_in_the_description(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var order = await town.Order(await town.Place(With(town, ("phone", "111111111"))));
        var note = town.House.Cipher.Open(order.Note!.Value, "order.note");
        Assert.Contains("电话：111111111", note, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task The_nearest_station_serves_a_place_on_the_map_whatever_the_address_says(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var order = await town.Order(await town.Place(With(town, ("lat", "39.9201"), ("long", "116.2499"))));
        Assert.Equal(town.House.District.River.Id, order.UnitId);
    }

    [DatabaseTheory]
    public async Task Without_a_place_on_the_map_the_community_in_the_address_counts_and_else_the_key_s_own_unit(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var named = With(Without(town, "lat", "long"), ("address_string", "东样街道河畔样例社区9号楼"));
        Assert.Equal(town.House.District.River.Id, (await town.Order(await town.Place(named))).UnitId);
        var elsewhere = With(Without(town, "lat", "long"), ("address_string", "某某大厦"));
        Assert.Equal(town.House.District.East.Id, (await town.Order(await town.Place(elsewhere))).UnitId);
        var coded = With(Without(town, "lat", "long", "address_string"), ("address_id", LittleDistrict.PineCode));
        Assert.Equal(town.House.District.Pine.Id, (await town.Order(await town.Place(coded))).UnitId);
    }

    [DatabaseTheory]
    public async Task A_key_serves_its_own_subtree_only(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        await Refused(town, With(town, ("address_id", LittleDistrict.HillCode)), HttpStatusCode.BadRequest, "address_id: ");
        await Refused(town, With(town, ("lat", "31.2"), ("long", "121.4")), HttpStatusCode.BadRequest, "lat: ");
    }

    [DatabaseTheory]
    public async Task A_key_whose_units_are_all_closed_places_nothing_and_is_told_so(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var key = await PartnersTown.MakeKey(town.House, LittleDistrict.PineCode);
        var keeper = await town.House.Hire(Role.SystemAdministrator, town.House.District.Center);
        _ = (await town.House.Run<CloseUnit, Result<Done>>(keeper, use => use.Run(LittleDistrict.PineCode, town.House.Clock.Today, default))).Value;
        await Refused(town, With(Without(town, "lat", "long"), ("api_key", key.Key)), HttpStatusCode.BadRequest, "address_string: ");
    }

    private static readonly (string Field, string? Value, HttpStatusCode Status, string Words)[] Faults =
    [
        ("api_key", null, HttpStatusCode.Forbidden, "api_key: "),
        ("api_key", "SOMEBODYELSESKEY", HttpStatusCode.Forbidden, "api_key: "),
        ("service_code", null, HttpStatusCode.BadRequest, "service_code: "),
        ("service_code", "no-such", HttpStatusCode.NotFound, "service_code: "),
        ("jurisdiction_id", "no-such", HttpStatusCode.NotFound, "jurisdiction_id: "),
        ("lat", "north", HttpStatusCode.BadRequest, "lat: "),
        ("long", "181", HttpStatusCode.BadRequest, "long: "),
        ("long", null, HttpStatusCode.BadRequest, "long: "),
        ("attribute[colour]", "red", HttpStatusCode.BadRequest, "attribute[colour]: "),
        ("attribute[urgency]", "soon", HttpStatusCode.BadRequest, "attribute[urgency]: "),
        ("attribute[from]", "2020-01-01T00:00:00Z", HttpStatusCode.BadRequest, "attribute[from]: "),
        ("media_url", "javascript:alert(1)", HttpStatusCode.BadRequest, "media_url: "),
        ("description", new string('字', ServiceOrder.LongestPartnersNote + 1), HttpStatusCode.BadRequest, "description: "),
    ];

    [Fact]
    public async Task A_fault_is_named_in_both_formats_and_leaves_nothing_behind()
    {
        await using var town = await PartnersTown.On(Engine.Sqlite);
        foreach (var (field, value, status, words) in Faults) await Refused(town, value is null ? Without(town, field) : With(town, (field, value)), status, words);
        Assert.Equal(0, await town.House.Read(db => db.Orders().CountAsync()));
    }

    [Fact]
    public async Task Neither_place_nor_address_is_a_fault()
    {
        await using var town = await PartnersTown.On(Engine.Sqlite);
        await Refused(town, Without(town, "lat", "long", "address_string"), HttpStatusCode.BadRequest, "address_string: ");
    }

    [Fact]
    public async Task A_parameter_that_is_there_but_empty_counts_as_absent()
    {
        await using var town = await PartnersTown.On(Engine.Sqlite);
        await town.Place(With(town, ("email", ""), ("media_url", " "), ("address_id", ""), ("jurisdiction_id", ""), ("attribute[urgency]", "")));
    }

    [Fact]
    public async Task What_is_no_call_of_the_standard_is_refused_in_its_form()
    {
        await using var town = await PartnersTown.On(Engine.Sqlite);
        foreach (var address in new[] { "requests.json", "requests.xml", "nothing/there.json", "services.csv" })
        {
            using var answer = address.StartsWith("requests", StringComparison.Ordinal)
                ? await town.Client.PostAsync(new Uri("/open311/v2/" + address, UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"))
                : await town.Client.GetAsync(new Uri("/open311/v2/" + address, UriKind.Relative));
            Assert.InRange((int)answer.StatusCode, 400, 404);
            Assert.Equal(address.EndsWith("json", StringComparison.Ordinal) ? "application/json" : "text/xml", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [DatabaseTheory]
    public async Task A_request_sent_again_with_its_operation_id_is_one_need(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var form = With(town, ("operation", Guid.NewGuid().ToString()));
        Assert.Equal(await town.Place(form), await town.Place(form));
        Assert.Equal(1, await town.House.Read(db => db.Orders().CountAsync()));
    }

    [DatabaseTheory]
    public async Task A_revoked_key_and_one_past_its_last_day_open_nothing(Engine engine)
    {
        await using var town = await PartnersTown.On(engine);
        var security = await town.House.Hire(Role.SecurityAdministrator, town.House.District.Center);
        _ = (await town.House.Run<RevokePartnerKey, Result<Done>>(security, use => use.Run(new PartnerKeyId(town.Made.Id), default))).Value;
        await Refused(town, town.Request, HttpStatusCode.Forbidden, "api_key: ");
        var today = await PartnersTown.MakeKey(town.House, LittleDistrict.EastCode, town.House.Clock.Today);
        await town.Place(With(town, ("api_key", today.Key.ToLowerInvariant())));
        town.House.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(town, With(town, ("api_key", today.Key)), HttpStatusCode.Forbidden, "api_key: ");
    }

    private static async Task Refused(PartnersTown town, Dictionary<string, string> form, HttpStatusCode status, string words)
    {
        var (xmlStatus, _, xml) = await town.Send(HttpMethod.Post, "requests.xml", form);
        var error = System.Xml.Linq.XDocument.Parse(xml).Root!;
        Assert.Equal((status, "errors"), (xmlStatus, error.Name.LocalName));
        Assert.Equal(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), error.Element("error")!.Element("code")!.Value);
        Assert.StartsWith(words, error.Element("error")!.Element("description")!.Value, StringComparison.Ordinal);
        var (jsonStatus, _, json) = await town.Send(HttpMethod.Post, "requests.json", form);
        var first = JsonDocument.Parse(json).RootElement[0];
        Assert.Equal((status, (int)status), (jsonStatus, first.GetProperty("code").GetInt32()));
        Assert.StartsWith(words, first.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> With(PartnersTown town, params (string Name, string Value)[] said) => With(town.Request, said);

    private static Dictionary<string, string> With(Dictionary<string, string> form, params (string Name, string Value)[] said)
    {
        foreach (var (name, value) in said) form[name] = value;
        return form;
    }

    private static Dictionary<string, string> Without(PartnersTown town, params string[] names)
    {
        var form = town.Request;
        foreach (var name in names) form.Remove(name);
        return form;
    }
}
