using Shouwang.Rosters;

namespace Shouwang.Planning.Tests.Rosters;

/// <summary>The cheapest roster by trying every one; the checker alone says what is allowed and what it costs.</summary>
internal static class BruteForceRoster
{
    /// <summary>The cost of the best sound roster, or null when there is none.</summary>
    internal static long? Optimum(RosterProblem problem)
    {
        var rows = Enumerable.Range(0, problem.People.Length).Select(person => RowsOf(problem, person)).ToArray();
        var (chosen, best) = (new int[problem.People.Length * problem.Days], (long?)null);
        Try(0, 0);
        return best;

        void Try(int person, long own)
        {
            if (person == rows.Length)
            {
                if (Demand(problem, chosen) is { } demand && (best is null || own + demand < best)) best = own + demand;
                return;
            }
            foreach (var (row, cost) in rows[person])
            {
                row.CopyTo(chosen, person * problem.Days);
                Try(person + 1, own + cost);
            }
        }
    }

    /// <summary>Every sequence of days that breaks no rule about the person alone, with what it costs him.</summary>
    private static List<(int[] Row, long Cost)> RowsOf(RosterProblem problem, int person)
    {
        var (found, row) = (new List<(int[], long)>(), new int[problem.Days]);
        var alone = problem with
        {
            People = [problem.People[person]],
            Teams = [],
            Pins = [.. problem.Pins.Where(pin => pin.Person == person).Select(pin => pin with { Person = 0 })],
            Published = problem.Published?[(person * problem.Days)..((person + 1) * problem.Days)],
            Needs = [.. problem.Needs.Select(need => need with { Persons = 0, MissingCost = 0, SurplusCost = 0 })],
        };
        Fill(0);
        return found;

        void Fill(int day)
        {
            if (day == problem.Days)
            {
                if (RosterChecker.Check(alone, row) is { IsSound: true } verdict) found.Add(((int[])row.Clone(), verdict.Cost));
                return;
            }
            row[day] = -1;
            Fill(day + 1);
            for (var need = 0; need < problem.Needs.Length; need++)
            {
                if (problem.Needs[need].Day != day) continue;
                row[day] = need;
                Fill(day + 1);
            }
        }
    }

    private static long? Demand(RosterProblem problem, int[] needOf)
    {
        var (standing, costs) = (new int[problem.Needs.Length], new long[Enum.GetValues<RosterCost>().Length]);
        foreach (var need in needOf)
            if (need >= 0) standing[need]++;
        for (var need = 0; need < standing.Length; need++)
            if (problem.Needs[need].SurplusCost is null && standing[need] > problem.Needs[need].Persons) return null;
        RosterPricing.AddDemand(problem, standing, costs);
        RosterPricing.AddTeams(problem, needOf, costs);
        return costs.Sum();
    }
}
