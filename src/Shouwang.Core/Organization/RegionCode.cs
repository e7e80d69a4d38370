namespace Shouwang.Organization;

/// <summary>区划代码: code of an administrative area: county 6, township 9 or village 12 digits.</summary>
/// <remarks>
/// National statistics coding (GB/T 2260 for the first six digits, GB/T 10114 for the next three):
/// province 2, city 2, county 2, township 3, village 3. Township 001–099 is a street, 100–199 a town, 200–399 a
/// township, 400–599 a similar area; village 001–199 is a residents' committee, 200–399 a villagers' committee.
/// </remarks>
public readonly record struct RegionCode
{
    private RegionCode(string digits) => Digits = digits;

    /// <summary>The digits, 6, 9 or 12 of them.</summary>
    public string Digits { get; }

    /// <summary>The level the code stands for.</summary>
    public RegionLevel Level => Digits.Length switch
    {
        6 => RegionLevel.County,
        9 => RegionLevel.Township,
        _ => RegionLevel.Village,
    };

    /// <summary>The first six digits: the county-level area.</summary>
    public string County => Digits[..6];

    /// <summary>The code one level up; a county has none here.</summary>
    public RegionCode? Parent => Digits.Length == 6 ? null : new RegionCode(Digits[..^3]);

    /// <summary>True when the other area lies inside this one (an area lies inside itself).</summary>
    public bool Holds(RegionCode other) => other.Digits.StartsWith(Digits, StringComparison.Ordinal);

    /// <summary>Reads a code; trailing zeros of a padded 12-digit code (110107000000) are taken off.</summary>
    public static Result<RegionCode> Read(string? text)
    {
        var digits = (text ?? "").Trim();
        if (digits.Length == 12 && digits.EndsWith("000000", StringComparison.Ordinal)) digits = digits[..6];
        else if (digits.Length == 12 && digits.EndsWith("000", StringComparison.Ordinal)) digits = digits[..9];
        if (digits.Length is not (6 or 9 or 12) || !digits.All(char.IsAsciiDigit))
            return new Refusal("organization.region-code.malformed", ("code", Shorten(digits)));
        if (!Provinces.Contains(digits[..2])) return new Refusal("organization.region-code.no-province", ("code", digits));
        return new RegionCode(digits);
    }

    /// <inheritdoc/>
    public override string ToString() => Digits;

    private static string Shorten(string text) => text.Length <= 20 ? text : text[..20] + "…";

    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
        "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    ];
}

/// <summary>区划层级: level of an administrative area.</summary>
public enum RegionLevel
{
    /// <summary>区县.</summary>
    [Term("区县")] County,

    /// <summary>街道乡镇.</summary>
    [Term("街道乡镇")] Township,

    /// <summary>社区村.</summary>
    [Term("社区村")] Village,
}
