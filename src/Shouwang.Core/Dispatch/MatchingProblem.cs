namespace Shouwang.Dispatch;

/// <summary>匹配问题: who may take which need (an open order), and what that costs; only eligible pairs are listed.</summary>
/// <remarks>
/// <para>
/// Needs are numbered 0…N−1 and volunteers 0…M−1; the caller keeps the ids. A need wants one or more persons; each of
/// its places goes to a different volunteer or stays open at <see cref="UnfilledCosts"/>, so that a plan always exists.
/// A volunteer takes at most as many orders as there are entries in his load costs; the entries never fall (the second
/// order of a day costs more than the first), which is what makes the optimum fair.
/// </para>
/// <para>
/// Costs are whole numbers of one unit that the caller chooses (metres of way, say), between −<see cref="MaxCost"/> and
/// <see cref="MaxCost"/>. The plan's cost is: candidate cost of each filled place + load costs of each volunteer's
/// orders + unfilled cost of each open place. The cheapest plan is a minimum-cost flow (Ahuja, Magnanti, Orlin,
/// <i>Network Flows</i>, 1993, chapter 9).
/// </para>
/// <para>Shapes: lists indexed by need have length N; compressed rows (<c>Starts</c>) have one more entry than rows.</para>
/// </remarks>
public sealed record MatchingProblem
{
    /// <summary>Largest magnitude of any cost.</summary>
    public const int MaxCost = 1_000_000_000;

    /// <summary>人数: persons wanted by each need (0 or more). Shape: N.</summary>
    public required int[] Demands { get; init; }

    /// <summary>优先级代价: what one place left open costs, per need; the more urgent, the higher. Shape: N.</summary>
    public required int[] UnfilledCosts { get; init; }

    /// <summary>Where each volunteer's load costs begin. Shape: M + 1.</summary>
    public required int[] LoadStarts { get; init; }

    /// <summary>负荷代价: what a volunteer's first, second, … order costs on top; never falling within one volunteer.</summary>
    public required int[] LoadCosts { get; init; }

    /// <summary>Where each need's candidates begin. Shape: N + 1.</summary>
    public required int[] CandidateStarts { get; init; }

    /// <summary>候选人: the eligible volunteers of each need, each at most once per need.</summary>
    public required int[] CandidateVolunteers { get; init; }

    /// <summary>What each candidate costs for that need. Same shape as <see cref="CandidateVolunteers"/>.</summary>
    public required int[] CandidateCosts { get; init; }

    /// <summary>指定: candidate pairs that the plan must contain.</summary>
    public IReadOnlyList<MatchingPair> Pins { get; init; } = [];

    /// <summary>回避: candidate pairs that the plan must not contain.</summary>
    public IReadOnlyList<MatchingPair> Forbidden { get; init; } = [];

    /// <summary>Number of needs, N.</summary>
    public int NeedCount => Demands.Length;

    /// <summary>Number of volunteers, M.</summary>
    public int VolunteerCount => LoadStarts.Length - 1;

    /// <summary>How many orders the volunteer may take.</summary>
    public int CapacityOf(int volunteer) => LoadStarts[volunteer + 1] - LoadStarts[volunteer];

    /// <summary>The volunteer's load costs, first order first.</summary>
    public ReadOnlySpan<int> LoadCostsOf(int volunteer) => LoadCosts.AsSpan(LoadStarts[volunteer], CapacityOf(volunteer));

    /// <summary>The candidates of a need.</summary>
    public ReadOnlySpan<int> CandidatesOf(int need) => CandidateVolunteers.AsSpan(CandidateStarts[need], CandidateStarts[need + 1] - CandidateStarts[need]);

    /// <summary>The cost of a candidate pair, or null when the volunteer is no candidate of the need.</summary>
    public int? CostOf(MatchingPair pair)
    {
        var place = CandidatesOf(pair.Need).IndexOf(pair.Volunteer);
        return place < 0 ? null : CandidateCosts[CandidateStarts[pair.Need] + place];
    }
}

/// <summary>搭配: one volunteer on one place of one need.</summary>
/// <param name="Need">Number of the need.</param>
/// <param name="Volunteer">Number of the volunteer.</param>
public readonly record struct MatchingPair(int Need, int Volunteer);
