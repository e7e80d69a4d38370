using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

public class MatchingIsOptimal
{
    public static TheoryData<MatchingMethod> Methods => [MatchingMethod.ShortestPaths, MatchingMethod.CostScaling];

    [Theory, MemberData(nameof(Methods))]
    public void The_cost_equals_that_of_trying_every_plan(MatchingMethod method)
    {
        for (var seed = 0UL; seed < 300; seed++)
        {
            var problem = RandomMatching.Problem(seed, 4, 4);
            var plan = MatchingSolver.Solve(problem, method);
            Assert.True(MatchingChecker.Check(problem, plan).IsProvenOptimal, $"seed {seed}");
            Assert.Equal(BruteForceMatching.Optimum(problem), plan.Cost);
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void The_proof_holds_on_larger_problems(MatchingMethod method)
    {
        for (var seed = 0UL; seed < 150; seed++)
        {
            var problem = RandomMatching.Problem(seed, 60, 50);
            var verdict = MatchingChecker.Check(problem, MatchingSolver.Solve(problem, method));
            Assert.True(verdict.IsProvenOptimal, $"seed {seed}: {string.Join(",", verdict.Breaches)} {verdict.Cost} {verdict.Bound}");
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_whole_district_is_planned_and_proven_when_people_are_scarce(MatchingMethod method)
    {
        var problem = CandidateSearch.Find(MatchingInstances.Scarce(600, 500, 7), 20);
        var plan = MatchingSolver.Solve(problem, method);
        Assert.True(MatchingChecker.Check(problem, plan).IsProvenOptimal);
        Assert.NotEmpty(plan.Shortages);
    }

    [Fact]
    public void The_network_simplex_finds_the_same_cost()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var problem = RandomMatching.Problem(seed, 15, 15, withWishes: false);
            var flow = MatchingFlow.Of(problem);
            var plan = MinCostFlow.Solve(flow);
            Assert.True(FlowChecker.IsProvenOptimal(flow, plan), $"seed {seed}");
            Assert.Equal(MatchingSolver.Solve(problem).Cost, plan.Cost);
            Assert.Equal(plan.Cost, FlowFiles.Solve(flow).Cost);
        }
    }
}
