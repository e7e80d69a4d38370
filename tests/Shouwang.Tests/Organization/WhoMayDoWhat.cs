using System.Net;

namespace Shouwang.Organization;

/// <summary>Every role at the unit above, the unit itself, one below, one beside, and another district, against every act of this room.</summary>
public sealed class WhoMayDoWhat
{
    [DatabaseTheory]
    public async Task Only_the_right_post_above_the_thing_may_and_no_one_else(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var district = house.District;
        var elsewhere = Unit.Open(house.Ids.New<Foundation.UnitId>(), null, "119902", UnitKind.Center, "别的样例区新时代文明实践中心", null, house.Clock.Today).Value;
        await house.Write(db => db.Add(elsewhere));
        var target = await house.Hire(Role.Clerk, district.East);
        var wrong = new List<string>();

        foreach (var role in Enum.GetValues<Role>())
        foreach (var (place, unit) in new[] { ("above", district.Center), ("own", district.East), ("below", district.Pine), ("beside", district.West), ("elsewhere", elsewhere) })
        {
            var client = await house.LogInAs(role, unit);
            foreach (var act in Acts(target))
            {
                using var answer = await Send(client, act);
                var allowed = place is "above" or "own" && act.Roles.Contains(role);
                var passed = answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound);
                if (passed != allowed) wrong.Add($"{role} {place}: {act.Method} {act.Address} gave {(int)answer.StatusCode}, allowed: {allowed}");
            }
        }
        Assert.Equal([], wrong);
    }

    [DatabaseTheory]
    public async Task Without_log_in_nothing_is_shown(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var target = await house.Hire(Role.Clerk, house.District.East);
        foreach (var act in Acts(target))
        {
            using var answer = await Send(house.Visitor(), act);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [DatabaseTheory]
    public async Task A_list_holds_only_what_lies_within_reach(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.East);
        var lines = await house.Run<UnitTree, UnitLines>(clerk, tree => tree.Run(null, "样例", null, withClosed: true, 1, default));
        Assert.Equal([LittleDistrict.PineCode, LittleDistrict.RiverCode], lines.Lines.Select(line => line.Code));
        var top = await house.Run<UnitTree, UnitLines>(clerk, tree => tree.Run(null, null, null, withClosed: true, 1, default));
        Assert.Equal([(LittleDistrict.EastCode, 4), (LittleDistrict.PineCode, 0), (LittleDistrict.RiverCode, 0), (LittleDistrict.MuseumCode, 1)], top.Lines.Select(line => (line.Code, line.Below)));
        Assert.Empty((await house.Run<UnitTree, UnitLines>(clerk, tree => tree.Run(LittleDistrict.WestCode, null, null, withClosed: true, 1, default))).Lines);
    }

    private sealed record Act(HttpMethod Method, string Address, object? Body, params Role[] Roles);

    private static readonly Role[] Everybody = Enum.GetValues<Role>();

    // Bodies that a permitted caller gets an answer to other than 403 and 404, and that change nothing.
    private static IEnumerable<Act> Acts(Employee target) =>
    [
        new(HttpMethod.Get, $"/api/units/{LittleDistrict.EastCode}", null, Everybody),
        new(HttpMethod.Post, "/api/units", new { parent = LittleDistrict.EastCode, code = "bad code", kind = "Base", name = "" }, Role.SystemAdministrator),
        new(HttpMethod.Put, $"/api/units/{LittleDistrict.EastCode}/name", new { name = "" }, Role.SystemAdministrator),
        new(HttpMethod.Put, $"/api/units/{LittleDistrict.EastCode}/parent", new { parent = LittleDistrict.EastCode }, Role.SystemAdministrator),
        new(HttpMethod.Put, $"/api/units/{LittleDistrict.EastCode}/place", new { latitude = 91.0, longitude = 0.0 }, Role.SystemAdministrator),
        new(HttpMethod.Put, $"/api/units/{LittleDistrict.EastCode}/closing", new { from = "2000-01-01" }, Role.SystemAdministrator),
        new(HttpMethod.Delete, $"/api/units/{LittleDistrict.EastCode}/closing", null, Role.SystemAdministrator),
        new(HttpMethod.Post, "/api/accounts", new { name = "", displayName = "", unit = LittleDistrict.EastCode }, Role.SystemAdministrator),
        new(HttpMethod.Get, $"/api/accounts/{target.Id.Value}", null, Role.SystemAdministrator),
        new(HttpMethod.Delete, $"/api/accounts/{target.Id.Value}/disabling", null, Role.SystemAdministrator),
        new(HttpMethod.Delete, $"/api/accounts/{target.Id.Value}/sessions", null, Role.SystemAdministrator),
        new(HttpMethod.Post, "/api/role-grants", new { account = target.Id.Value, role = "Clerk", unit = LittleDistrict.EastCode }, Role.SecurityAdministrator),
        new(HttpMethod.Post, "/api/keys", new { partner = "", door = "Open311", unit = LittleDistrict.EastCode }, Role.SecurityAdministrator),
    ];

    private static async Task<HttpResponseMessage> Send(HttpClient client, Act act)
    {
        using var request = new HttpRequestMessage(act.Method, new Uri(act.Address, UriKind.Relative));
        if (act.Body is not null) request.Content = JsonContent.Create(act.Body);
        return await client.SendAsync(request);
    }
}
