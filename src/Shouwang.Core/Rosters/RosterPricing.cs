namespace Shouwang.Rosters;

/// <summary>班表计价: what each soft rule of a roster costs.</summary>
public static class RosterPricing
{
    /// <summary>Adds what a person's own days cost. Shape of <paramref name="row"/>: D.</summary>
    public static void AddPerson(RosterProblem problem, int person, ReadOnlySpan<int> row, long[] costs)
    {
        var known = problem.People[person];
        var contract = problem.Contracts[known.Contract];
        var (shifts, nights, weekends, lastWeekend) = (known.PastShifts, 0, 0, -1);
        for (var day = 0; day < row.Length; day++)
        {
            if (problem.Published is not null && problem.PublishedNeed(person, day) != row[day]) costs[(int)RosterCost.Changes] += problem.ChangeCost;
            if (row[day] < 0) continue;
            var need = problem.Needs[row[day]];
            costs[(int)RosterCost.Way] += known.CostOf(need.Post) ?? 0;
            costs[(int)RosterCost.Shifts] += RosterContract.Next(contract.ShiftCosts, shifts++);
            if (problem.Shifts[need.Shift].IsNight) costs[(int)RosterCost.Nights] += RosterContract.Next(contract.NightCosts, nights++);
            if (!problem.IsWeekend(day) || problem.WeekendOf(day) == lastWeekend) continue;
            lastWeekend = problem.WeekendOf(day);
            costs[(int)RosterCost.Weekends] += RosterContract.Next(contract.WeekendCosts, weekends++);
        }
        AddWishes(problem, person, row, costs);
    }

    /// <summary>Adds what open places and people too many cost. Shape of <paramref name="standing"/>: N.</summary>
    public static void AddDemand(RosterProblem problem, int[] standing, long[] costs)
    {
        for (var i = 0; i < standing.Length; i++)
        {
            var need = problem.Needs[i];
            if (standing[i] < need.Persons) costs[(int)RosterCost.Missing] += (long)(need.Persons - standing[i]) * need.MissingCost;
            else costs[(int)RosterCost.Surplus] += (long)(standing[i] - need.Persons) * (need.SurplusCost ?? 0);
        }
    }

    /// <summary>Adds what members cost who stand apart from their team.</summary>
    public static void AddTeams(RosterProblem problem, int[] needOf, long[] costs)
    {
        foreach (var team in problem.Teams)
            for (var day = 0; day < problem.Days; day++)
                costs[(int)RosterCost.Apart] += (long)team.ApartCost * Apart(problem, team, day, needOf);
    }

    /// <summary>How many members stand apart from the largest group of their team on a day.</summary>
    public static int Apart(RosterProblem problem, RosterTeam team, int day, int[] needOf)
    {
        var groups = new Dictionary<(int Post, int Shift), int>();
        foreach (var person in team.People)
            if (needOf[person * problem.Days + day] is var need and >= 0)
            {
                var group = (problem.Needs[need].Post, problem.Needs[need].Shift);
                groups[group] = groups.GetValueOrDefault(group) + 1;
            }
        return groups.Count == 0 ? 0 : groups.Values.Sum() - groups.Values.Max();
    }

    private static void AddWishes(RosterProblem problem, int person, ReadOnlySpan<int> row, long[] costs)
    {
        foreach (var wish in problem.People[person].Wishes)
            costs[(int)RosterCost.Wishes] += wish.CostAt(row[wish.Day] < 0 ? -1 : problem.Needs[row[wish.Day]].Shift);
    }
}
