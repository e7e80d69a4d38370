namespace Shouwang.Rosters;

/// <summary>A roster problem made ready for search: eligible duties of each person and day with their costs in price units.</summary>
internal sealed class RosterModel
{
    internal const int Unit = (int)RosterPlan.PriceUnit;

    internal RosterModel(RosterProblem problem)
    {
        Problem = problem;
        Kinds = new(problem);
        NeedKind = [.. problem.Needs.Select(need => Kinds.KindOf[need.Shift] + 1)];
        Graphs = BuildGraphs();
        TeamsOf = problem.Teams.SelectMany(team => team.People.Select(person => (person, team))).ToLookup(pair => pair.person, pair => pair.team);
        (FreeCost, DutyStart) = (new long[People * Days], new int[People * Days + 1]);
        (DutyNeed, DutyCost) = new DutyListing(this).Write();
    }

    internal RosterProblem Problem { get; }

    internal int Days => Problem.Days;

    internal int People => Problem.People.Length;

    internal ShiftKinds Kinds { get; }

    /// <summary>Kind + 1 of each need's shift, as the arcs count. Shape: N.</summary>
    internal int[] NeedKind { get; }

    /// <summary>The graph of each person's contract. Shape: P.</summary>
    internal DutyGraph[] Graphs { get; }

    /// <summary>What a free day costs each person, <see cref="PersonSearch.Never"/> when it may not be free. Shape: P × D.</summary>
    internal long[] FreeCost { get; }

    /// <summary>Where the duties of each person and day begin. Shape: P × D + 1.</summary>
    internal int[] DutyStart { get; }

    /// <summary>The need of each duty, ascending within a person's day.</summary>
    internal int[] DutyNeed { get; }

    /// <summary>What each duty costs the person, in price units.</summary>
    internal long[] DutyCost { get; }

    /// <summary>The teams of each person.</summary>
    internal ILookup<int, RosterTeam> TeamsOf { get; }

    /// <summary>Post and shift of a need.</summary>
    internal (int Post, int Shift) NeedAt(int need) => (Problem.Needs[need].Post, Problem.Needs[need].Shift);

    /// <summary>What the person pays for a need (−1: a free day) in price units, or <see cref="PersonSearch.Never"/>.</summary>
    internal long CostOf(int person, int day, int need)
    {
        var cell = person * Days + day;
        if (need < 0) return FreeCost[cell];
        var at = Array.BinarySearch(DutyNeed, DutyStart[cell], DutyStart[cell + 1] - DutyStart[cell], need);
        return at < 0 ? PersonSearch.Never : DutyCost[at];
    }

    private DutyGraph[] BuildGraphs()
    {
        var built = new Dictionary<(int, int), DutyGraph>();
        var graphs = new DutyGraph[People];
        for (var person = 0; person < People; person++)
        {
            var known = Problem.People[person];
            var contract = Problem.Contracts[known.Contract];
            var key = (known.Contract, contract.ShiftCosts.Length == 0 ? 0 : Math.Min(known.PastShifts, contract.ShiftCosts.Length));
            if (!built.TryGetValue(key, out var graph))
                built[key] = graph = DutyGraphBuilder.Build(Problem, new(Problem, contract, Kinds, key.Item2), Kinds.Count, Unit);
            graphs[person] = graph;
        }
        return graphs;
    }
}
