using System.Net;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class KeepingTheRoll
{
    [DatabaseTheory]
    public async Task Staff_see_those_of_their_own_subtree_and_nobody_else(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        foreach (var unit in new[] { house.District.Pine, house.District.River, house.District.Hill }) await house.Enlist("样例", unit);
        Assert.Equal(1, await Seen(house, await house.Hire(Role.Clerk, house.District.Pine)));
        Assert.Equal(2, await Seen(house, await house.Hire(Role.Clerk, house.District.East)));
        Assert.Equal(3, await Seen(house, await house.Hire(Role.Leader, house.District.Center)));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await house.LogInAs(Role.SecurityAdministrator, house.District.Center)).GetAsync(new Uri("/api/volunteers", UriKind.Relative))).StatusCode);
        var hill = await house.Read(db => db.Volunteers().Where(v => v.UnitId == house.District.Hill.Id).Select(v => v.Number).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await (await house.LogInAs(Role.Clerk, house.District.Pine)).GetAsync(new Uri("/volunteers/" + hill, UriKind.Relative))).StatusCode);
    }

    [DatabaseTheory]
    public async Task A_phone_is_found_only_as_a_whole_and_never_stands_in_an_address(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await house.Enlist("刘芳", house.District.Pine);
        await house.Enlist("赵磊", house.District.Pine);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        Assert.Equal(["刘芳"], await Found(clerk, "139 0000 0001"));
        Assert.Equal(["刘芳"], await Found(clerk, "刘"));
        Assert.Empty(await Found(clerk, "1390000"));
        var page = await clerk.Page("/volunteers");
        Assert.Equal("post", page.QuerySelector("form:has(#q)")!.GetAttribute("method"));
        Assert.DoesNotContain("13900000001", page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("139****0001", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task A_phone_is_shown_for_a_reason_and_the_reason_is_a_fact(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await house.Enlist("刘芳", house.District.Pine);
        var number = await house.Read(db => db.Volunteers().Select(v => v.Number).SingleAsync());
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        Assert.Equal("reason", (await Reveal(house, clerk, number, "  ")).Refusal?.Field);
        Assert.Equal("reason", (await Reveal(house, clerk, number, new string('长', 101))).Refusal?.Field);
        Assert.Equal(0, await house.Read(db => db.Facts().CountAsync(fact => fact.Type == "volunteers.phone.revealed")));
        Assert.Equal("13900000001", (await Reveal(house, clerk, number, "通知集合时间")).Value);
        var fact = await house.Read(db => db.Facts().SingleAsync(fact => fact.Type == "volunteers.phone.revealed"));
        Assert.Equal(clerk.Id.Value, fact.ActorId);
        Assert.DoesNotContain("13900000001", fact.Payload, StringComparison.Ordinal);
        Assert.False((await Reveal(house, await house.Hire(Role.Leader, house.District.Center), number, "看看")).IsOk);
    }

    [DatabaseTheory]
    public async Task A_sign_up_is_answered_on_the_page_and_the_person_is_told_why_not(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (yes, no) = (await Apply(house, "13800000001"), await Apply(house, "13800000002"));
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        Assert.Contains("2 人报名后还没有答复", (await clerk.Page("/volunteers")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.Submit("/volunteers/" + yes, "#act", ("act", "approve"))).StatusCode);
        using var empty = await clerk.Submit("/volunteers/" + no, "#act", ("act", "decline"), ("reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.Submit("/volunteers/" + no, "#act", ("act", "decline"), ("reason", "请先联系居住地社区"))).StatusCode);
        Assert.Equal([VolunteerState.Active, VolunteerState.Declined], await house.Read(db => db.Volunteers().OrderBy(v => v.SignedUpAt).Select(v => v.State).ToListAsync()));
        using var twice = await clerk.Submit("/volunteers/" + yes, "#act", ("act", "approve"));
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [DatabaseTheory]
    public async Task Whoever_leaves_hands_back_what_he_took_first_and_is_on_no_roll_any_more(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("刘芳", house.District.Pine);
        var number = await house.Read(db => db.Volunteers().Select(v => v.Number).SingleAsync());
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        _ = (await house.Run<MakeTeam, Result<Guid>>(clerk, use => use.Run(LittleDistrict.PineCode, null, "助老队", TeamKind.Team, [], number, default))).Value;
        var now = house.Clock.GetUtcNow();
        await house.Write(db => db.Add(new Booking(house.Ids.New<BookingId>(), me, new Period(now.AddHours(1), now.AddHours(2)), 30, "order", house.Ids.NewGuid())));

        Assert.Equal("volunteers.volunteer.still-booked", (await Become(house, clerk, number, VolunteerState.Left)).Refusal?.Code);
        Assert.True((await Become(house, clerk, number, VolunteerState.Paused)).IsOk);
        house.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True((await Become(house, clerk, number, VolunteerState.Left)).IsOk);
        Assert.Equal(0, await house.Read(db => db.TeamMembers().CountAsync(member => member.Until == null)));
        Assert.Null((await house.Read(db => db.Teams().SingleAsync())).LeaderId);
    }

    [DatabaseTheory]
    public async Task Changes_on_behalf_of_a_volunteer_say_so_and_name_what_is_wrong(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await house.Enlist("刘芳", house.District.Pine);
        var number = await house.Read(db => db.Volunteers().Select(v => v.Number).SingleAsync());
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var wrong = await Change(house, clerk, number, new ProfileRequest { Gender = "Robot", Windows = ["Monday 12:00-08:00", "someday"] });
        Assert.Equal(["windows", "windows", "gender"], wrong.Refusals.Select(refusal => refusal.Field));
        Assert.Equal("skills", (await Change(house, clerk, number, new ProfileRequest { Skills = ["flying"] })).Refusal?.Field);
        Assert.True((await Change(house, clerk, number, new ProfileRequest { Skills = ["haircut"], Windows = ["Monday 08:00-12:00"] })).IsOk);
        var fact = await house.Read(db => db.Facts().SingleAsync(fact => fact.Type == "volunteers.volunteer.changed"));
        Assert.Equal((clerk.Id.Value, "volunteer"), (fact.ActorId, fact.OnBehalfOf));
        Assert.Equal("刘芳", (await house.Read(db => db.Volunteers().SingleAsync())).Name);
    }

    [DatabaseTheory]
    public async Task What_leaves_the_house_is_masked(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await house.Enlist("刘芳", house.District.Pine);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        var csv = await clerk.GetStringAsync(new Uri("/volunteers/export.csv", UriKind.Relative));
        Assert.Contains("刘**", csv, StringComparison.Ordinal);
        Assert.Contains("139****0001", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("刘芳", csv, StringComparison.Ordinal);
        using var book = await clerk.GetAsync(new Uri("/volunteers/export.xlsx", UriKind.Relative));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await house.LogInAs(Role.Dispatcher, house.District.Pine)).GetAsync(new Uri("/volunteers/export.csv", UriKind.Relative))).StatusCode);
    }

    private static async Task<int> Seen(TestHouse house, Employee employee) => (await (await house.LogIn(employee)).GetFromJsonAsync<Lines>(new Uri("/api/volunteers", UriKind.Relative)))!.Total;

    private static async Task<IEnumerable<string>> Found(HttpClient clerk, string words)
    {
        using var answer = await clerk.PostAsJsonAsync(new Uri("/api/volunteers/find", UriKind.Relative), new { words });
        return (await answer.Content.ReadFromJsonAsync<Lines>())!.Items.Select(line => line.Name);
    }

    private static Task<Result<string>> Reveal(TestHouse house, Employee who, string number, string reason) => house.Run<RevealPhone, Result<string>>(who, use => use.Run(number, reason, default));

    private static Task<Result<VolunteerState>> Become(TestHouse house, Employee who, string number, VolunteerState state) => house.Run<ChangeVolunteerState, Result<VolunteerState>>(who, use => use.Run(number, state, default));

    private static Task<Result<Done>> Change(TestHouse house, Employee who, string number, ProfileRequest request) => house.Run<ChangeVolunteer, Result<Done>>(who, use => use.Run(number, request, default));

    private static async Task<string> Apply(TestHouse house, string phone)
    {
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var request = new SignUpRequest { Name = "报名的人", Phone = phone, Unit = LittleDistrict.PineCode, When = "any", Consent = "on" };
        return (await house.Run<SignUp, Result<SignedUp>>((Caller?)null, use => use.Run(request, byStaff: false, default))).Value.Number;
    }

    private sealed record Line(string Name);

    private sealed record Lines([property: System.Text.Json.Serialization.JsonPropertyName("lines")] IReadOnlyList<Line> Items, int Total);
}
