namespace Shouwang.Rosters;

/// <summary>缺口说明: what is short where in a roster, and why.</summary>
public static class RosterShortages
{
    /// <summary>Every need with open places.</summary>
    public static RosterShortage[] Of(RosterProblem problem, int[] needOf)
    {
        var missing = problem.Needs.Select(need => need.Persons).ToArray();
        foreach (var need in needOf)
            if (need >= 0) missing[need]--;
        return [.. Enumerable.Range(0, missing.Length).Where(need => missing[need] > 0).Select(need => Explain(problem, needOf, need, missing[need]))];
    }

    private static RosterShortage Explain(RosterProblem problem, int[] needOf, int need, int missing)
    {
        var (wanted, skilled, suited, free) = (problem.Needs[need], 0, 0, 0);
        for (var person = 0; person < problem.People.Length; person++)
        {
            var why = problem.People[person].WhyNot(wanted);
            if (why != RosterRule.Skilled) skilled++;
            if (why is not null) continue;
            suited++;
            if (needOf[person * problem.Days + wanted.Day] < 0) free++;
        }
        var cause = skilled < wanted.Persons ? RosterShortageCause.TooFewSkilled
            : suited < wanted.Persons ? RosterShortageCause.TooFewAvailable
            : free == 0 ? RosterShortageCause.StandElsewhere
            : RosterShortageCause.LimitedByRules;
        return new(need, missing, suited, cause);
    }
}
