namespace Shouwang.Dispatch;

/// <summary>候选人搜索: finds each need's nearest suitable volunteers and makes the sparse matching problem of them.</summary>
public static class CandidateSearch
{
    /// <summary>
    /// The problem in which each need may choose among its <paramref name="perNeed"/> nearest suitable volunteers;
    /// costs are metres of way, rounded.
    /// </summary>
    /// <remarks>
    /// Leaving candidates out keeps the problem small: the plan is optimal among those kept. Rows list volunteers by
    /// number. Cost: proportional to the people near each need, not to all people.
    /// </remarks>
    public static MatchingProblem Find(MatchingRequest request, int perNeed = 50)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perNeed, 1);
        var grid = new CandidateGrid(request);
        var found = new NearestPeople(perNeed);
        var starts = new int[request.Needs.Count + 1];
        var (volunteers, costs) = (new int[request.Needs.Count * 8], new int[request.Needs.Count * 8]);
        for (var need = 0; need < request.Needs.Count; need++)
        {
            grid.Nearest(request.Needs[need], found);
            var at = starts[need];
            if (at + found.Count > volunteers.Length) Grow(ref volunteers, ref costs, found.Count);
            foreach (var (metres, number) in found.ByNumber()) (volunteers[at], costs[at++]) = (number, (int)MathF.Round(metres));
            starts[need + 1] = at;
        }
        return Assemble(request, starts, volunteers[..starts[^1]], costs[..starts[^1]]);
    }

    private static void Grow(ref int[] volunteers, ref int[] costs, int more)
    {
        var size = volunteers.Length * 2 + more;
        Array.Resize(ref volunteers, size);
        Array.Resize(ref costs, size);
    }

    private static MatchingProblem Assemble(MatchingRequest request, int[] starts, int[] volunteers, int[] costs)
    {
        var loadStarts = new int[request.Volunteers.Count + 1];
        for (var i = 0; i < request.Volunteers.Count; i++) loadStarts[i + 1] = loadStarts[i] + request.Volunteers[i].LoadCosts.Length;
        return new()
        {
            Demands = [.. request.Needs.Select(need => need.Persons)],
            UnfilledCosts = [.. request.Needs.Select(need => need.UnfilledCost)],
            LoadStarts = loadStarts,
            LoadCosts = [.. request.Volunteers.SelectMany(volunteer => volunteer.LoadCosts)],
            CandidateStarts = starts,
            CandidateVolunteers = volunteers,
            CandidateCosts = costs,
        };
    }
}
