using Shouwang.Dispatch;

namespace Shouwang.Rosters;

/// <summary>
/// First prices by flow over the whole horizon: needs are matched to people's weeks, which forgets that nobody stands
/// twice a day or without rest. Its prices already know how scarce each need is.
/// </summary>
internal sealed class WeekMatching
{
    private readonly RosterModel model;
    private readonly RosterProblem problem;
    private readonly int firstWeek;
    private readonly int weeks;
    private readonly LiveMatching live;

    internal WeekMatching(RosterModel model)
    {
        (this.model, problem, firstWeek) = (model, model.Problem, model.Problem.WeekOf(0));
        weeks = problem.WeekOf(model.Days - 1) - firstWeek + 1;
        live = new(Relaxed());
    }

    /// <summary>True when weeks say enough about the contracts: nobody must work a least time.</summary>
    internal static bool Suits(RosterProblem problem) => problem.Contracts.All(contract => contract.MinMinutes == 0) && problem.Needs.Length > 0;

    /// <summary>What a place of each need is worth, in price units.</summary>
    internal long[] Prices()
    {
        var prices = new long[problem.Needs.Length];
        for (var need = 0; need < prices.Length; need++) prices[need] = PriceOf(need) * RosterModel.Unit;
        return prices;
    }

    private MatchingProblem Relaxed()
    {
        var rows = new List<(int Volunteer, int Cost)>[problem.Needs.Length];
        for (var need = 0; need < rows.Length; need++) rows[need] = [];
        for (var cell = 0; cell < model.People * model.Days; cell++)
        {
            var (person, day) = (cell / model.Days, cell % model.Days);
            var free = model.FreeCost[cell] >= PersonSearch.Never ? 0 : model.FreeCost[cell];
            for (var duty = model.DutyStart[cell]; duty < model.DutyStart[cell + 1]; duty++)
                rows[model.DutyNeed[duty]].Add((WeekOf(person, day), (int)((model.DutyCost[duty] - free) / RosterModel.Unit)));
        }
        var (loadStarts, loads) = Loads();
        var starts = new int[rows.Length + 1];
        for (var need = 0; need < rows.Length; need++) starts[need + 1] = starts[need] + rows[need].Count;
        return new()
        {
            Demands = [.. problem.Needs.Select(need => need.Persons)],
            UnfilledCosts = [.. problem.Needs.Select(need => need.MissingCost)],
            LoadStarts = loadStarts,
            LoadCosts = loads,
            CandidateStarts = starts,
            CandidateVolunteers = [.. rows.SelectMany(row => row.Select(candidate => candidate.Volunteer))],
            CandidateCosts = [.. rows.SelectMany(row => row.Select(candidate => candidate.Cost))],
        };
    }

    /// <summary>The k-th shift of a week costs what it would if all weeks were filled alike.</summary>
    private (int[] Starts, int[] Costs) Loads()
    {
        var (starts, costs) = (new List<int> { 0 }, new List<int>());
        foreach (var person in problem.People)
            for (var week = 0; week < weeks; week++)
            {
                var contract = problem.Contracts[person.Contract];
                for (var done = 0; done < Math.Min(7, contract.MaxWeekShifts); done++)
                    costs.Add(RosterContract.Next(contract.ShiftCosts, person.PastShifts + done * weeks + week));
                starts.Add(costs.Count);
            }
        return ([.. starts], [.. costs]);
    }

    private int WeekOf(int person, int day) => person * weeks + problem.WeekOf(day) - firstWeek;

    /// <summary>Between the dearest place that is taken and the cheapest that is not.</summary>
    private long PriceOf(int need)
    {
        var (dearest, cheapest) = (long.MinValue, (long)problem.Needs[need].MissingCost);
        foreach (var (offer, isFilled) in live.OffersOf(need))
            if (isFilled) dearest = Math.Max(dearest, offer);
            else cheapest = Math.Min(cheapest, offer);
        if (live.OpenPlacesOf(need) > 0) return problem.Needs[need].MissingCost;
        return dearest == long.MinValue ? cheapest : (dearest + Math.Max(dearest, cheapest)) / 2;
    }
}
