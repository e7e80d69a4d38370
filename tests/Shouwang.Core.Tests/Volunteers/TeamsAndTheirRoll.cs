namespace Shouwang.Volunteers;

public sealed class TeamsAndTheirRoll
{
    [Fact]
    public void A_team_under_a_team_is_found_by_the_beginning_of_its_path()
    {
        var corps = Somebody.Team();
        var (branch, squad) = (Somebody.Team(corps), Somebody.Team(Somebody.Team(corps)));
        Assert.StartsWith(corps.TeamPath, branch.TeamPath, StringComparison.Ordinal);
        Assert.StartsWith(corps.TeamPath, squad.TeamPath, StringComparison.Ordinal);
        Assert.False(squad.TeamPath.StartsWith(branch.TeamPath, StringComparison.Ordinal));
        Assert.Equal(corps.Id, branch.ParentId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一")]
    public void A_team_has_a_name_that_fits(string name) => Assert.Equal("volunteers.team.name", Somebody.Team().Change(name, null).Refusal?.Code);

    [Fact]
    public void A_dissolved_team_takes_nobody_changes_nothing_and_has_no_teams_below()
    {
        var team = Somebody.Team();
        Assert.True(team.Dissolve(Somebody.Monday(10)).IsOk);
        Assert.Equal("volunteers.team.dissolved", team.Join(Somebody.Another(), Somebody.Monday(11)).Refusal?.Code);
        Assert.Equal("volunteers.team.dissolved", team.Change("别的名字", null).Refusal?.Code);
        Assert.Equal("volunteers.team.dissolved", team.Dissolve(Somebody.Monday(11)).Refusal?.Code);
        Assert.Equal("parent", Team.Make(new TeamId(Guid.Empty), Somebody.District.Pine, team, "分队", TeamKind.Squad, null, Somebody.Monday(11)).Refusal?.Field);
    }

    [Fact]
    public void A_leader_who_leaves_the_roll_leads_no_more()
    {
        var (team, leader, other) = (Somebody.Team(), Somebody.Another(), Somebody.Another());
        var (first, second) = (team.Join(leader, Somebody.Monday(9)).Value, team.Join(other, Somebody.Monday(9)).Value);
        _ = team.Change("助老队", leader).Value;
        Assert.True(team.Leave(second, Somebody.Monday(10)).IsOk);
        Assert.Equal(leader, team.LeaderId);
        Assert.True(team.Leave(first, Somebody.Monday(11)).IsOk);
        Assert.Null(team.LeaderId);
        Assert.Equal(Somebody.Monday(11), first.Until);
        Assert.Equal("volunteers.team.not-a-member", team.Leave(first, Somebody.Monday(12)).Refusal?.Code);
    }
}
