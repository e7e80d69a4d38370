namespace Shouwang.Volunteers;

/// <summary>电话号码: mobile and land-line numbers as people write them.</summary>
public static class Phones
{
    /// <summary>The bare digits: blanks, hyphens, brackets and the country code taken off, full-width digits made plain.</summary>
    public static string Bare(string? text)
    {
        var digits = string.Concat((text ?? "").Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        return digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal) ? digits[2..]
            : digits.Length == 15 && digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..] : digits;
    }

    /// <summary>True for a mobile number: 11 digits, 13–19 in front.</summary>
    public static bool IsMobile(string? text) => Bare(text) is { Length: 11 } digits && digits[0] == '1' && digits[1] is >= '3' and <= '9';

    /// <summary>True for a mobile number or a land line with area code (10–12 digits with 0 in front) or without (7–8 digits).</summary>
    public static bool IsPhone(string? text) => IsMobile(text) || Bare(text) is { Length: >= 10 and <= 12 } and ['0', ..] or { Length: 7 or 8 } and [>= '2', ..];
}
