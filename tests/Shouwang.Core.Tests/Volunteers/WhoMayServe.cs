namespace Shouwang.Volunteers;

/// <summary>服务资格: what the law and the service ask of a volunteer on the day.</summary>
public sealed class WhoMayServe
{
    private static readonly DateOnly Day = new(2026, 11, 25);
    private static readonly ServiceConditions Risky = new() { HasRisk = true, RiskNotice = "高处作业，系好安全带。" };
    private static readonly MinorBasisInForce Consent = new(MinorBasisKind.GuardianConsent, CoversData: true), Income = new(MinorBasisKind.OwnIncome, false);

    [Fact]
    public void Nothing_is_asked_of_an_adult_for_an_ordinary_service() => Assert.Empty(Lacks(ServiceConditions.None, Born(18)));

    [Fact]
    public void An_age_that_nobody_knows_counts_as_adult_unless_the_service_asks_for_one()
    {
        Assert.Empty(Lacks(ServiceConditions.None, VolunteerStanding.Blank));
        Assert.Equal(["birth-date"], Lacks(new() { MinimumAge = 18 }, VolunteerStanding.Blank));
    }

    [Theory]
    [InlineData(14)]
    [InlineData(17)]
    public void From_fourteen_to_eighteen_a_guardian_consents(int age)
    {
        Assert.Equal(["guardian-consent"], Lacks(ServiceConditions.None, Born(age)));
        Assert.Empty(Lacks(ServiceConditions.None, Born(age) with { Basis = Consent with { CoversData = false } }));
    }

    [Fact]
    public void The_day_before_the_eighteenth_birthday_is_a_minors_and_the_birthday_is_not()
    {
        Assert.Equal(["guardian-consent"], Lacks(ServiceConditions.None, Born(18, daysLater: 1)));
        Assert.Empty(Lacks(ServiceConditions.None, Born(18)));
    }

    [Fact]
    public void Own_income_counts_from_sixteen_on()
    {
        Assert.Empty(Lacks(ServiceConditions.None, Born(16) with { Basis = Income }));
        Assert.Equal(["guardian-consent"], Lacks(ServiceConditions.None, Born(15) with { Basis = Income }));
    }

    [Fact]
    public void Under_fourteen_the_consent_covers_the_data_an_adult_is_there_and_there_is_no_risk()
    {
        Assert.Equal(["child-consent", "child-alone"], Lacks(ServiceConditions.None, Born(13)));
        Assert.Equal(["child-consent"], Lacks(ServiceConditions.None, Born(13) with { Basis = Consent with { CoversData = false } }, withAdult: true));
        Assert.Equal(["child-consent"], Lacks(ServiceConditions.None, Born(13) with { Basis = Income }, withAdult: true));
        Assert.Empty(Lacks(ServiceConditions.None, Born(13) with { Basis = Consent }, withAdult: true));
        Assert.Contains("child-at-risk", Lacks(Risky, Born(13) with { Basis = Consent }, withAdult: true));
    }

    [Fact]
    public void A_year_alone_is_not_enough_where_it_could_be_too_late()
    {
        Assert.Equal(["birth-date"], Lacks(ServiceConditions.None, Of(KnownBirth.Of(null, 2008))));
        Assert.Empty(Lacks(ServiceConditions.None, Of(KnownBirth.Of(null, 2007))));
        Assert.Empty(Lacks(ServiceConditions.None, Of(KnownBirth.Of(new DateOnly(2008, 3, 1), 2008))));
    }

    [Fact]
    public void The_service_may_ask_for_more_years()
    {
        Assert.Equal(["minimum-age"], Lacks(new() { MinimumAge = 20 }, Born(19)));
        Assert.Equal(["guardian-consent", "minimum-age"], Lacks(new() { MinimumAge = 18 }, Born(17)));
        Assert.Empty(Lacks(new() { MinimumAge = 20 }, Born(20)));
    }

    [Fact]
    public void Each_reason_for_an_agreement_wants_its_own_and_a_text_that_is_not_there_is_said_so()
    {
        var what = Risky with { IsLargeEvent = true, IsLongTerm = true, IsOutsidePlace = true, WantsAgreement = true };
        Assert.Equal([AgreementKind.Risk, AgreementKind.LargeEvent, AgreementKind.LongTerm, AgreementKind.OutsidePlace], what.Agreements);
        Assert.Equal([AgreementKind.General], new ServiceConditions { WantsAgreement = true }.Agreements);
        Assert.Equal(["agreement-text"], Lacks(new() { WantsAgreement = true }, Born(30)));
        Assert.Equal(["agreement"], Lacks(new() { WantsAgreement = true }, Born(30) with { Published = Kinds(AgreementKind.General) }));
        Assert.Empty(Lacks(new() { WantsAgreement = true }, Born(30) with { Published = Kinds(AgreementKind.General), Signed = Kinds(AgreementKind.General) }));
    }

    [Fact]
    public void Risk_wants_an_insurance_and_so_does_whoever_says_so()
    {
        var signed = Born(30) with { Published = Kinds(AgreementKind.Risk), Signed = Kinds(AgreementKind.Risk) };
        Assert.Equal(["insurance"], Lacks(Risky, signed));
        Assert.Empty(Lacks(Risky, signed with { IsInsured = true }));
        Assert.Equal(["insurance"], Lacks(new() { WantsInsurance = true }, Born(30)));
    }

    [Fact]
    public void Everything_that_is_missing_is_said_at_once() =>
        Assert.Equal(["guardian-consent", "agreement-text", "insurance"], Lacks(Risky, Born(17)));

    [Fact]
    public void A_risk_is_told_in_writing() => Assert.Equal("volunteers.conditions.risk-notice @riskNotice", Assert.Single(new ServiceConditions { HasRisk = true }.Check()).ToString());

    [Fact]
    public void A_policy_covers_from_its_first_to_its_last_day_everybody_below_or_those_named()
    {
        var unit = Somebody.District.East;
        var terms = new PolicyTerms("样例保险", "P1", Day, Day.AddDays(1), CoversEverybody: true);
        var policy = InsurancePolicy.Enter(new InsurancePolicyId(Guid.NewGuid()), unit, terms).Value;
        Assert.Equal([false, true, true, false], Enumerable.Range(-1, 4).Select(days => policy.Covers(Somebody.District.Pine.UnitPath, false, Day.AddDays(days))));
        Assert.False(policy.Covers(Somebody.District.West.UnitPath, true, Day));
        var named = InsurancePolicy.Enter(new InsurancePolicyId(Guid.NewGuid()), unit, terms with { CoversEverybody = false }).Value;
        Assert.Equal((true, false), (named.Covers(Somebody.District.West.UnitPath, true, Day), named.Covers(unit.UnitPath, false, Day)));
        _ = named.End("退保", Somebody.Monday(9)).Value;
        Assert.False(named.Covers(unit.UnitPath, true, Day));
    }

    private static HashSet<AgreementKind> Kinds(params AgreementKind[] kinds) => [.. kinds];

    private static VolunteerStanding Of(KnownBirth? birth) => VolunteerStanding.Blank with { Birth = birth };

    private static VolunteerStanding Born(int age, int daysLater = 0) => Of(KnownBirth.Of(Day.AddYears(-age).AddDays(daysLater), null));

    private static IEnumerable<string> Lacks(ServiceConditions what, VolunteerStanding who, bool withAdult = false) =>
        ConditionRules.Missing(what, who, Day, withAdult).Select(lack => lack.Code[ConditionRules.Prefix.Length..]);
}
