using FsCheck;
using FsCheck.Fluent;
using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

public class MatchingProperties
{
    private static readonly Arbitrary<ulong> Seeds = ArbMap.Default.ArbFor<ulong>();

    [Fact]
    public void One_more_volunteer_never_makes_the_optimum_worse() => Prop.ForAll(Seeds, seed =>
    {
        var problem = RandomMatching.Problem(seed, 12, 12);
        return MatchingSolver.Solve(WithOneMore(problem, seed)).Cost <= MatchingSolver.Solve(problem).Cost;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_needs_and_volunteers_does_not_change_the_cost() => Prop.ForAll(Seeds, seed =>
    {
        var problem = RandomMatching.Problem(seed, 12, 12, withWishes: false);
        return MatchingSolver.Solve(Reversed(problem)).Cost == MatchingSolver.Solve(problem).Cost;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pins_are_honoured_and_forbidden_pairs_avoided() => Prop.ForAll(Seeds, seed =>
    {
        var problem = RandomMatching.Problem(seed, 12, 12);
        var pairs = MatchingSolver.Solve(problem).Pairs;
        return problem.Pins.All(pairs.Contains) && !problem.Forbidden.Any(pairs.Contains);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_problem_gives_the_same_plan() => Prop.ForAll(Seeds, seed =>
    {
        var problem = RandomMatching.Problem(seed, 12, 12);
        return MatchingSolver.Solve(problem).Pairs.SequenceEqual(MatchingSolver.Solve(problem).Pairs);
    }).QuickCheckThrowOnFailure();

    private static MatchingProblem WithOneMore(MatchingProblem problem, ulong seed)
    {
        var (starts, people, costs) = (new List<int> { 0 }, new List<int>(), new List<int>());
        for (var need = 0; need < problem.NeedCount; need++)
        {
            for (var at = problem.CandidateStarts[need]; at < problem.CandidateStarts[need + 1]; at++)
            {
                people.Add(problem.CandidateVolunteers[at]);
                costs.Add(problem.CandidateCosts[at]);
            }
            people.Add(problem.VolunteerCount);
            costs.Add((int)(seed & 0xFF) - 100);
            starts.Add(people.Count);
        }
        return problem with
        {
            CandidateStarts = [.. starts],
            CandidateVolunteers = [.. people],
            CandidateCosts = [.. costs],
            LoadStarts = [.. problem.LoadStarts, problem.LoadCosts.Length + 2],
            LoadCosts = [.. problem.LoadCosts, 1, 3],
        };
    }

    private static MatchingProblem Reversed(MatchingProblem problem)
    {
        var (starts, people, costs) = (new List<int> { 0 }, new List<int>(), new List<int>());
        for (var need = problem.NeedCount - 1; need >= 0; need--)
        {
            for (var at = problem.CandidateStarts[need + 1] - 1; at >= problem.CandidateStarts[need]; at--)
            {
                people.Add(problem.VolunteerCount - 1 - problem.CandidateVolunteers[at]);
                costs.Add(problem.CandidateCosts[at]);
            }
            starts.Add(people.Count);
        }
        var (loadStarts, loads) = (new List<int> { 0 }, new List<int>());
        for (var volunteer = problem.VolunteerCount - 1; volunteer >= 0; volunteer--)
        {
            loads.AddRange(problem.LoadCostsOf(volunteer));
            loadStarts.Add(loads.Count);
        }
        return problem with
        {
            Demands = [.. problem.Demands.Reverse()],
            UnfilledCosts = [.. problem.UnfilledCosts.Reverse()],
            CandidateStarts = [.. starts],
            CandidateVolunteers = [.. people],
            CandidateCosts = [.. costs],
            LoadStarts = [.. loadStarts],
            LoadCosts = [.. loads],
        };
    }
}
