namespace Shouwang.Volunteers;

/// <summary>星级一档: a star or a medal of a scheme.</summary>
/// <param name="Level">1 to 5 for stars, 6 and up for medals.</param>
/// <param name="Chinese">What it is called.</param>
/// <param name="Hours">Confirmed hours that are needed.</param>
/// <param name="Condition">A further condition in words, which staff check; null for none.</param>
/// <param name="Awarding">授予层级: which level awards it, in words.</param>
/// <param name="NoticeDays">公示 days before it is awarded.</param>
public sealed record StarLevel(int Level, string Chinese, int Hours, string? Condition, string Awarding, int NoticeDays)
{
    /// <summary>Whole minutes that are needed.</summary>
    public int Minutes => Hours * 60;
}

/// <summary>星级办法: a table of levels; another version is another scheme, so that awards keep the table they were made by.</summary>
/// <param name="Code">Stable code with its version.</param>
/// <param name="Chinese">What it is called.</param>
/// <param name="Levels">The levels, lowest first.</param>
public sealed record StarScheme(string Code, string Chinese, IReadOnlyList<StarLevel> Levels)
{
    /// <summary>The highest level reached with so many minutes; null below the first.</summary>
    public StarLevel? Reached(long minutes) => Levels.LastOrDefault(level => minutes >= level.Minutes);

    /// <summary>The level after that; null at the top.</summary>
    public StarLevel? Next(long minutes) => Levels.FirstOrDefault(level => minutes < level.Minutes);

    /// <summary>One level; null when the scheme has no such.</summary>
    public StarLevel? Of(int level) => Levels.FirstOrDefault(known => known.Level == level);
}

/// <summary>星级办法目录: the tables that the product knows. A district chooses one.</summary>
/// <remarks>Sources: 志愿服务记录办法 (民函〔2012〕340号) for the national one, 北京市志愿者管理办法（试行）for Beijing's. Days of notice: at least 5 working days are usual; 7 days are kept.</remarks>
public static class StarSchemes
{
    private const int Notice = 7;
    private const string Unit = "区（县）", City = "市", Good = "服务质量评价良好，无不良记录";

    // Before the tables that use them: statics are made from top to bottom.
    private static readonly string[] Names = ["一星志愿者", "二星志愿者", "三星志愿者", "四星志愿者", "五星志愿者"];

    /// <summary>全国: 100, 300, 600, 1,000 and 1,500 hours.</summary>
    public static StarScheme National { get; } = new("national-2012", "全国（100/300/600/1000/1500 小时）", [.. Stars(100, 300, 600, 1000, 1500)]);

    /// <summary>北京: 100, 200, 500, 800 and 1,000 hours, and medals at 2,000, 3,000 and 5,000.</summary>
    public static StarScheme Beijing { get; } = new("beijing-trial", "北京（100/200/500/800/1000 小时，另有奖章）",
    [
        .. Stars(100, 200, 500, 800, 1000),
        new(6, "铜质奖章", 2000, Good, City, Notice), new(7, "银质奖章", 3000, Good, City, Notice), new(8, "金质奖章", 5000, Good, City, Notice),
    ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StarScheme> All { get; } = [National, Beijing];

    /// <summary>One by its code; null when there is none.</summary>
    public static StarScheme? Of(string? code) => All.FirstOrDefault(scheme => scheme.Code == code);

    private static IEnumerable<StarLevel> Stars(params int[] hours) =>
        hours.Select((needed, i) => new StarLevel(i + 1, Names[i], needed, i < 2 ? null : Good, i < 3 ? Unit : City, Notice));
}
