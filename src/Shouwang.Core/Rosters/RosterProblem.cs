namespace Shouwang.Rosters;

/// <summary>排班问题: who may stand where and when, what is wanted, and what everything costs.</summary>
/// <remarks>
/// <para>
/// Days, shifts, posts, needs and people are numbered from 0; the caller keeps the ids. A person stands at most one
/// need a day. Every need is a number of like places (same post, shift, day and skills): a leader's place is a need
/// that asks the leader's skill, a reserve held back is a need of a reserve post.
/// </para>
/// <para>
/// Costs are whole numbers of one unit that the caller chooses, up to <see cref="MaxCost"/>. A place may always stay
/// open at its missing cost, so that a roster exists even when there are too few people.
/// </para>
/// </remarks>
public sealed record RosterProblem
{
    /// <summary>Largest magnitude of any single cost.</summary>
    public const int MaxCost = 10_000_000;

    /// <summary>天数: length of the roster in days, D.</summary>
    public required int Days { get; init; }

    /// <summary>首日星期: weekday of day 0; 0 is Monday, 6 Sunday.</summary>
    public int FirstWeekday { get; init; }

    /// <summary>班次: the shifts of a day; at most 64.</summary>
    public required RosterShift[] Shifts { get; init; }

    /// <summary>岗位数: number of posts.</summary>
    public int PostCount { get; init; } = 1;

    /// <summary>岗位需求: the places to fill. Shape: N.</summary>
    public required RosterNeed[] Needs { get; init; }

    /// <summary>用工规则: rules of work that people share.</summary>
    public required RosterContract[] Contracts { get; init; }

    /// <summary>人员. Shape: P.</summary>
    public required RosterPerson[] People { get; init; }

    /// <summary>搭班: teams that like to stand together.</summary>
    public RosterTeam[] Teams { get; init; } = [];

    /// <summary>指定: what the roster must contain.</summary>
    public RosterPin[] Pins { get; init; } = [];

    /// <summary>已公布班表: the need of each person and day, −1 for free; null when nothing is published. Shape: P × D.</summary>
    public int[]? Published { get; init; }

    /// <summary>What one person-day that differs from the published roster costs.</summary>
    public int ChangeCost { get; init; }

    /// <summary>True when the day is a Saturday or Sunday.</summary>
    public bool IsWeekend(int day) => (FirstWeekday + day) % 7 >= 5;

    /// <summary>Number of the weekend that the day belongs to, or −1 on a weekday.</summary>
    public int WeekendOf(int day) => IsWeekend(day) ? WeekOf(day) : -1;

    /// <summary>Number of the calendar week (Monday to Sunday) that the day belongs to.</summary>
    public int WeekOf(int day) => (FirstWeekday + day) / 7;

    /// <summary>The published need of a person's day, or −1.</summary>
    public int PublishedNeed(int person, int day) => Published is null ? -1 : Published[person * Days + day];

    /// <summary>True when the second shift may stand on the day after the first under the contract.</summary>
    public bool MayFollow(RosterContract contract, int first, int second) =>
        !Shifts[first].NotNext.Contains(second)
        && Shifts[second].Start + 1440 - Shifts[first].Start - Shifts[first].Minutes >= contract.MinRest;
}

/// <summary>班次: a time of day that places are wanted for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Minute of the day at which it starts.</param>
/// <param name="Minutes">Its length.</param>
/// <param name="IsNight">夜班: counts as a night.</param>
/// <param name="NotNext">禁止接续: shifts that must not stand on the day after it.</param>
public sealed record RosterShift(string Name, int Start, int Minutes, bool IsNight, int[] NotNext);

/// <summary>岗位需求: like places of one post, shift and day.</summary>
/// <param name="Post">Number of the post.</param>
/// <param name="Day">The day.</param>
/// <param name="Shift">The shift.</param>
/// <param name="Persons">人数: places wanted.</param>
/// <param name="Skills">Skills of which each person must have all (bit set).</param>
/// <param name="MissingCost">缺员代价: what one open place costs.</param>
/// <param name="SurplusCost">超员代价: what one person too many costs; null when nobody may be too many.</param>
public readonly record struct RosterNeed(int Post, int Day, int Shift, int Persons, ulong Skills, int MissingCost, int? SurplusCost = null);

/// <summary>搭班: people who like to stand at the same post and shift when they stand on the same day.</summary>
/// <param name="People">The members.</param>
/// <param name="ApartCost">What each member costs, per day, who stands apart from the largest group of his team.</param>
public sealed record RosterTeam(int[] People, int ApartCost);

/// <summary>指定: a person-day that is settled.</summary>
/// <param name="Person">Who.</param>
/// <param name="Day">The day.</param>
/// <param name="Need">The need he stands, or −1 for a free day.</param>
public readonly record struct RosterPin(int Person, int Day, int Need);
