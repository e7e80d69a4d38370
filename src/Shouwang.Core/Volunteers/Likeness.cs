using System.Text;

namespace Shouwang.Volunteers;

/// <summary>相似理由: why two records may be one person, or may not.</summary>
public enum LikenessReason
{
    /// <summary>姓名相同.</summary>
    [Term("姓名相同")] SameName,

    /// <summary>姓名读音相近: same family name, the same initial sounds.</summary>
    [Term("姓名读音相近")] SoundAlike,

    /// <summary>出生年相同.</summary>
    [Term("出生年相同")] SameBirthYear,

    /// <summary>单位相同.</summary>
    [Term("单位相同")] SameUnit,

    /// <summary>技能相同: both have the same skills, at least one.</summary>
    [Term("技能相同")] SameSkills,

    /// <summary>出生年不同.</summary>
    [Term("出生年不同")] OtherBirthYear,

    /// <summary>性别不同.</summary>
    [Term("性别不同")] OtherGender,
}

/// <summary>比对的人: what of a record is compared.</summary>
/// <param name="Name">姓名.</param>
/// <param name="BirthYear">出生年, when known.</param>
/// <param name="Gender">性别.</param>
/// <param name="UnitPath">单位.</param>
/// <param name="Skills">技能, as codes.</param>
public sealed record LikePerson(string Name, int? BirthYear, Gender Gender, string UnitPath, IReadOnlyCollection<string> Skills);

/// <summary>相似程度: how likely two records are one person, 0 to 100, with the reasons. People decide; this only sorts.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Reasons">What speaks for it and against it.</param>
/// <remarks>One phone and one document belong to one record already (database constraint); names, birth years and units are left to compare.</remarks>
public sealed record Likeness(int Score, IReadOnlyList<LikenessReason> Reasons)
{
    /// <summary>From this score on a pair is shown.</summary>
    public const int Shown = 50;

    private static readonly Encoding Gb2312 = CodePagesEncodingProvider.Instance.GetEncoding("gb2312", new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)!;

    // The common characters of GB/T 2312 (level 1) stand in the order of their sounds; here each initial begins.
    private static readonly (int From, char Initial)[] Initials =
    [
        (0xB0A1, 'a'), (0xB0C5, 'b'), (0xB2C1, 'c'), (0xB4EE, 'd'), (0xB6EA, 'e'), (0xB7A2, 'f'), (0xB8C1, 'g'), (0xB9FE, 'h'), (0xBBF7, 'j'), (0xBFA6, 'k'), (0xC0AC, 'l'), (0xC2E8, 'm'),
        (0xC4C3, 'n'), (0xC5B6, 'o'), (0xC5BE, 'p'), (0xC6DA, 'q'), (0xC8BB, 'r'), (0xC8F6, 's'), (0xCBFA, 't'), (0xCDDA, 'w'), (0xCEF4, 'x'), (0xD1B9, 'y'), (0xD4D1, 'z'), (0xD7FA, '?'),
    ];

    private static readonly Dictionary<LikenessReason, int> Weights = new()
    {
        [LikenessReason.SameName] = 50, [LikenessReason.SoundAlike] = 25, [LikenessReason.SameBirthYear] = 25, [LikenessReason.SameUnit] = 15, [LikenessReason.SameSkills] = 10,
        [LikenessReason.OtherBirthYear] = -40, [LikenessReason.OtherGender] = -40,
    };

    /// <summary>Compares two records; the order does not matter.</summary>
    public static Likeness Of(LikePerson one, LikePerson other)
    {
        var reasons = new List<LikenessReason>();
        if (one.Name == other.Name) reasons.Add(LikenessReason.SameName);
        else if (SoundsAlike(one.Name, other.Name)) reasons.Add(LikenessReason.SoundAlike);
        if (one.BirthYear is { } born && other.BirthYear is { } otherBorn) reasons.Add(born == otherBorn ? LikenessReason.SameBirthYear : LikenessReason.OtherBirthYear);
        if (one.UnitPath == other.UnitPath) reasons.Add(LikenessReason.SameUnit);
        if (one.Skills.Count > 0 && one.Skills.ToHashSet().SetEquals(other.Skills)) reasons.Add(LikenessReason.SameSkills);
        if (one.Gender != other.Gender && one.Gender != Gender.Unsaid && other.Gender != Gender.Unsaid) reasons.Add(LikenessReason.OtherGender);
        return new Likeness(Math.Clamp(reasons.Sum(reason => Weights[reason]), 0, 100), reasons);
    }

    /// <summary>True when the family name is the same and the characters begin with the same sounds: 王晓明 and 王小名.</summary>
    public static bool SoundsAlike(string one, string other) =>
        one.Length == other.Length && one.Length > 1 && one[0] == other[0] && one.Zip(other).Skip(1).All(pair => pair.First == pair.Second || Initial(pair.First) is var sound and not '?' && sound == Initial(pair.Second));

    private static char Initial(char sign)
    {
        var bytes = Gb2312.GetBytes([sign]);
        if (bytes.Length != 2) return '?';
        var code = bytes[0] << 8 | bytes[1];
        var at = Array.FindLastIndex(Initials, initial => initial.From <= code);
        return at < 0 ? '?' : Initials[at].Initial;
    }
}
