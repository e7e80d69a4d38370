namespace Shouwang.Rosters;

/// <summary>One person's days by the checker's own rules.</summary>
internal static class OwnRow
{
    /// <summary>True when the days keep every rule about the person alone.</summary>
    internal static bool Keeps(RosterProblem problem, int person, ReadOnlySpan<int> row) => Breaches(problem, person, row).Count == 0;

    /// <summary>The rules of work that the days break.</summary>
    internal static List<RosterBreach> Breaches(RosterProblem problem, int person, ReadOnlySpan<int> row)
    {
        Span<int> shifts = stackalloc int[row.Length];
        for (var day = 0; day < row.Length; day++) shifts[day] = row[day] < 0 ? -1 : problem.Needs[row[day]].Shift;
        var breaches = new List<RosterBreach>();
        RosterWorkRules.Check(problem, person, shifts, breaches);
        return breaches;
    }

    /// <summary>Ways, wishes, fairness and changes.</summary>
    internal static long Cost(RosterProblem problem, int person, ReadOnlySpan<int> row)
    {
        var costs = new long[Enum.GetValues<RosterCost>().Length];
        RosterPricing.AddPerson(problem, person, row, costs);
        return costs.Sum();
    }
}
