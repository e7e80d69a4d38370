using System.Net;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class KeepingTeams
{
    [DatabaseTheory]
    public async Task A_squad_is_made_on_one_page_with_its_people_and_leader(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var numbers = await Enlist(house, 4);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        var page = await clerk.Page("/teams/new?kind=Squad");
        var fields = new (string, string)[] { ("members", numbers[0]), ("members", numbers[1]), ("leader", numbers[2]), ("unit", LittleDistrict.PineCode) };
        Assert.NotNull(page.QuerySelector("form.card input[name=name]")!.GetAttribute("value"));
        using var made = await clerk.Submit("/teams/new?kind=Squad", "form.card", fields);
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        Assert.Equal((TeamKind.Squad, 3), (await house.Read(db => db.Teams().Select(team => team.Kind).SingleAsync()), await house.Read(db => db.TeamMembers().CountAsync())));
        var team = await clerk.Page(made.Headers.Location!.OriginalString);
        Assert.Equal(3, team.QuerySelectorAll("li[data-row]").Length);
        Assert.Equal(4, numbers.Count);
    }

    [DatabaseTheory]
    public async Task The_same_person_joins_once_however_often_he_is_put_on_the_roll(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var number = (await Enlist(house, 1))[0];
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var id = await Make(house, clerk);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => house.Run<JoinTeam, Result<int>>(clerk, use => use.Run(id, [number], default)))));
        Assert.Equal(1, answers.Sum(answer => answer.Value));
        Assert.Equal(1, await house.Read(db => db.TeamMembers().CountAsync()));
    }

    [DatabaseTheory]
    public async Task Unknown_numbers_and_people_of_other_units_are_named_and_nobody_joins(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var mine = (await Enlist(house, 1))[0];
        await house.Enlist("别处的人", house.District.Hill);
        var other = await house.Read(db => db.Volunteers().Where(v => v.UnitId == house.District.Hill.Id).Select(v => v.Number).SingleAsync());
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var id = await Make(house, clerk);
        var answer = await house.Run<JoinTeam, Result<int>>(clerk, use => use.Run(id, [mine, other, "SW0"], default));
        Assert.Equal(("volunteers.team.people-unknown", $"{other}、SW0"), (answer.Refusal?.Code, answer.Refusal?.Facts["numbers"]));
        Assert.Equal(0, await house.Read(db => db.TeamMembers().CountAsync()));
    }

    [DatabaseTheory]
    public async Task A_leader_is_on_the_roll(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var number = (await Enlist(house, 1))[0];
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var id = await Make(house, clerk);
        Assert.Equal("leader", (await Change(house, clerk, id, number)).Refusal?.Field);
        _ = (await house.Run<JoinTeam, Result<int>>(clerk, use => use.Run(id, [number], default))).Value;
        Assert.True((await Change(house, clerk, id, number)).IsOk);
        _ = (await house.Run<LeaveTeam, Result<Done>>(clerk, use => use.Run(id, number, default))).Value;
        Assert.Null((await house.Read(db => db.Teams().SingleAsync())).LeaderId);
    }

    [DatabaseTheory]
    public async Task A_team_of_another_street_does_not_exist_for_the_clerk(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var id = await Make(house, await house.Hire(Role.Clerk, house.District.Hill), LittleDistrict.HillCode);
        var stranger = await house.Hire(Role.Clerk, house.District.Pine);
        Assert.Equal("volunteers.team.unknown", (await Change(house, stranger, id, null)).Refusal?.Code);
        Assert.Equal(HttpStatusCode.NotFound, (await (await house.LogIn(stranger)).GetAsync(new Uri($"/teams/{id}", UriKind.Relative))).StatusCode);
        Assert.False((await house.Run<MakeTeam, Result<Guid>>(stranger, use => use.Run(LittleDistrict.HillCode, null, "越界队", TeamKind.Team, [], null, default))).IsOk);
    }

    [DatabaseTheory]
    public async Task Teams_stand_in_the_order_of_their_tree_and_dissolved_ones_only_on_request(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var corps = await Make(house, clerk, name: "总队", kind: TeamKind.Corps);
        var branch = await Make(house, clerk, name: "支队", kind: TeamKind.Branch, parent: corps);
        _ = await Make(house, clerk, name: "小队", parent: branch);
        Assert.Equal([("总队", 0), ("支队", 1), ("小队", 2)], (await Lines(house, clerk, false)).Select(line => (line.Name, line.Depth)));
        _ = (await house.Run<DissolveTeam, Result<Done>>(clerk, use => use.Run(branch, default))).Value;
        Assert.Equal(["总队", "小队"], (await Lines(house, clerk, false)).Select(line => line.Name));
        Assert.Equal(3, (await Lines(house, clerk, true)).Count);
    }

    private static async Task<IReadOnlyList<string>> Enlist(TestHouse house, int count)
    {
        for (var i = 0; i < count; i++) await house.Enlist("样例", house.District.Pine);
        return await house.Read(db => db.Volunteers().OrderBy(v => v.Number).Select(v => v.Number).ToListAsync());
    }

    private static async Task<Guid> Make(TestHouse house, Employee clerk, string unit = LittleDistrict.PineCode, string name = "助老队", TeamKind kind = TeamKind.Team, Guid? parent = null) =>
        (await house.Run<MakeTeam, Result<Guid>>(clerk, use => use.Run(unit, parent, name, kind, [], null, default))).Value;

    private static Task<Result<Done>> Change(TestHouse house, Employee clerk, Guid id, string? leader) => house.Run<ChangeTeam, Result<Done>>(clerk, use => use.Run(id, "新名字", leader, default));

    private static Task<IReadOnlyList<TeamLine>> Lines(TestHouse house, Employee clerk, bool dissolved) => house.Run<TeamBoard, IReadOnlyList<TeamLine>>(clerk, board => board.Run(null, dissolved, default));
}
