namespace Shouwang.Organization;

public sealed class PartnerKeyRules
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    private static readonly LittleDistrict District = new(SeededIds.From(1, TimeProvider.System), new DateOnly(2026, 11, 24));

    [Fact]
    public void A_key_opens_its_door_until_its_last_day_is_over()
    {
        var key = Make(until: Now.AddDays(1)).Value;
        Assert.True(key.IsInForce(Now));
        Assert.True(key.IsInForce(Now.AddDays(1).AddTicks(-1)));
        Assert.False(key.IsInForce(Now.AddDays(1)));
    }

    [Fact]
    public void A_revoked_key_opens_nothing_from_then_on_and_is_not_revoked_twice()
    {
        var key = Make().Value;
        Assert.True(key.Revoke(Now).IsOk);
        Assert.False(key.IsInForce(Now));
        Assert.Equal("organization.key.over", key.Revoke(Now).Refusal!.Code);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var refused = Make(partner: " ", until: Now);
        Assert.Equal(["organization.key.partner @partner", "organization.key.ends-in-the-past @until"], refused.Refusals.Select(refusal => refusal.ToString()));
    }

    [Fact]
    public void The_ledger_learns_who_came_in_but_never_the_key()
    {
        var fact = Make().Value.UnwrittenFacts.Single();
        Assert.Equal("organization.key.made", fact.Type);
        Assert.DoesNotContain("hash-of-the-key", fact.Payload.Values);
        Assert.DoesNotContain("ABCDEF", fact.Payload.Values);
    }

    [Fact]
    public void What_a_key_allows_is_one_thing_at_its_unit_and_below()
    {
        var rights = Rights.Only(OrganizationAccess.SeeUnits, District.East.Path);
        Assert.True(rights.May(OrganizationAccess.SeeUnits, District.Pine.Path));
        Assert.False(rights.May(OrganizationAccess.SeeUnits, District.Hill.Path));
        Assert.False(rights.MayAnywhere(OrganizationAccess.SeeFigures));
    }

    private static Result<PartnerKey> Make(string partner = "12345热线", DateTimeOffset? until = null) =>
        PartnerKey.Make(new PartnerKeyId(Guid.NewGuid()), District.East, partner, PartnerDoor.Open311, ("hash-of-the-key", "ABCDEF"), Now, until);
}
