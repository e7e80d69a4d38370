using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

/// <summary>Small random problems with every feature: several persons, several orders, rising load costs, ties, pins, forbidden pairs, people without capacity.</summary>
internal static class RandomMatching
{
    internal static MatchingProblem Problem(ulong seed, int mostNeeds = 8, int mostVolunteers = 8, bool withWishes = true)
    {
        var chance = new SeededChance(seed);
        var (needs, volunteers) = (chance.Between(1, mostNeeds), chance.Between(1, mostVolunteers));
        var dearest = chance.Below(2) == 0 ? 5 : 1000;
        var (starts, people, costs) = (new List<int> { 0 }, new List<int>(), new List<int>());
        for (var need = 0; need < needs; need++)
        {
            for (var volunteer = 0; volunteer < volunteers; volunteer++)
                if (chance.Happens(0.6)) (people, costs) = ([.. people, volunteer], [.. costs, chance.Between(-3, dearest)]);
            starts.Add(people.Count);
        }
        var (loadStarts, loads) = Loads(chance, volunteers, dearest);
        var problem = new MatchingProblem
        {
            Demands = Many(needs, () => chance.Between(0, 3)),
            UnfilledCosts = Many(needs, () => chance.Between(0, dearest * 2)),
            LoadStarts = loadStarts,
            LoadCosts = loads,
            CandidateStarts = [.. starts],
            CandidateVolunteers = [.. people],
            CandidateCosts = [.. costs],
        };
        return withWishes ? WithWishes(problem, chance) : problem;
    }

    private static (int[] Starts, int[] Costs) Loads(SeededChance chance, int volunteers, int dearest)
    {
        var (starts, costs) = (new List<int> { 0 }, new List<int>());
        for (var volunteer = 0; volunteer < volunteers; volunteer++)
        {
            costs.AddRange(Many(chance.Between(0, 3), () => chance.Between(-2, dearest)).Order());
            starts.Add(costs.Count);
        }
        return ([.. starts], [.. costs]);
    }

    private static MatchingProblem WithWishes(MatchingProblem problem, SeededChance chance)
    {
        var (pins, forbidden) = (new List<MatchingPair>(), new List<MatchingPair>());
        for (var need = 0; need < problem.NeedCount; need++)
            foreach (var volunteer in problem.CandidatesOf(need))
            {
                var pair = new MatchingPair(need, volunteer);
                var fits = pins.Count(p => p.Need == need) < problem.Demands[need] && pins.Count(p => p.Volunteer == volunteer) < problem.CapacityOf(volunteer);
                if (chance.Happens(0.1)) forbidden.Add(pair);
                else if (fits && chance.Happens(0.1)) pins.Add(pair);
            }
        return problem with { Pins = pins, Forbidden = forbidden };
    }

    private static int[] Many(int count, Func<int> one)
    {
        var all = new int[count];
        for (var i = 0; i < count; i++) all[i] = one();
        return all;
    }
}
