namespace Shouwang.Dispatch;

/// <summary>匹配方案: who goes where, what it costs, and how good any plan could be.</summary>
public sealed record MatchingPlan
{
    /// <summary>The filled places, ordered by need, then volunteer.</summary>
    public required MatchingPair[] Pairs { get; init; }

    /// <summary>总代价: cost of this plan in the problem's unit.</summary>
    public required long Cost { get; init; }

    /// <summary>下界: no plan can cost less; proven by <see cref="Certificate"/>.</summary>
    public required long Bound { get; init; }

    /// <summary>证明: prices from which anybody can recompute <see cref="Bound"/>.</summary>
    public required MatchingCertificate Certificate { get; init; }

    /// <summary>缺口: the needs with open places; empty when everybody is served.</summary>
    public required MatchingShortage[] Shortages { get; init; }

    /// <summary>How the plan was found.</summary>
    public required MatchingMethod Method { get; init; }

    /// <summary>True when cost and bound meet: no plan is cheaper.</summary>
    public bool IsOptimal => Cost == Bound;

    /// <summary>差距: how far above the bound, as a share of it (0.01 = 1 %); 0 when optimal.</summary>
    public double Gap => Cost == Bound ? 0 : (double)(Cost - Bound) / Math.Max(1, Math.Abs(Bound));
}

/// <summary>最优性证明: what a place with each volunteer is worth to the others (the dual prices of the flow).</summary>
/// <remarks>
/// At the right prices every need simply takes the candidates with the smallest <c>cost + price</c>, and nobody's
/// orders clash. The bound is computed from the prices alone, see <see cref="MatchingChecker.BoundOf"/>; wrong prices
/// only make it weaker, never false.
/// </remarks>
/// <param name="Prices">Price of one order with each volunteer, in the problem's unit. Shape: M.</param>
public sealed record MatchingCertificate(long[] Prices);

/// <summary>缺口: places of a need that stay open.</summary>
/// <param name="Need">Number of the need.</param>
/// <param name="Missing">Persons missing.</param>
/// <param name="Cause">Why.</param>
public readonly record struct MatchingShortage(int Need, int Missing, MatchingShortageCause Cause);

/// <summary>缺口原因: why a place stays open.</summary>
public enum MatchingShortageCause
{
    /// <summary>Fewer eligible people exist than are wanted.</summary>
    [Term("符合条件的人不够")] TooFewCandidates,

    /// <summary>The eligible people are all busy with needs that are dearer to leave open.</summary>
    [Term("候选人已派往更急的单")] TakenByOthers,

    /// <summary>A candidate is free, but costs more than leaving the place open.</summary>
    [Term("空闲候选人代价过高")] DearerThanOpen,
}

/// <summary>匹配算法: which exact method found a plan.</summary>
public enum MatchingMethod
{
    /// <summary>Successive shortest augmenting paths: fast while people are plentiful.</summary>
    [Term("最短增广路")] ShortestPaths,

    /// <summary>Cost scaling with push and relabel: fast when people are scarce.</summary>
    [Term("代价缩放推流")] CostScaling,
}
