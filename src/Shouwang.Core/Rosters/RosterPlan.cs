namespace Shouwang.Rosters;

/// <summary>班表方案: who stands where on every day, what it costs, and how good any roster could be.</summary>
public sealed record RosterPlan
{
    /// <summary>The need of each person and day, −1 for free. Shape: P × D.</summary>
    public required int[] NeedOf { get; init; }

    /// <summary>总代价: cost of this roster in the problem's unit.</summary>
    public required long Cost { get; init; }

    /// <summary>下界: no roster that keeps all rules can cost less; follows from <see cref="Prices"/>.</summary>
    public required long Bound { get; init; }

    /// <summary>证明: what one place of each need is worth, in parts of <see cref="PriceUnit"/> to one unit of cost. Shape: N.</summary>
    public required long[] Prices { get; init; }

    /// <summary>缺口: the needs with open places; empty when everything is covered.</summary>
    public required RosterShortage[] Shortages { get; init; }

    /// <summary>无法排班的人员: people whose rules leave them no roster at all; they are given free days.</summary>
    public int[] Unplaceable { get; init; } = [];

    /// <summary>Parts of <see cref="Prices"/> in one unit of cost.</summary>
    public const long PriceUnit = 256;

    /// <summary>True when cost and bound meet: no roster is cheaper.</summary>
    public bool IsOptimal => Cost == Bound;

    /// <summary>差距: how far above the bound, as a share of the cost (0.01 = 1 %); 0 when optimal.</summary>
    public double Gap => Cost <= Bound ? 0 : (double)(Cost - Bound) / Math.Max(1, Math.Abs(Cost));
}

/// <summary>缺口: places of a need that stay open, and why.</summary>
/// <param name="Need">Number of the need.</param>
/// <param name="Missing">Persons missing.</param>
/// <param name="Suited">How many people suit the need at all.</param>
/// <param name="Cause">Why.</param>
public readonly record struct RosterShortage(int Need, int Missing, int Suited, RosterShortageCause Cause);

/// <summary>缺口原因: why a place stays open.</summary>
public enum RosterShortageCause
{
    /// <summary>Nobody or too few have the skills.</summary>
    [Term("具备技能的人不够")] TooFewSkilled,

    /// <summary>Enough have the skills, too few of them are available then or may go there.</summary>
    [Term("当班可用的人不够")] TooFewAvailable,

    /// <summary>Those who suit stand elsewhere on that day.</summary>
    [Term("合适的人当日已在其他岗位")] StandElsewhere,

    /// <summary>Somebody suits and is free that day, but rest or a limit of his work forbids it.</summary>
    [Term("受休息或工时规则限制")] LimitedByRules,
}
