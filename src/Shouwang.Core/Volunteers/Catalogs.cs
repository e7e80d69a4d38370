using System.Collections.Frozen;

namespace Shouwang.Volunteers;

/// <summary>性别: sex, asked only because residents may wish for it.</summary>
public enum Gender
{
    /// <summary>未说明.</summary>
    [Term("未说明")] Unsaid,

    /// <summary>女.</summary>
    [Term("女")] Female,

    /// <summary>男.</summary>
    [Term("男")] Male,
}

/// <summary>技能目录: the skills that orders may ask for and volunteers may have.</summary>
public static class SkillCatalog
{
    /// <summary>Code and Chinese word of every skill, in the order in which forms show them.</summary>
    public static IReadOnlyList<(string Code, string Chinese)> All { get; } =
    [
        ("errand", "代购跑腿"), ("elder-care", "助老陪护"), ("chat", "陪伴聊天"), ("haircut", "理发"), ("repair", "家电维修"), ("plumbing", "水电维修"),
        ("driving", "驾驶"), ("carrying", "搬运"), ("tutoring", "家教辅导"), ("counselling", "心理疏导"), ("medical", "医护"), ("first-aid", "急救"),
        ("sampling", "核酸采样"), ("disinfection", "消毒消杀"), ("legal", "法律咨询"), ("translation", "翻译"), ("lecture", "宣讲"), ("arts", "文艺"),
        ("photo", "摄影"), ("data-entry", "信息录入"), ("order-keeping", "秩序引导"),
    ];

    private static readonly FrozenDictionary<string, string> Words = All.ToFrozenDictionary(skill => skill.Code, skill => skill.Chinese);

    /// <summary>True when there is such a skill.</summary>
    public static bool Has(string code) => Words.ContainsKey(code);

    /// <summary>The Chinese word; the code itself for one that is no longer in the catalog.</summary>
    public static string Chinese(string code) => Words.GetValueOrDefault(code, code);
}

/// <summary>语言目录: languages and dialects in which residents may wish to be served.</summary>
public static class LanguageCatalog
{
    /// <summary>Code and Chinese word of every language.</summary>
    public static IReadOnlyList<(string Code, string Chinese)> All { get; } =
    [
        ("mandarin", "普通话"), ("cantonese", "粤语"), ("hokkien", "闽南语"), ("shanghainese", "上海话"), ("sichuanese", "四川话"), ("mongolian", "蒙古语"),
        ("tibetan", "藏语"), ("uyghur", "维吾尔语"), ("korean", "朝鲜语"), ("english", "英语"), ("sign", "手语"),
    ];

    private static readonly FrozenDictionary<string, string> Words = All.ToFrozenDictionary(language => language.Code, language => language.Chinese);

    /// <summary>True when there is such a language.</summary>
    public static bool Has(string code) => Words.ContainsKey(code);

    /// <summary>The Chinese word; the code itself for one that is no longer in the catalog.</summary>
    public static string Chinese(string code) => Words.GetValueOrDefault(code, code);
}
