namespace Shouwang.Dispatch;

/// <summary>匹配理由: why a need got these people and not the others, in figures a dispatcher can check.</summary>
/// <param name="Need">Number of the need.</param>
/// <param name="Missing">Places left open.</param>
/// <param name="Offers">Every candidate, cheapest (cost + price) first; equal ones by number.</param>
public sealed record MatchingExplanation(int Need, int Missing, IReadOnlyList<MatchingOffer> Offers)
{
    /// <summary>Explains one need of a plan.</summary>
    /// <remarks>Cost: proportional to the pairs of the plan; keep a <see cref="MatchingReader"/> when explaining many needs.</remarks>
    public static MatchingExplanation Of(MatchingProblem problem, MatchingPlan plan, int need) => new MatchingReader(problem, plan).Explain(need);
}

/// <summary>候选比较: how one candidate compares.</summary>
/// <param name="Volunteer">Number of the volunteer.</param>
/// <param name="Cost">What he costs for this need (way and the like).</param>
/// <param name="Price">What one of his orders is worth to others at the optimum: the price of taking him away from them.</param>
/// <param name="Standing">What became of him.</param>
/// <param name="ServesInstead">The needs he serves in this plan (this one included, if so).</param>
/// <param name="DearerByAtLeast">By how much the whole plan would at least cost more with him on this need; 0 for the chosen.</param>
public sealed record MatchingOffer(int Volunteer, int Cost, long Price, MatchingStanding Standing, IReadOnlyList<int> ServesInstead, long DearerByAtLeast)
{
    /// <summary>Cost and price together: what the choice goes by.</summary>
    public long Total => Cost + Price;
}

/// <summary>候选结果: what became of a candidate.</summary>
public enum MatchingStanding
{
    /// <summary>Serves this need because somebody said so.</summary>
    [Term("已指定")] Pinned,

    /// <summary>Serves this need because he is the best choice.</summary>
    [Term("已选中")] Chosen,

    /// <summary>Must not serve this need.</summary>
    [Term("须回避")] Forbidden,

    /// <summary>Takes no orders at all.</summary>
    [Term("不可接单")] TakesNoOrders,

    /// <summary>All his orders are taken by needs to which he is worth more.</summary>
    [Term("他单更需要")] NeededElsewhere,

    /// <summary>Has an order free, but others cost less.</summary>
    [Term("代价较高")] Dearer,
}

/// <summary>匹配理由: explains the needs of one plan.</summary>
public sealed class MatchingReader
{
    private readonly MatchingProblem problem;
    private readonly MatchingPlan plan;
    private readonly HashSet<MatchingPair> pins;
    private readonly HashSet<MatchingPair> forbidden;
    private readonly ILookup<int, int> needsOf;
    private readonly ILookup<int, int> volunteersOf;

    /// <summary>Prepares to explain; cost proportional to the pairs of the plan.</summary>
    public MatchingReader(MatchingProblem problem, MatchingPlan plan)
    {
        (this.problem, this.plan) = (problem, plan);
        (pins, forbidden) = (problem.Pins.ToHashSet(), problem.Forbidden.ToHashSet());
        needsOf = plan.Pairs.ToLookup(pair => pair.Volunteer, pair => pair.Need);
        volunteersOf = plan.Pairs.ToLookup(pair => pair.Need, pair => pair.Volunteer);
    }

    /// <summary>Explains one need.</summary>
    public MatchingExplanation Explain(int need)
    {
        var missing = problem.Demands[need] - volunteersOf[need].Count();
        var dearest = missing > 0 ? problem.UnfilledCosts[need] : DearestChosen(need);
        var offers = problem.CandidatesOf(need).ToArray().Select(volunteer => Offer(new(need, volunteer), dearest));
        return new(need, missing, [.. offers.OrderBy(offer => offer.Total).ThenBy(offer => offer.Volunteer)]);
    }

    private long DearestChosen(int need)
    {
        var chosen = volunteersOf[need].Where(volunteer => !pins.Contains(new(need, volunteer))).ToList();
        return chosen.Count == 0 ? long.MaxValue : chosen.Max(volunteer => TotalOf(new(need, volunteer)));
    }

    private long TotalOf(MatchingPair pair) => problem.CostOf(pair)!.Value + plan.Certificate.Prices[pair.Volunteer];

    private MatchingOffer Offer(MatchingPair pair, long dearest)
    {
        var (cost, price, standing) = (problem.CostOf(pair)!.Value, plan.Certificate.Prices[pair.Volunteer], StandingOf(pair));
        var isIn = standing is MatchingStanding.Pinned or MatchingStanding.Chosen;
        var dearer = isIn || dearest == long.MaxValue ? 0 : Math.Max(0, cost + price - dearest);
        return new(pair.Volunteer, cost, price, standing, [.. needsOf[pair.Volunteer]], dearer);
    }

    private MatchingStanding StandingOf(MatchingPair pair) =>
        pins.Contains(pair) ? MatchingStanding.Pinned
        : volunteersOf[pair.Need].Contains(pair.Volunteer) ? MatchingStanding.Chosen
        : forbidden.Contains(pair) ? MatchingStanding.Forbidden
        : problem.CapacityOf(pair.Volunteer) == 0 ? MatchingStanding.TakesNoOrders
        : needsOf[pair.Volunteer].Count() == problem.CapacityOf(pair.Volunteer) ? MatchingStanding.NeededElsewhere
        : MatchingStanding.Dearer;
}
