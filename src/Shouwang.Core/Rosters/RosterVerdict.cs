namespace Shouwang.Rosters;

/// <summary>核验结论: what a check of a roster found.</summary>
/// <param name="Breaches">Every broken hard rule; empty for a sound roster.</param>
/// <param name="Costs">代价明细: what each kind of soft rule costs. Indexed by <see cref="RosterCost"/>.</param>
public sealed record RosterVerdict(IReadOnlyList<RosterBreach> Breaches, long[] Costs)
{
    /// <summary>True when no rule is broken.</summary>
    public bool IsSound => Breaches.Count == 0;

    /// <summary>The recomputed cost.</summary>
    public long Cost => Costs.Sum();

    /// <summary>The part of the cost that one kind of soft rule makes up.</summary>
    public long Of(RosterCost kind) => Costs[(int)kind];
}

/// <summary>违规: one broken rule and where.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Person">The person concerned, or −1.</param>
/// <param name="Day">The day concerned, or −1.</param>
/// <param name="Need">The need concerned, or −1.</param>
public readonly record struct RosterBreach(RosterRule Rule, int Person, int Day = -1, int Need = -1);

/// <summary>排班规则: the hard rules of a roster.</summary>
public enum RosterRule
{
    /// <summary>The need exists and is one of that day.</summary>
    [Term("需求须为当日")] NeedOfTheDay,

    /// <summary>The person has the skills.</summary>
    [Term("技能须符合")] Skilled,

    /// <summary>The person is available.</summary>
    [Term("须可排班")] Available,

    /// <summary>The person may stand at that post.</summary>
    [Term("须为可去岗位")] PostAllowed,

    /// <summary>No more people than wanted where surplus is not allowed.</summary>
    [Term("不得超员")] NoSurplus,

    /// <summary>Forbidden successions and least rest.</summary>
    [Term("班次衔接与休息")] Succession,

    /// <summary>No more of a shift than allowed.</summary>
    [Term("班次数上限")] MaxOfShift,

    /// <summary>Least minutes.</summary>
    [Term("最少工时")] MinMinutes,

    /// <summary>Most minutes.</summary>
    [Term("最多工时")] MaxMinutes,

    /// <summary>Most shifts a week.</summary>
    [Term("每周班数上限")] MaxWeekShifts,

    /// <summary>Most days in a row.</summary>
    [Term("最长连班")] MaxRun,

    /// <summary>Least days in a row.</summary>
    [Term("最短连班")] MinRun,

    /// <summary>Least free days in a row.</summary>
    [Term("最短连休")] MinOff,

    /// <summary>Most weekends.</summary>
    [Term("周末上限")] MaxWeekends,

    /// <summary>Pins are kept.</summary>
    [Term("指定须满足")] PinHonoured,

    /// <summary>The stated cost is the true cost.</summary>
    [Term("代价相符")] CostAsStated,
}

/// <summary>代价类别: what a roster pays for.</summary>
public enum RosterCost
{
    /// <summary>Open places.</summary>
    [Term("缺员")] Missing,

    /// <summary>People too many.</summary>
    [Term("超员")] Surplus,

    /// <summary>The ways.</summary>
    [Term("路程")] Way,

    /// <summary>Wishes not followed.</summary>
    [Term("未满足意愿")] Wishes,

    /// <summary>Fairness of shifts.</summary>
    [Term("班数公平")] Shifts,

    /// <summary>Fairness of nights.</summary>
    [Term("夜班公平")] Nights,

    /// <summary>Fairness of weekends.</summary>
    [Term("周末公平")] Weekends,

    /// <summary>Teams apart.</summary>
    [Term("搭班分开")] Apart,

    /// <summary>Differences from the published roster.</summary>
    [Term("改动已公布班表")] Changes,
}
