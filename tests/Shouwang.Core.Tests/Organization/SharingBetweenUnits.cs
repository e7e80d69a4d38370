namespace Shouwang.Organization;

/// <summary>共享: who may propose, who answers, when it counts.</summary>
public sealed class SharingBetweenUnits
{
    private static readonly FakeClock Clock = new();
    private static readonly LittleDistrict District = new(SeededIds.From(1, Clock), Clock.Today);
    private static readonly DateTimeOffset Now = Clock.GetUtcNow();
    private static readonly ShareRule[] Rules = [new(RandomScope.See, SharedThing.Orders, ShareTier.View)];

    private static Result<UnitShare> Propose((bool, bool) speaksFor, Unit? from = null, Unit? to = null, SharedThing thing = SharedThing.Orders, ShareTier tier = ShareTier.View, string? why = "汛期互助", DateTimeOffset? until = null) =>
        UnitShare.Propose(new UnitShareId(Guid.Empty), (from ?? District.East, to ?? District.West), (thing, tier), why, speaksFor, Now, until);

    [Fact]
    public void What_is_asked_or_offered_counts_only_once_the_other_side_accepts()
    {
        foreach (var (side, state) in new[] { ((false, true), ShareState.Asked), ((true, false), ShareState.Offered) })
        {
            var share = Propose(side).Value;
            Assert.Equal((state, false, true), (share.State, share.IsInForce(Now), share.IsPending(Now)));
            Assert.True(share.Answer(accept: true, Now).IsOk);
            Assert.True(share.IsInForce(Now));
            Assert.Equal("organization.share.not-pending", share.Answer(accept: false, Now).Refusal?.Code);
        }
        Assert.True(Propose((true, true)).Value.IsInForce(Now));
    }

    [Fact]
    public void A_refused_or_ended_one_gives_nothing_any_more()
    {
        var (refused, ended) = (Propose((true, false)).Value, Propose((true, true)).Value);
        Assert.True(refused.Answer(accept: false, Now).IsOk);
        Assert.True(ended.End(Now).IsOk);
        Assert.Equal((false, ShareState.Refused, false, ShareState.Ended), (refused.IsInForce(Now), refused.State, ended.IsInForce(Now), ended.State));
        Assert.Equal("organization.share.over", ended.End(Now).Refusal?.Code);
    }

    [Fact]
    public void It_is_over_at_the_instant_named_and_not_before()
    {
        var share = Propose((true, true), until: Now.AddDays(1)).Value;
        Assert.Equal((true, false), (share.IsInForce(Now.AddDays(1).AddTicks(-1)), share.IsInForce(Now.AddDays(1))));
        Assert.Equal((true, false), (share.Held(Rules).IsInForce(Now.AddDays(1).AddTicks(-1)), share.Held(Rules).IsInForce(Now.AddDays(1))));
        share.Expire(Now.AddHours(1));
        Assert.Null(share.EndedAt);
        share.Expire(Now.AddDays(2));
        Assert.Equal((ShareState.Ended, (DateTimeOffset?)Now.AddDays(1)), (share.State, share.EndedAt));
    }

    [Fact]
    public void What_makes_no_sense_is_refused_at_its_field()
    {
        Assert.Equal("organization.share.forbidden", Propose((false, false)).Refusal?.Code);
        Assert.Equal("organization.share.same-line", Propose((true, true), District.East, District.Pine).Refusal?.Code);
        Assert.Equal("organization.share.same-line", Propose((true, true), District.East, District.East).Refusal?.Code);
        Assert.Equal("organization.share.volunteers-to-assist", Propose((true, true), thing: SharedThing.Volunteers).Refusal?.Code);
        Assert.Equal("organization.share.why", Propose((true, true), why: " ").Refusal?.Code);
        Assert.Equal("organization.share.why", Propose((true, true), why: new string('汛', 101)).Refusal?.Code);
        Assert.Equal("organization.share.ends-in-the-past", Propose((true, true), until: Now).Refusal?.Code);
    }

    [Fact]
    public void Lent_volunteers_come_to_the_orders_of_the_unit_they_are_lent_to_and_to_no_other()
    {
        var lent = Propose((true, true), thing: SharedThing.Volunteers, tier: ShareTier.Assist).Value.Held(Rules);
        Assert.Equal([District.East.Path], HeldShare.Lending([lent], District.Hill.Path, Now).Paths);
        Assert.True(HeldShare.Lending([lent], District.Center.Path, Now).IsNowhere);
        Assert.True(HeldShare.Lending([lent], District.Pine.Path, Now).IsNowhere);
        Assert.True(HeldShare.Lending([Propose((true, true), tier: ShareTier.Assist).Value.Held(Rules)], District.Hill.Path, Now).IsNowhere);
    }
}
