namespace Shouwang.Rosters;

/// <summary>Lists who may stand which need on which day, pins included, and at what cost.</summary>
internal sealed class DutyListing(RosterModel model)
{
    private readonly RosterProblem problem = model.Problem;

    /// <summary>Needs of each post and day, post by post; ascending.</summary>
    private readonly ILookup<(int Post, int Day), int> needsAt = Enumerable.Range(0, model.Problem.Needs.Length)
        .ToLookup(need => (model.Problem.Needs[need].Post, model.Problem.Needs[need].Day));

    internal (int[] Needs, long[] Costs) Write()
    {
        var pins = problem.Pins.GroupBy(pin => (pin.Person, pin.Day)).ToDictionary(group => group.Key, group => group.Last().Need);
        var (needs, costs, found) = (new List<int>(), new List<long>(), new List<(int Need, long Cost)>());
        for (var person = 0; person < model.People; person++)
            for (var day = 0; day < model.Days; day++)
            {
                var cell = person * model.Days + day;
                var pin = pins.Count > 0 && pins.TryGetValue((person, day), out var need) ? need : (int?)null;
                model.FreeCost[cell] = pin >= 0 ? PersonSearch.Never : Total(person, day, -1, 0);
                found.Clear();
                if (pin is null or >= 0) Find(person, day, pin, found);
                found.Sort();
                foreach (var duty in found)
                {
                    needs.Add(duty.Need);
                    costs.Add(duty.Cost);
                }
                model.DutyStart[cell + 1] = needs.Count;
            }
        return ([.. needs], [.. costs]);
    }

    private void Find(int person, int day, int? pin, List<(int, long)> found)
    {
        var known = problem.People[person];
        if (known.OpenShifts[day] == 0) return;
        if (known.Posts is null)
            for (var post = 0; post < problem.PostCount; post++) FindAt(person, day, post, 0, pin, found);
        else
            foreach (var place in known.Posts) FindAt(person, day, place.Post, place.Cost, pin, found);
    }

    private void FindAt(int person, int day, int post, int way, int? pin, List<(int, long)> found)
    {
        var known = problem.People[person];
        foreach (var need in needsAt[(post, day)])
        {
            var wanted = problem.Needs[need];
            if (pin is { } only && only != need) continue;
            if ((known.Skills & wanted.Skills) != wanted.Skills || (known.OpenShifts[day] >> wanted.Shift & 1) == 0) continue;
            if (problem.Contracts[known.Contract].MaxOfShift is { } caps && caps[wanted.Shift] == 0) continue;
            found.Add((need, Total(person, day, need, way)));
        }
    }

    private long Total(int person, int day, int need, int way)
    {
        var (cost, shift) = ((long)way, need < 0 ? -1 : problem.Needs[need].Shift);
        foreach (var wish in problem.People[person].Wishes)
            if (wish.Day == day) cost += wish.CostAt(shift);
        if (problem.Published is not null && problem.PublishedNeed(person, day) != need) cost += problem.ChangeCost;
        return cost * RosterModel.Unit;
    }
}
