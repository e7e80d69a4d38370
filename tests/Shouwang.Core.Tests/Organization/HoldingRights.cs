namespace Shouwang.Organization;

public sealed class HoldingRights
{
    private static readonly DateTimeOffset Now = new FakeClock().GetUtcNow();
    private static readonly Permission Read = new("test.things.read", "读"), Write = new("test.things.write", "写");
    private static readonly AccessRule[] Rules = [new(Role.Clerk, Read), new(Role.Dispatcher, Read), new(Role.Dispatcher, Write)];

    [Fact]
    public void What_no_rule_states_is_denied()
    {
        var clerk = new Rights([new(Role.Clerk, "/1/", null)], Rules, Now);
        Assert.True(clerk.May(Read, "/1/4/"));
        Assert.False(clerk.May(Write, "/1/4/"));
        Assert.False(Rights.None.MayAnywhere(Read));
    }

    [Fact]
    public void A_role_reaches_down_and_not_up_nor_sideways()
    {
        var clerk = new Rights([new(Role.Clerk, "/1/4/", null)], Rules, Now);
        Assert.True(clerk.May(Read, "/1/4/") && clerk.May(Read, "/1/4/9/"));
        Assert.False(clerk.May(Read, "/1/") || clerk.May(Read, "/1/5/") || clerk.May(Read, "/1/44/"));
    }

    [Fact]
    public void A_grant_is_over_at_its_end_and_not_before()
    {
        Assert.True(new Rights([new(Role.Clerk, "/1/", Now.AddTicks(1))], Rules, Now).MayAnywhere(Read));
        Assert.False(new Rights([new(Role.Clerk, "/1/", Now)], Rules, Now).MayAnywhere(Read));
    }

    [Fact]
    public void A_path_inside_another_adds_nothing_to_the_reach() =>
        Assert.Equal(["/1/4/", "/1/5/"], Reach.Of(["/1/4/9/", "/1/5/", "/1/4/", "/1/4/"]).Paths);

    [Fact]
    public void Looking_at_one_unit_narrows_and_never_widens()
    {
        var reach = Reach.Of(["/1/4/", "/1/5/7/"]);
        Assert.Equal(["/1/4/2/"], reach.Within("/1/4/2/").Paths);
        Assert.Equal(["/1/5/7/"], reach.Within("/1/5/").Paths);
        Assert.True(reach.Within("/1/6/").IsNowhere);
    }

    [Fact]
    public void No_role_both_manages_accounts_and_grants_roles_or_reads_the_ledger()
    {
        Role[] Holders(Permission permission) => [.. OrganizationAccess.Rules.Where(rule => rule.Permission == permission).Select(rule => rule.Role)];
        var posts = new[] { Holders(OrganizationAccess.ManageAccounts), Holders(OrganizationAccess.GrantRoles), Holders(OrganizationAccess.ReadFacts) };
        Assert.All(posts, post => Assert.NotEmpty(post));
        Assert.Equal(posts.Sum(post => post.Length), posts.SelectMany(post => post).Distinct().Count());
    }

    [Fact]
    public void Nobody_grants_himself_a_role()
    {
        var district = new LittleDistrict(SeededIds.From(1, new FakeClock()), new FakeClock().Today);
        var (me, id) = (new AccountId(Guid.CreateVersion7()), new RoleGrantId(Guid.CreateVersion7()));
        var refused = RoleGrant.Grant(id, me, Role.Leader, district.Center, Now, null, new Actor(ActorKind.Staff, me.Value));
        Assert.Equal("organization.grant.to-oneself", refused.Refusal!.Code);
    }
}
