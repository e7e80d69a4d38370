namespace Shouwang.Volunteers;

public sealed class ServiceCertificateRules
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void It_states_the_sum_of_what_was_served()
    {
        var certificate = Issue([new CertifiedService("理发", 2, 120), new CertifiedService("代购", 1, 45)]).Value;
        Assert.Equal((165, 3, 2), (certificate.CreditedMinutes, certificate.PersonTimes, certificate.Services.Count));
        Assert.Equal("volunteers.certificate.issued", certificate.UnwrittenFacts.Single().Type);
    }

    [Fact]
    public void Nobody_is_certified_what_was_not_served() => Assert.Equal("volunteers.certificate.nothing-served", Issue([]).Refusal!.Code);

    [Fact]
    public void It_is_about_days_that_have_been()
    {
        Assert.Equal("volunteers.certificate.days-ahead @last", Issue([new("理发", 1, 30)], last: Today.AddDays(1)).Refusal!.ToString());
        Assert.Equal("volunteers.certificate.days-backwards @first", Issue([new("理发", 1, 30)], first: Today.AddDays(1)).Refusal!.ToString());
    }

    [Fact]
    public void It_is_revoked_once_and_with_a_reason()
    {
        var certificate = Issue([new("理发", 1, 30)]).Value;
        Assert.Equal("volunteers.certificate.reason @reason", certificate.Revoke(" ", Now).Refusal!.ToString());
        Assert.Equal("volunteers.certificate.reason @reason", certificate.Revoke(new string('长', 101), Now).Refusal!.ToString());
        Assert.True(certificate.Revoke("记录有误", Now).IsOk);
        Assert.Equal((Now, "记录有误"), (certificate.RevokedAt!.Value, certificate.RevokedBecause));
        Assert.Equal("volunteers.certificate.revoked-already", certificate.Revoke("再撤", Now).Refusal!.Code);
    }

    private static Result<ServiceCertificate> Issue(IReadOnlyList<CertifiedService> services, DateOnly? first = null, DateOnly? last = null) =>
        ServiceCertificate.Issue(new CertificateId(Guid.NewGuid()), new CertifiedTerms
        {
            Number = "ZM20261124-K7QF2", Volunteer = Somebody(), First = first ?? Today.AddDays(-30), Last = last ?? Today, Services = services, Issuer = "松林样例社区新时代文明实践站",
        }, Today, Now);

    private static Volunteer Somebody()
    {
        var district = new LittleDistrict(SeededIds.From(1, TimeProvider.System), Today);
        return Volunteer.Apply(new VolunteerId(Guid.NewGuid()), "SW00000001", district.Pine, new VolunteerDetails { Name = "王小明", Phone = new SealedText("1.x"), PhoneIndex = new BlindIndex("x") }, approved: true, Now).Value;
    }
}
