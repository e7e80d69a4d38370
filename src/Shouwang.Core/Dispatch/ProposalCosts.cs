namespace Shouwang.Dispatch;

/// <summary>拟派代价: what it costs the town to leave a place of an order open, in the metres in which <see cref="MatchRules"/> counts.</summary>
/// <remarks>Dearer than any candidate can be: nobody stays unserved to save somebody else's way; where people lack, the urgent order comes first.</remarks>
public static class ProposalCosts
{
    /// <summary>一般单缺一人.</summary>
    public const int OrdinaryOpen = 100_000;

    /// <summary>紧急单缺一人: as much as three ordinary ones.</summary>
    public const int UrgentOpen = 300_000;

    /// <summary>已超时: on top, when the due time has passed.</summary>
    public const int OverdueOpen = 50_000;

    /// <summary>Cost of one open place.</summary>
    public static int OfOpenPlace(Urgency urgency, bool isOverdue) => (urgency == Urgency.Urgent ? UrgentOpen : OrdinaryOpen) + (isOverdue ? OverdueOpen : 0);

    /// <summary>The matching problem of judged candidates: each volunteer takes one order at most, so that all that was judged holds for whoever is chosen.</summary>
    /// <param name="demands">Persons wanted by each need.</param>
    /// <param name="openCosts">Cost of one open place of each need.</param>
    /// <param name="candidates">Number and cost of the fitting volunteers of each need.</param>
    /// <param name="volunteers">How many volunteers there are.</param>
    public static MatchingProblem Problem(IReadOnlyList<int> demands, IReadOnlyList<int> openCosts, IReadOnlyList<IReadOnlyList<(int Volunteer, int Cost)>> candidates, int volunteers)
    {
        var starts = new int[demands.Count + 1];
        for (var need = 0; need < demands.Count; need++) starts[need + 1] = starts[need] + candidates[need].Count;
        return new()
        {
            Demands = [.. demands],
            UnfilledCosts = [.. openCosts],
            LoadStarts = [.. Enumerable.Range(0, volunteers + 1)],
            LoadCosts = new int[volunteers],
            CandidateStarts = starts,
            CandidateVolunteers = [.. candidates.SelectMany(row => row.Select(candidate => candidate.Volunteer))],
            CandidateCosts = [.. candidates.SelectMany(row => row.Select(candidate => candidate.Cost))],
        };
    }
}
