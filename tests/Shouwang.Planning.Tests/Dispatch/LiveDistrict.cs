using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

/// <summary>A district in which things happen at random, told both to a live matching and to a plain list, so that the list can be solved afresh.</summary>
internal sealed class LiveDistrict
{
    private readonly SeededChance chance;
    private readonly List<(int Persons, int UnfilledCost)> needs = [];
    private readonly List<int[]> volunteers = [];
    private readonly SortedDictionary<(int Need, int Volunteer), int> costs = [];

    internal LiveDistrict(MatchingProblem problem, ulong seed)
    {
        chance = new(seed);
        for (var need = 0; need < problem.NeedCount; need++)
        {
            needs.Add((problem.Demands[need], problem.UnfilledCosts[need]));
            for (var at = problem.CandidateStarts[need]; at < problem.CandidateStarts[need + 1]; at++)
                costs[(need, problem.CandidateVolunteers[at])] = problem.CandidateCosts[at];
        }
        for (var volunteer = 0; volunteer < problem.VolunteerCount; volunteer++) volunteers.Add(problem.LoadCostsOf(volunteer).ToArray());
        Live = new(problem);
    }

    internal LiveMatching Live { get; }

    internal MatchingProblem Problem
    {
        get
        {
            var (starts, loadStarts) = (new int[needs.Count + 1], new int[volunteers.Count + 1]);
            for (var i = 0; i < needs.Count; i++) starts[i + 1] = starts[i] + costs.Keys.Count(pair => pair.Need == i);
            for (var i = 0; i < volunteers.Count; i++) loadStarts[i + 1] = loadStarts[i] + volunteers[i].Length;
            return new()
            {
                Demands = [.. needs.Select(need => need.Persons)],
                UnfilledCosts = [.. needs.Select(need => need.UnfilledCost)],
                LoadStarts = loadStarts,
                LoadCosts = [.. volunteers.SelectMany(loads => loads)],
                CandidateStarts = starts,
                CandidateVolunteers = [.. costs.Keys.Select(pair => pair.Volunteer)],
                CandidateCosts = [.. costs.Values],
            };
        }
    }

    internal void SomethingHappens()
    {
        var what = chance.Below(5);
        if (what == 0) NeedComes();
        else if (what == 1) VolunteerComes();
        else if (what == 2) NeedGoes(chance.Below(needs.Count));
        else if (what == 3) VolunteerGoes(chance.Below(volunteers.Count));
        else if (costs.Count > 0) Declines(costs.Keys.ElementAt(chance.Below(costs.Count)));
    }

    private void NeedComes()
    {
        var candidates = Some(volunteers.Count);
        needs.Add((chance.Between(1, 3), chance.Between(0, 60)));
        var need = Live.AddNeed(needs[^1].Persons, needs[^1].UnfilledCost, candidates);
        foreach (var (volunteer, cost) in candidates) costs[(need, volunteer)] = cost;
    }

    private void VolunteerComes()
    {
        var wanted = Some(needs.Count);
        volunteers.Add([.. Enumerable.Range(0, chance.Below(3)).Select(_ => chance.Between(0, 20)).Order()]);
        var volunteer = Live.AddVolunteer(volunteers[^1], wanted);
        foreach (var (need, cost) in wanted) costs[(need, volunteer)] = cost;
    }

    private void NeedGoes(int need)
    {
        needs[need] = (0, 0);
        Live.Withdraw(need);
    }

    private void VolunteerGoes(int volunteer)
    {
        volunteers[volunteer] = [];
        Live.Leave(volunteer);
    }

    private void Declines((int Need, int Volunteer) pair)
    {
        costs.Remove(pair);
        Live.Decline(pair.Need, pair.Volunteer);
    }

    private List<(int, int)> Some(int limit)
    {
        var some = new List<(int, int)>();
        for (var i = 0; i < limit; i++)
            if (chance.Happens(0.5)) some.Add((i, chance.Between(0, 40)));
        return some;
    }
}
