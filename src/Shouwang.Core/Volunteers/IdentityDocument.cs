using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Shouwang.Volunteers;

/// <summary>证件种类.</summary>
public enum IdentityKind
{
    /// <summary>居民身份证: 18 characters by GB 11643; the old form of 15 digits is read as well.</summary>
    [Term("居民身份证")] ResidentCard,

    /// <summary>港澳台居民居住证: built like a resident's card, region 81, 82 or 83.</summary>
    [Term("港澳台居民居住证")] ResidencePermit,

    /// <summary>外国人永久居留身份证: built like a resident's card, 9 in front.</summary>
    [Term("外国人永久居留身份证")] PermanentResidence,

    /// <summary>护照.</summary>
    [Term("护照")] Passport,

    /// <summary>港澳居民来往内地通行证: H or M and eight digits, perhaps two more for the issue.</summary>
    [Term("港澳居民来往内地通行证")] HongKongMacaoPermit,

    /// <summary>台湾居民来往大陆通行证: eight digits.</summary>
    [Term("台湾居民来往大陆通行证")] TaiwanPermit,
}

/// <summary>身份证件: kind and number, checked, and what the number itself tells.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Number">The number in its one form: capitals, no blanks, 18 characters for cards.</param>
/// <param name="BirthDate">出生日期, when the number holds it.</param>
/// <param name="Gender">性别, when the number holds it.</param>
/// <remarks>Source: GB 11643-1999 (check character by ISO 7064 MOD 11-2), GB/T 2260 for the regions. Passports and permits are checked by their form only.</remarks>
public sealed partial record IdentityDocument(IdentityKind Kind, string Number, DateOnly? BirthDate, Gender? Gender)
{
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly int[] Provinces = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82];

    /// <summary>Reads what was typed; full-width signs, blanks and small letters do not matter.</summary>
    /// <param name="kind">The kind that was chosen.</param>
    /// <param name="typed">The number.</param>
    /// <param name="today">Nobody is born after it.</param>
    public static Result<IdentityDocument> Read(IdentityKind kind, string? typed, DateOnly today)
    {
        var number = string.Concat((typed ?? "").Normalize(NormalizationForm.FormKC).Where(sign => !char.IsWhiteSpace(sign))).ToUpperInvariant();
        if (number.Length == 0) return Wrong("volunteers.identity.missing");
        return kind switch
        {
            IdentityKind.ResidentCard or IdentityKind.ResidencePermit or IdentityKind.PermanentResidence => Card(kind, number, today),
            IdentityKind.Passport => PassportForm().IsMatch(number) ? new IdentityDocument(kind, number, null, null) : Wrong("volunteers.identity.passport"),
            IdentityKind.HongKongMacaoPermit => HongKongMacaoForm().IsMatch(number) ? new IdentityDocument(kind, number, null, null) : Wrong("volunteers.identity.hong-kong-macao"),
            IdentityKind.TaiwanPermit => TaiwanForm().IsMatch(number) ? new IdentityDocument(kind, number, null, null) : Wrong("volunteers.identity.taiwan"),
        };
    }

    /// <summary>The check character for the first 17 digits of a card.</summary>
    public static char CheckCharacter(string first17) => CheckCharacters[Weights.Select((weight, index) => weight * (first17[index] - '0')).Sum() % 11];

    private static Result<IdentityDocument> Card(IdentityKind kind, string number, DateOnly today)
    {
        if (kind == IdentityKind.ResidentCard && OldCardForm().IsMatch(number)) number = Lengthened(number);
        if (!CardForm().IsMatch(number)) return Wrong(number.Length == 18 ? "volunteers.identity.signs" : "volunteers.identity.length");
        if (!FitsKind(kind, number)) return Wrong("volunteers.identity.region");
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) || born > today || born.Year < 1900) return Wrong("volunteers.identity.birth-date");
        if (CheckCharacter(number[..17]) != number[17]) return Wrong("volunteers.identity.check-character");
        return new IdentityDocument(kind, number, born, (number[16] - '0') % 2 == 1 ? Volunteers.Gender.Male : Volunteers.Gender.Female);
    }

    // The year of the old form had two digits; it was given out until 1999.
    private static string Lengthened(string old)
    {
        var first17 = old[..6] + "19" + old[6..];
        return first17 + CheckCharacter(first17);
    }

    private static bool FitsKind(IdentityKind kind, string number) => kind switch
    {
        IdentityKind.ResidencePermit => number[..2] is "81" or "82" or "83",
        IdentityKind.PermanentResidence => number[0] == '9',
        _ => Provinces.Contains(int.Parse(number.AsSpan(0, 2), CultureInfo.InvariantCulture)),
    };

    private static Refusal Wrong(string code) => new Refusal(code).At("identityNumber");

    [GeneratedRegex(@"^[0-9]{17}[0-9X]$")]
    private static partial Regex CardForm();

    [GeneratedRegex(@"^[0-9]{15}$")]
    private static partial Regex OldCardForm();

    [GeneratedRegex(@"^[A-Z0-9]{5,15}$")]
    private static partial Regex PassportForm();

    [GeneratedRegex(@"^[HM][0-9]{8}([0-9]{2})?$")]
    private static partial Regex HongKongMacaoForm();

    [GeneratedRegex(@"^[0-9]{8}$")]
    private static partial Regex TaiwanForm();
}
