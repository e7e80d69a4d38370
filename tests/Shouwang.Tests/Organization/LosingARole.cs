using System.Net;

namespace Shouwang.Organization;

public sealed class LosingARole
{
    [DatabaseTheory]
    public async Task It_is_gone_with_the_next_request(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var before = await Rights(house, clerk);
        await house.Dismiss(clerk);
        var after = await Rights(house, clerk);
        Assert.True(before.MayAnywhere(OrganizationAccess.SeeUnits));
        Assert.False(after.MayAnywhere(OrganizationAccess.SeeUnits));
    }

    [DatabaseTheory]
    public async Task A_role_granted_until_a_time_is_over_at_that_time(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var until = house.Clock.GetUtcNow().AddHours(1);
        var extra = RoleGrant.Grant(house.Ids.New<RoleGrantId>(), clerk.Id, Role.SystemAdministrator, house.District.Pine, house.Clock.GetUtcNow(), until, Actor.System).Value;
        await house.Write(db => db.Add(extra));
        Assert.True((await Rights(house, clerk)).MayAnywhere(OrganizationAccess.ManageUnits));
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False((await Rights(house, clerk)).MayAnywhere(OrganizationAccess.ManageUnits));
    }

    [DatabaseTheory]
    public async Task An_ended_session_opens_no_page(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var client = await house.LogIn(clerk);
        Assert.Equal(HttpStatusCode.OK, await Status(client, "/units"));
        await house.Run<Sessions, int>(clerk, sessions => sessions.End(clerk.Id.Value, null, default));
        Assert.Equal(HttpStatusCode.Redirect, await Status(client, "/units"));
    }

    [DatabaseTheory]
    public async Task An_open_page_hears_of_it_within_five_seconds(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        using var page = await OpenLive(house, clerk);
        Assert.Equal("event: ping", await page.NextButNews());
        await house.Dismiss(clerk);
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("event: end", await page.NextButNews());
    }

    [DatabaseTheory]
    public async Task An_open_page_ends_within_five_seconds_of_a_disabled_account_and_of_a_reset_password(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var keeper = await house.Hire(Role.SystemAdministrator, house.District.Center);
        var (disabled, reset) = (await house.Hire(Role.Clerk, house.District.Pine), await house.Hire(Role.Clerk, house.District.Pine));
        using var first = await OpenLive(house, disabled);
        using var second = await OpenLive(house, reset);
        Assert.Equal("event: ping", await first.NextButNews());
        Assert.Equal("event: ping", await second.NextButNews());
        Assert.True((await house.Run<DisableAccount, Foundation.Result<Done>>(keeper, use => use.Run(disabled.Id.Value, disabled: true, default))).IsOk);
        Assert.True((await house.Run<ResetPassword, Foundation.Result<OpenedAccount>>(keeper, use => use.Run(reset.Id.Value, default))).IsOk);
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("event: end", await first.NextButNews());
        Assert.Equal("event: end", await second.NextButNews());
    }

    [DatabaseTheory]
    public async Task An_open_page_with_its_role_goes_on(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        using var page = await OpenLive(house, await house.Hire(Role.Clerk, house.District.Pine));
        Assert.Equal("event: ping", await page.NextButNews());
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("event: ping", await page.NextButNews());
    }

    [DatabaseTheory]
    public async Task An_open_page_hears_only_of_its_own_reach(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        using var page = await OpenLive(house, await house.Hire(Role.Clerk, house.District.East));
        Assert.Equal("event: ping", await page.NextButNews());
        await Rename(house, LittleDistrict.HillCode);
        await Rename(house, LittleDistrict.PineCode);
        string news;
        do
        {
            Assert.Equal("event: change", await page.NextEvent());
            news = await page.Data();
            Assert.DoesNotContain(house.District.Hill.Id.Value.ToString(), news, StringComparison.Ordinal);
        }
        while (!news.Contains(house.District.Pine.Id.Value.ToString(), StringComparison.Ordinal)); // the clerk's own hiring may still be news
    }

    private static Task<Rights> Rights(TestHouse house, Employee employee) =>
        house.Run<Callers, Rights>((Caller?)null, async callers => (await callers.Staff(employee.Id.Value, null, default))!.Rights);

    private static async Task<HttpStatusCode> Status(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    private static Task<int> Rename(TestHouse house, string code) => house.Run<ShouwangDb, int>((Caller?)null, async db =>
    {
        _ = (await db.Units().FirstAsync(unit => unit.Code == code)).Rename("新名字").Value;
        return await db.SaveChangesAsync();
    });

    private static async Task<LivePage> OpenLive(TestHouse house, Employee employee)
    {
        var client = await house.LogIn(employee);
        return new LivePage(new StreamReader(await client.GetStreamAsync(new Uri("/live", UriKind.Relative))));
    }

    private sealed class LivePage(StreamReader stream) : IDisposable
    {
        // Generous: it ends a test that hangs, it measures nothing.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        public Task<string?> NextEvent() => Line("event: ");

        /// <summary>The next event that is not news: the hiring of whoever looks, say, may be told late.</summary>
        public async Task<string?> NextButNews()
        {
            var heard = await NextEvent();
            while (heard == "event: change") heard = await NextEvent();
            return heard;
        }

        public async Task<string> Data() => (await Line("data: "))!;

        public void Dispose() => stream.Dispose();

        private async Task<string?> Line(string beginning)
        {
            while (await stream.ReadLineAsync().WaitAsync(Patience) is { } line)
                if (line.StartsWith(beginning, StringComparison.Ordinal)) return line;
            return null;
        }
    }
}
