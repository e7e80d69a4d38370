using System.Net;
using System.Net.Http.Headers;

namespace Shouwang.Organization;

public sealed class LoggingIn
{
    private const string Password = "Kai-Hua-2022";
    private static readonly Doorstep Door = new("192.0.2.1", null);

    [DatabaseTheory]
    public async Task A_one_time_password_opens_nothing_until_it_is_changed(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var opened = await Open(house);
        var client = await LogIn(house, opened.Name, opened.OneTimePassword);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri("/api/units", UriKind.Relative))).StatusCode);
        Assert.Equal("/password", (await client.GetAsync(new Uri("/units", UriKind.Relative))).Headers.Location!.OriginalString);

        var changed = await client.PutAsJsonAsync(new Uri("/api/password", UriKind.Relative), new { old = opened.OneTimePassword, fresh = Password });
        var fresh = (await changed.Content.ReadFromJsonAsync<LoggedIn>())!;
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(house, client.DefaultRequestHeaders.Authorization!.Parameter!));
        Assert.Equal(HttpStatusCode.OK, await Status(house, fresh.Token));
    }

    [DatabaseTheory]
    public async Task Wrong_name_and_wrong_password_get_the_same_answer(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var opened = await Open(house);
        var (noName, noPassword) = (await Try(house, "nobody", "x"), await Try(house, opened.Name, "x"));
        Assert.Equal("organization.log-in.wrong", noName.Refusal!.Code);
        Assert.Equal(noName.Refusal.ToString(), noPassword.Refusal!.ToString());
    }

    [DatabaseTheory]
    public async Task After_five_wrong_passwords_not_even_the_right_one_is_looked_at_and_the_ledger_tells(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var opened = await Open(house);
        for (var i = 0; i < LogInRules.MostWrong; i++) await Try(house, opened.Name, "wrong");
        Assert.False((await Try(house, opened.Name, opened.OneTimePassword)).IsOk);
        Assert.Equal(1, await house.Read(db => db.Facts().CountAsync(fact => fact.Type == "organization.log-in.locked")));

        house.Clock.Advance(LogInRules.OneDoor.First);
        Assert.True((await Try(house, opened.Name, opened.OneTimePassword)).IsOk);
    }

    [DatabaseTheory]
    public async Task Guesses_sent_all_at_once_lock_it_as_well(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var opened = await Open(house);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Try(house, opened.Name, "wrong")));
        Assert.False((await Try(house, opened.Name, opened.OneTimePassword)).IsOk);
    }

    [DatabaseTheory]
    public async Task Logging_out_ends_the_session_and_no_fact_holds_a_name(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var opened = await Open(house);
        var client = await LogIn(house, opened.Name, opened.OneTimePassword);
        Assert.Equal(HttpStatusCode.OK, (await client.DeleteAsync(new Uri("/api/sessions/current", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(house, client.DefaultRequestHeaders.Authorization!.Parameter!));
        var facts = await house.Read(db => db.Facts().ToListAsync());
        Assert.Contains(facts, fact => fact.Type == "organization.log-in.done");
        Assert.Contains(facts, fact => fact.Type == "organization.log-out.done");
        Assert.DoesNotContain(facts, fact => fact.Payload.Contains(opened.Name, StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task The_page_logs_in_and_goes_where_one_wanted_to_go_but_not_to_another_site(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var opened = await Open(house);
        await house.Write(db => { });
        await house.Run<ShouwangDb, int>((Caller?)null, db => db.Accounts().ExecuteUpdateAsync(set => set.SetProperty(a => a.MustChangePassword, false)));
        foreach (var (back, goal) in new[] { ("/units", "/units"), ("//evil.example", "/console"), ("https://evil.example", "/console"), ("/\\evil.example", "/console") })
        {
            using var answer = await house.Visitor().Submit("/log-in?back=" + Uri.EscapeDataString(back), "form[data-once]", ("name", opened.Name), ("password", opened.OneTimePassword));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal(goal, answer.Headers.Location!.OriginalString);
        }
    }

    [DatabaseTheory]
    public async Task A_wrong_password_shows_the_form_again_with_the_name(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        using var answer = await house.Visitor().Submit("/log-in", "form[data-once]", ("name", "wangmin"), ("password", "wrong"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Document();
        Assert.NotNull(page.QuerySelector("[data-error-summary]"));
        Assert.Equal("wangmin", page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("#password")!.GetAttribute("value"));
    }

    private static async Task<OpenedAccount> Open(TestHouse house)
    {
        var keeper = await house.Hire(Role.SystemAdministrator, house.District.Center);
        var opened = (await house.Run<OpenAccount, Foundation.Result<OpenedAccount>>(keeper, use => use.Run("wangmin", "王敏", LittleDistrict.EastCode, default))).Value;
        var granter = await house.Hire(Role.SecurityAdministrator, house.District.Center);
        Assert.True((await house.Run<GrantRole, Foundation.Result<GrantOutcome>>(granter, use => use.Run(new WantedGrant(opened.Id, Role.Clerk, LittleDistrict.EastCode, null), null, default))).IsOk);
        return opened;
    }

    private static Task<Foundation.Result<LoggedIn>> Try(TestHouse house, string name, string password, Doorstep? door = null) =>
        house.Run<LogIn, Foundation.Result<LoggedIn>>((Caller?)null, use => use.Run(name, password, door ?? Door, default));

    private static async Task<HttpClient> LogIn(TestHouse house, string name, string password)
    {
        var client = house.Visitor();
        var answer = await client.PostAsJsonAsync(new Uri("/api/sessions", UriKind.Relative), new { name, password });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<LoggedIn>())!.Token);
        return client;
    }

    // 401 stands for a refused challenge, whatever status the house gives it.
    private static async Task<HttpStatusCode> Status(TestHouse house, string token)
    {
        var client = house.Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(new Uri("/api/units", UriKind.Relative));
        return answer.IsSuccessStatusCode ? answer.StatusCode : HttpStatusCode.Unauthorized;
    }
}
