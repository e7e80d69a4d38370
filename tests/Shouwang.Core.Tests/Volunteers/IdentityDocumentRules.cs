using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Volunteers;

public sealed class IdentityDocumentRules
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", Gender.Female)]
    [InlineData("440524188001010014", null, null)] // born 1880: the standard's own sample, nobody's card any more
    [InlineData(" 11010519491231002ｘ ", "1949-12-31", Gender.Female)]
    [InlineData("110105491231002", "1949-12-31", Gender.Female)] // the old form
    public void A_resident_s_card_tells_birth_date_and_sex(string typed, string? born, Gender? gender)
    {
        var read = IdentityDocument.Read(IdentityKind.ResidentCard, typed, Today);
        if (born is null) { Assert.Equal("volunteers.identity.birth-date", read.Refusal!.Code); return; }
        Assert.Equal(("11010519491231002X", DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture), gender), (read.Value.Number, read.Value.BirthDate, read.Value.Gender));
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData("1101051949123100", "length")]
    [InlineData("11010519491231002Y", "signs")]
    [InlineData("1101051949123100X2", "signs")]
    [InlineData("110105194912310021", "check-character")]
    [InlineData("110105194902300028", "birth-date")]
    [InlineData("11010520991231002X", "birth-date")]
    [InlineData("99010519491231002X", "region")]
    [InlineData("00010519491231002X", "region")]
    public void What_is_wrong_with_a_card_is_said_exactly(string typed, string reason) =>
        Assert.Equal($"volunteers.identity.{reason} @identityNumber", IdentityDocument.Read(IdentityKind.ResidentCard, typed, Today).Refusal!.ToString());

    [Theory]
    [InlineData(IdentityKind.Passport, "E12345678", true)]
    [InlineData(IdentityKind.Passport, "E1234 5678", true)]
    [InlineData(IdentityKind.Passport, "护照123", false)]
    [InlineData(IdentityKind.HongKongMacaoPermit, "h12345678", true)]
    [InlineData(IdentityKind.HongKongMacaoPermit, "M1234567800", true)]
    [InlineData(IdentityKind.HongKongMacaoPermit, "A12345678", false)]
    [InlineData(IdentityKind.TaiwanPermit, "12345678", true)]
    [InlineData(IdentityKind.TaiwanPermit, "1234567", false)]
    public void Passports_and_permits_are_checked_by_their_form(IdentityKind kind, string typed, bool isOk) => Assert.Equal(isOk, IdentityDocument.Read(kind, typed, Today).IsOk);

    [Theory]
    [InlineData(IdentityKind.ResidencePermit, "810000")]
    [InlineData(IdentityKind.ResidencePermit, "830000")]
    [InlineData(IdentityKind.PermanentResidence, "911001")]
    public void Residence_permits_are_built_like_cards_of_their_own_region(IdentityKind kind, string region)
    {
        var number = WithCheck(region + "19900101" + "123");
        Assert.Equal(Gender.Male, IdentityDocument.Read(kind, number, Today).Value.Gender);
        Assert.Equal("volunteers.identity.region", IdentityDocument.Read(kind, WithCheck("110105" + "19900101" + "123"), Today).Refusal!.Code);
    }

    [Fact]
    public void One_wrong_digit_or_two_neighbours_exchanged_never_pass() => Prop.ForAll(
        (from born in Gen.Choose(0, 40_000)
         from sequence in Gen.Choose(0, 999)
         from place in Gen.Choose(0, 16)
         from other in Gen.Choose(1, 9)
         select (Number: WithCheck("110105" + new DateOnly(1910, 1, 1).AddDays(born).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture) + sequence.ToString("000", System.Globalization.CultureInfo.InvariantCulture)), place, other)).ToArbitrary(),
        sample =>
        {
            var (number, place, other) = sample;
            var wrong = number[..place] + (char)('0' + (number[place] - '0' + other) % 10) + number[(place + 1)..];
            var exchanged = number[..place] + number[place + 1] + number[place] + number[(place + 2)..];
            Assert.True(IdentityDocument.Read(IdentityKind.ResidentCard, number, Today).IsOk, number);
            Assert.False(IdentityDocument.Read(IdentityKind.ResidentCard, wrong, Today).IsOk, wrong);
            Assert.True(exchanged == number || !IdentityDocument.Read(IdentityKind.ResidentCard, exchanged, Today).IsOk, exchanged);
        }).QuickCheckThrowOnFailure();

    private static string WithCheck(string first17) => first17 + IdentityDocument.CheckCharacter(first17);
}
