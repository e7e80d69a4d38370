namespace Shouwang.Rosters;

/// <summary>班表核验: checks a roster against the problem alone, without trusting whoever made it.</summary>
public static class RosterChecker
{
    /// <summary>Names each broken hard rule and prices each soft one; the stated cost must be the true one.</summary>
    public static RosterVerdict Check(RosterProblem problem, RosterPlan plan)
    {
        var verdict = Check(problem, plan.NeedOf);
        return verdict.IsSound && verdict.Cost != plan.Cost
            ? verdict with { Breaches = [new(RosterRule.CostAsStated, -1)] }
            : verdict;
    }

    /// <summary>Checks who stands where. Shape of <paramref name="needOf"/>: P × D.</summary>
    public static RosterVerdict Check(RosterProblem problem, int[] needOf)
    {
        var (breaches, costs) = (new List<RosterBreach>(), new long[Enum.GetValues<RosterCost>().Length]);
        var standing = new int[problem.Needs.Length];
        for (var person = 0; person < problem.People.Length; person++)
        {
            var row = needOf.AsSpan(person * problem.Days, problem.Days);
            if (!CheckPlaces(problem, person, row, breaches)) continue;
            foreach (var need in row)
                if (need >= 0) standing[need]++;
            RosterWorkRules.Check(problem, person, ShiftsOf(problem, row), breaches);
            RosterPricing.AddPerson(problem, person, row, costs);
        }
        CheckDemand(problem, standing, breaches);
        RosterPricing.AddDemand(problem, standing, costs);
        RosterPricing.AddTeams(problem, needOf, costs);
        foreach (var pin in problem.Pins)
            if (needOf[pin.Person * problem.Days + pin.Day] != pin.Need) breaches.Add(new(RosterRule.PinHonoured, pin.Person, pin.Day, pin.Need));
        return new(breaches, costs);
    }

    private static bool CheckPlaces(RosterProblem problem, int person, ReadOnlySpan<int> row, List<RosterBreach> breaches)
    {
        var isMeaningful = true;
        for (var day = 0; day < row.Length; day++)
        {
            var need = row[day];
            if (need < 0) continue;
            if (need >= problem.Needs.Length || problem.Needs[need].Day != day)
            {
                breaches.Add(new(RosterRule.NeedOfTheDay, person, day, need));
                isMeaningful = false;
            }
            else if (problem.People[person].WhyNot(problem.Needs[need]) is { } rule) breaches.Add(new(rule, person, day, need));
        }
        return isMeaningful;
    }

    private static void CheckDemand(RosterProblem problem, int[] standing, List<RosterBreach> breaches)
    {
        for (var need = 0; need < standing.Length; need++)
            if (problem.Needs[need].SurplusCost is null && standing[need] > problem.Needs[need].Persons)
                breaches.Add(new(RosterRule.NoSurplus, -1, problem.Needs[need].Day, need));
    }

    private static int[] ShiftsOf(RosterProblem problem, ReadOnlySpan<int> row)
    {
        var shifts = new int[row.Length];
        for (var day = 0; day < row.Length; day++) shifts[day] = row[day] < 0 ? -1 : problem.Needs[row[day]].Shift;
        return shifts;
    }
}
