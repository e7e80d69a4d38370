using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

public class ChangingAMatching
{
    [Fact]
    public void After_every_change_the_plan_is_as_good_as_a_fresh_one_and_proven()
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var district = new LiveDistrict(RandomMatching.Problem(seed, 7, 7, withWishes: false), seed);
            for (var change = 0; change < 40; change++)
            {
                district.SomethingHappens();
                Assert.Equal(district.Live.Cost, district.Live.Bound);
                Assert.True(MatchingSolver.Solve(district.Problem).Cost == district.Live.Cost, $"seed {seed}, change {change}");
            }
        }
    }

    [Fact]
    public void After_every_change_the_pairs_keep_every_rule()
    {
        for (var seed = 100UL; seed < 130; seed++)
        {
            var district = new LiveDistrict(RandomMatching.Problem(seed, 7, 7, withWishes: false), seed);
            for (var change = 0; change < 30; change++) district.SomethingHappens();
            var problem = district.Problem;
            var pairs = Enumerable.Range(0, problem.NeedCount).SelectMany(need => district.Live.VolunteersOf(need).Select(v => new MatchingPair(need, v))).ToArray();
            var plan = MatchingSolver.Solve(problem) with { Pairs = pairs };
            Assert.True(MatchingChecker.Check(problem, plan).IsProvenOptimal, $"seed {seed}");
        }
    }

    [Fact]
    public void The_cost_of_pinning_is_what_a_plan_with_that_pin_costs_more()
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var problem = RandomMatching.Problem(seed, 6, 6, withWishes: false);
            var (live, cost) = (new LiveMatching(problem), MatchingSolver.Solve(problem).Cost);
            for (var need = 0; need < problem.NeedCount; need++)
                foreach (var volunteer in problem.CandidatesOf(need))
                    Assert.Equal(ExtraCost(problem, new(need, volunteer), cost), live.CostOfPinning(need, volunteer));
        }
    }

    private static long? ExtraCost(MatchingProblem problem, MatchingPair pin, long cost)
    {
        var pinned = problem with { Pins = [pin] };
        return MatchingFaults.Of(pinned).Count > 0 ? null : MatchingSolver.Solve(pinned).Cost - cost;
    }
}
