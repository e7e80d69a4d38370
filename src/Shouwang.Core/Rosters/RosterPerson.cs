namespace Shouwang.Rosters;

/// <summary>人员: one person of a roster.</summary>
public sealed record RosterPerson
{
    /// <summary>Number of his contract.</summary>
    public required int Contract { get; init; }

    /// <summary>What he can do (bit set).</summary>
    public ulong Skills { get; init; }

    /// <summary>可排班次: the shifts he can stand, per day (bit set). Shape: D.</summary>
    public required ulong[] OpenShifts { get; init; }

    /// <summary>可去岗位: the posts he may stand at and what each costs (the way there); null for any post at no cost.</summary>
    public RosterPostCost[]? Posts { get; init; }

    /// <summary>意愿: wishes on and off.</summary>
    public RosterWish[] Wishes { get; init; } = [];

    /// <summary>历史班数: shifts before this roster that count towards fairness.</summary>
    public int PastShifts { get; init; }

    /// <summary>What standing at the post costs, or null when he may not.</summary>
    public int? CostOf(int post)
    {
        if (Posts is null) return 0;
        foreach (var known in Posts)
            if (known.Post == post) return known.Cost;
        return null;
    }

    /// <summary>True when he is available for the need and has its skills; contract and pins are not looked at.</summary>
    public bool Suits(RosterNeed need) => WhyNot(need) is null;

    /// <summary>The first rule that keeps him from the need, or null.</summary>
    public RosterRule? WhyNot(RosterNeed need) =>
        (Skills & need.Skills) != need.Skills ? RosterRule.Skilled
        : (OpenShifts[need.Day] >> need.Shift & 1) == 0 ? RosterRule.Available
        : CostOf(need.Post) is null ? RosterRule.PostAllowed
        : null;
}

/// <summary>可去岗位.</summary>
/// <param name="Post">The post.</param>
/// <param name="Cost">What one shift there costs him.</param>
public readonly record struct RosterPostCost(int Post, int Cost);

/// <summary>意愿: to stand (on) or not to stand (off) a shift.</summary>
/// <param name="Day">The day.</param>
/// <param name="Shift">The shift, or −1 for any.</param>
/// <param name="IsOn">True to stand, false not to.</param>
/// <param name="Cost">What not following it costs.</param>
public readonly record struct RosterWish(int Day, int Shift, bool IsOn, int Cost)
{
    /// <summary>What the wish costs when the person stands this shift; −1 for a free day.</summary>
    public int CostAt(int shift) => IsMet(shift) ? 0 : Cost;

    private bool IsMet(int shift) => IsOn == (Shift < 0 ? shift >= 0 : shift == Shift);
}

/// <summary>用工规则: limits and fairness that hold for everybody with this contract.</summary>
/// <remarks>
/// Runs are judged inside the roster only: a run that touches its first or last day may have begun or may go on
/// outside, so that the least lengths do not bind there, and the greatest length counts from the border (the rule of
/// the public instances, Curtois and Qu, <i>Computational results on new staff scheduling benchmark instances</i>, 2014).
/// </remarks>
public sealed record RosterContract
{
    /// <summary>最少工时: least minutes over the roster.</summary>
    public int MinMinutes { get; init; }

    /// <summary>最多工时: most minutes over the roster.</summary>
    public int MaxMinutes { get; init; } = int.MaxValue;

    /// <summary>每周班数上限: most shifts in a calendar week.</summary>
    public int MaxWeekShifts { get; init; } = 7;

    /// <summary>最长连班: most days in a row.</summary>
    public int MaxRun { get; init; } = int.MaxValue;

    /// <summary>最短连班: least days in a row.</summary>
    public int MinRun { get; init; } = 1;

    /// <summary>最短连休: least free days in a row.</summary>
    public int MinOff { get; init; } = 1;

    /// <summary>周末上限: most weekends with a shift on Saturday or Sunday.</summary>
    public int MaxWeekends { get; init; } = int.MaxValue;

    /// <summary>最短休息: least minutes between the shifts of two days in a row.</summary>
    public int MinRest { get; init; }

    /// <summary>各班次上限: most shifts of each kind; null when none is limited. Shape: shifts.</summary>
    public int[]? MaxOfShift { get; init; }

    /// <summary>班数公平: what the first, second, … shift costs, never falling; the last entry holds for all further ones.</summary>
    public int[] ShiftCosts { get; init; } = [];

    /// <summary>夜班公平: what the first, second, … night costs, never falling.</summary>
    public int[] NightCosts { get; init; } = [];

    /// <summary>周末公平: what the first, second, … weekend costs, never falling.</summary>
    public int[] WeekendCosts { get; init; } = [];

    /// <summary>The cost of the unit after <paramref name="done"/> others.</summary>
    public static int Next(int[] costs, int done) => costs.Length == 0 ? 0 : costs[Math.Min(done, costs.Length - 1)];
}
