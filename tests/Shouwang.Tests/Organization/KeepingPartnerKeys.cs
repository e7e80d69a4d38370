using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Shouwang.Organization;

/// <summary>伙伴密钥: made and revoked by the security administrator, shown once, kept as a hash.</summary>
public sealed partial class KeepingPartnerKeys
{
    [DatabaseTheory]
    public async Task A_key_is_shown_once_and_the_database_holds_only_its_hash(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var security = await house.LogInAs(Role.SecurityAdministrator, house.District.Center);
        using var page = await security.Submit("/keys/new", "form.card", ("partner", "12345热线"), ("door", "Open311"), ("unit", LittleDistrict.EastCode), ("lastDay", ""));
        var key = Shown().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        Assert.Equal(32, key.Length);
        var kept = await house.Read(db => db.PartnerKeys().AsNoTracking().SingleAsync());
        Assert.Equal((key[..6], PartnerKeys.Hash(house.Cipher, key)), (kept.Beginning, kept.KeyHash));
        Assert.DoesNotContain(key, await security.GetStringAsync(new Uri("/keys", UriKind.Relative)), StringComparison.Ordinal);
        Assert.DoesNotContain(key, await security.GetStringAsync(new Uri("/api/keys", UriKind.Relative)), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task A_key_is_revoked_on_the_page_and_stays_on_the_list(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var security = await house.LogInAs(Role.SecurityAdministrator, house.District.Center);
        var made = await Make(security, LittleDistrict.EastCode);
        using var revoked = await security.Submit("/keys", $"form[action$='{made.GetProperty("id").GetGuid()}/revocation']");
        Assert.Equal("/keys?revoked=1", revoked.Headers.Location!.ToString());
        var page = await security.GetStringAsync(new Uri("/keys", UriKind.Relative));
        Assert.Contains("已吊销", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/revocation", page, StringComparison.Ordinal);
        using var again = await security.DeleteAsync(new Uri($"/api/keys/{made.GetProperty("id").GetGuid()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [DatabaseTheory]
    public async Task Nobody_keeps_keys_of_units_outside_his_reach(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var made = await Make(await house.LogInAs(Role.SecurityAdministrator, house.District.Center), LittleDistrict.EastCode);
        var west = await house.LogInAs(Role.SecurityAdministrator, house.District.West);
        Assert.Equal("[]", await west.GetStringAsync(new Uri("/api/keys", UriKind.Relative)));
        using var revoked = await west.DeleteAsync(new Uri($"/api/keys/{made.GetProperty("id").GetGuid()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, revoked.StatusCode);
        using var foreign = await west.PostAsJsonAsync(new Uri("/api/keys", UriKind.Relative), new { partner = "热线", unit = LittleDistrict.EastCode, door = "Open311" });
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [DatabaseTheory]
    public async Task The_page_names_every_fault_at_its_field_and_loses_nothing(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var security = await house.LogInAs(Role.SecurityAdministrator, house.District.Center);
        using var page = await security.Submit("/keys/new", "form.card", ("partner", "12345热线"), ("door", "Open311"), ("unit", LittleDistrict.EastCode), ("lastDay", "2020-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("lastDay-error", text, StringComparison.Ordinal);
        Assert.Contains("value=\"12345热线\"", text, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task At_the_server_a_key_is_made_by_a_verb_and_opens_the_door(Engine engine)
    {
        await using var town = await Dispatch.PartnersTown.On(engine);
        var where = town.House.Where;
        var (exit, said, complained) = await ShouwangProcess.Verb(["key", "create", "--partner", "12345热线", "--unit", LittleDistrict.CenterCode, "--for", "open311", "--until", "2099-12-31", .. where]);
        Assert.True(exit == 0, complained);
        await town.Place(new(town.Request) { ["api_key"] = said.Split('\n')[0].Trim() });
        var (failed, _, why) = await ShouwangProcess.Verb(["key", "create", "--partner", "热线", "--unit", "no-such", "--for", "open311", .. where]);
        Assert.Equal(1, failed);
        Assert.Contains("no-such", why, StringComparison.Ordinal);
        var (wrong, _, day) = await ShouwangProcess.Verb(["key", "create", "--partner", "热线", "--unit", LittleDistrict.CenterCode, "--for", "open311", "--until", "tomorrow", .. where]);
        Assert.Equal(1, wrong);
        Assert.Contains("tomorrow", day, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Make(HttpClient client, string unit)
    {
        using var answer = await client.PostAsJsonAsync(new Uri("/api/keys", UriKind.Relative), new { partner = "12345热线", unit, door = "Open311" });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    [GeneratedRegex("<span class=\"code-value\"[^>]*>([A-Z0-9]+)</span>")]
    private static partial Regex Shown();
}
