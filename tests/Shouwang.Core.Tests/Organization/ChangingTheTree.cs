namespace Shouwang.Organization;

public sealed class ChangingTheTree
{
    private static readonly FakeClock Clock = new();
    private readonly LittleDistrict district = new(SeededIds.From(1, Clock), Clock.Today);
    private readonly IdSource ids = SeededIds.From(2, Clock);

    [Fact]
    public void A_path_is_built_of_the_codes_from_the_root() =>
        Assert.Equal("/119901/119901001/B-119901-1/P-119901-1/", district.PostOffice.UnitPath);

    [Theory]
    [InlineData(UnitKind.Station, UnitKind.Center)]
    [InlineData(UnitKind.Institute, UnitKind.Station)]
    [InlineData(UnitKind.Center, UnitKind.Center)]
    [InlineData(UnitKind.Base, UnitKind.Base)]
    [InlineData(UnitKind.Point, UnitKind.Point)]
    [InlineData(UnitKind.Point, null)]
    public void Levels_are_kept(UnitKind kind, UnitKind? parent) => Assert.False(UnitKinds.MayStandUnder(kind, parent));

    [Fact]
    public void A_new_unit_wrong_in_several_fields_hears_of_all()
    {
        var refused = Unit.Open(ids.New<UnitId>(), district.Pine, "号 码", UnitKind.Station, " ", null, Clock.Today);
        Assert.Equal(["organization.unit.name-missing @name", "organization.unit.malformed-code @code", "organization.unit.wrong-level @kind"], refused.Refusals.Select(refusal => refusal.ToString()));
    }

    [Fact]
    public void A_name_of_sixty_characters_is_taken_and_sixty_one_is_not()
    {
        Assert.True(district.Pine.Rename(new string('名', 60)).IsOk);
        Assert.Equal("organization.unit.name-too-long", district.Pine.Rename(new string('名', 61)).Refusal!.Code);
        Assert.Equal(60, district.Pine.Name.Length);
    }

    [Fact]
    public void Nothing_opens_under_a_closed_unit()
    {
        _ = district.Pine.Close(Clock.Today, Clock.Today, hasOpenChildren: false).Value;
        Assert.Equal("organization.unit.closed", Unit.Open(ids.New<UnitId>(), district.Pine, "P-9", UnitKind.Point, "新点", null, Clock.Today).Refusal!.Code);
    }

    [Fact]
    public void A_unit_that_closes_tomorrow_is_open_today()
    {
        var tomorrow = Clock.Today.AddDays(1);
        _ = district.Pine.Close(tomorrow, Clock.Today, hasOpenChildren: false).Value;
        Assert.True(district.Pine.IsOpenOn(Clock.Today));
        Assert.False(district.Pine.IsOpenOn(tomorrow));
    }

    [Fact]
    public void Closing_in_the_past_or_above_open_units_is_refused()
    {
        Assert.Equal("organization.unit.closed-in-the-past", district.Pine.Close(Clock.Today.AddDays(-1), Clock.Today, false).Refusal!.Code);
        Assert.Equal("organization.unit.has-open-children", district.East.Close(Clock.Today, Clock.Today, true).Refusal!.Code);
    }

    [Fact]
    public void A_unit_moves_with_its_code_and_never_under_itself()
    {
        Assert.Equal("organization.unit.circle", district.East.MoveUnder(district.East, Clock.Today).Refusal!.Code);
        Assert.True(district.Pine.MoveUnder(district.West, Clock.Today).IsOk);
        Assert.Equal("/119901/119901002/119901001001/", district.Pine.UnitPath);
    }

    [Fact]
    public void Every_change_is_a_fact_and_a_refusal_is_none()
    {
        district.Pine.FactsWritten();
        _ = district.Pine.Rename("新名").Value;
        Assert.False(district.Pine.Rename("").IsOk);
        Assert.Equal(["organization.unit.renamed"], district.Pine.UnwrittenFacts.Select(fact => fact.Type));
    }
}
