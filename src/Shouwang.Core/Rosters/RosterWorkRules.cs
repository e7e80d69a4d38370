namespace Shouwang.Rosters;

/// <summary>用工规则核验: what a contract says about one person's days.</summary>
public static class RosterWorkRules
{
    /// <summary>Adds every rule of the person's contract that his shifts (−1 for a free day) break.</summary>
    public static void Check(RosterProblem problem, int person, ReadOnlySpan<int> shifts, List<RosterBreach> breaches)
    {
        var contract = problem.Contracts[problem.People[person].Contract];
        CheckNeighbours(problem, contract, person, shifts, breaches);
        CheckTotals(problem, contract, person, shifts, breaches);
        CheckWeeks(problem, contract, person, shifts, breaches);
        CheckRuns(contract, person, shifts, breaches);
    }

    private static void CheckNeighbours(RosterProblem problem, RosterContract contract, int person, ReadOnlySpan<int> shifts, List<RosterBreach> breaches)
    {
        for (var day = 1; day < shifts.Length; day++)
            if (shifts[day - 1] >= 0 && shifts[day] >= 0 && !problem.MayFollow(contract, shifts[day - 1], shifts[day]))
                breaches.Add(new(RosterRule.Succession, person, day));
    }

    private static void CheckTotals(RosterProblem problem, RosterContract contract, int person, ReadOnlySpan<int> shifts, List<RosterBreach> breaches)
    {
        var (minutes, counts) = (0, new int[problem.Shifts.Length]);
        foreach (var shift in shifts)
        {
            if (shift < 0) continue;
            minutes += problem.Shifts[shift].Minutes;
            counts[shift]++;
        }
        if (minutes < contract.MinMinutes) breaches.Add(new(RosterRule.MinMinutes, person));
        if (minutes > contract.MaxMinutes) breaches.Add(new(RosterRule.MaxMinutes, person));
        for (var shift = 0; shift < counts.Length && contract.MaxOfShift is not null; shift++)
            if (counts[shift] > contract.MaxOfShift[shift]) breaches.Add(new(RosterRule.MaxOfShift, person));
    }

    private static void CheckWeeks(RosterProblem problem, RosterContract contract, int person, ReadOnlySpan<int> shifts, List<RosterBreach> breaches)
    {
        var (weeks, weekends) = (new int[problem.WeekOf(problem.Days - 1) + 1], new HashSet<int>());
        for (var day = 0; day < shifts.Length; day++)
        {
            if (shifts[day] < 0) continue;
            if (++weeks[problem.WeekOf(day)] == contract.MaxWeekShifts + 1) breaches.Add(new(RosterRule.MaxWeekShifts, person, day));
            if (problem.IsWeekend(day)) weekends.Add(problem.WeekendOf(day));
        }
        if (weekends.Count > contract.MaxWeekends) breaches.Add(new(RosterRule.MaxWeekends, person));
    }

    private static void CheckRuns(RosterContract contract, int person, ReadOnlySpan<int> shifts, List<RosterBreach> breaches)
    {
        for (int first = 0, end; first < shifts.Length; first = end)
        {
            var isWork = shifts[first] >= 0;
            for (end = first + 1; end < shifts.Length && shifts[end] >= 0 == isWork;) end++;
            var (length, isInside) = (end - first, first > 0 && end < shifts.Length);
            if (isWork && length > contract.MaxRun) breaches.Add(new(RosterRule.MaxRun, person, first));
            if (isWork && isInside && length < contract.MinRun) breaches.Add(new(RosterRule.MinRun, person, first));
            if (!isWork && isInside && length < contract.MinOff) breaches.Add(new(RosterRule.MinOff, person, first));
        }
    }
}
