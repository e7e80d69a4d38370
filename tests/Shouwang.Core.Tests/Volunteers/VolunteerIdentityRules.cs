namespace Shouwang.Volunteers;

public sealed class VolunteerIdentityRules
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly (SealedText, BlindIndex) Secret = (new SealedText("1.x"), new BlindIndex("x"));

    [Fact]
    public void It_is_noted_only_with_a_consent_of_its_own() => Assert.Equal("volunteers.identity.consent @consent", Note(Card, consents: false).Refusal!.ToString());

    [Fact]
    public void The_birth_date_comes_from_the_number_where_that_holds_it_and_may_not_contradict_it()
    {
        Assert.Equal(new DateOnly(1949, 12, 31), Note(Card).Value.BirthDate);
        Assert.Equal("volunteers.identity.birth-date-differs @birthDate", Note(Card, born: new DateOnly(1950, 1, 1)).Refusal!.ToString());
        Assert.Equal("volunteers.identity.birth-date-missing @birthDate", Note(Passport).Refusal!.ToString());
        Assert.Equal(new DateOnly(1990, 5, 6), Note(Passport, born: new DateOnly(1990, 5, 6)).Value.BirthDate);
    }

    [Fact]
    public void Nobody_is_noted_before_his_fourteenth_birthday()
    {
        Assert.True(Note(Passport, born: Today.AddYears(-14)).IsOk);
        Assert.Equal("volunteers.identity.too-young @birthDate", Note(Passport, born: Today.AddYears(-14).AddDays(1)).Refusal!.ToString());
    }

    [Fact]
    public void The_ledger_learns_the_kind_and_the_consent_and_nothing_of_the_number()
    {
        var fact = Note(Card).Value.UnwrittenFacts.Single();
        Assert.Equal(("volunteers.identity.noted", "volunteer"), (fact.Type, fact.Subject));
        Assert.Equal(["kind", "consent"], fact.Payload.Keys);
    }

    [Fact]
    public void Masked_it_shows_its_ends_only() => Assert.Equal("1****************X", Masking.Identity("11010519491231002X"));

    private static IdentityDocument Card => IdentityDocument.Read(IdentityKind.ResidentCard, "11010519491231002X", Today).Value;

    private static IdentityDocument Passport => IdentityDocument.Read(IdentityKind.Passport, "E12345678", Today).Value;

    private static Result<VolunteerIdentity> Note(IdentityDocument document, DateOnly? born = null, bool consents = true)
    {
        var district = new LittleDistrict(SeededIds.From(1, TimeProvider.System), Today);
        var volunteer = Volunteer.Apply(new VolunteerId(Guid.NewGuid()), "SW00000001", district.Pine, new VolunteerDetails { Name = "王小明", Phone = new SealedText("1.x"), PhoneIndex = new BlindIndex("x") }, approved: true, Now).Value;
        return VolunteerIdentity.Note(volunteer, document, Secret, born, consents, Now, Today);
    }
}
