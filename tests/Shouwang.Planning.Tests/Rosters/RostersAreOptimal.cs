using Shouwang.Rosters;

namespace Shouwang.Planning.Tests.Rosters;

public class RostersAreOptimal
{
    [Theory, InlineData(false), InlineData(true)]
    public void Small_rosters_cost_what_trying_every_one_finds(bool withTeams)
    {
        var compared = 0;
        for (var seed = 0UL; seed < 120; seed++)
        {
            var problem = RandomRosters.Problem(seed, withTeams: withTeams);
            if (BruteForceRoster.Optimum(problem) is not { } optimum) continue;
            var plan = RosterSolver.Solve(problem, seed, PlanBudget.Of(1500));
            var verdict = RosterChecker.Check(problem, plan);
            Assert.True(verdict.IsSound, $"seed {seed}: {string.Join(", ", verdict.Breaches)}");
            Assert.True(plan.Bound <= optimum, $"seed {seed}: bound {plan.Bound} above {optimum}");
            Assert.True(plan.Cost == optimum, $"seed {seed}: {plan.Cost} for {optimum}");
            compared++;
        }
        Assert.True(compared > 60, $"only {compared} had a roster at all");
    }

    [Fact]
    public void Larger_rosters_are_sound_and_above_their_bound()
    {
        for (var seed = 0UL; seed < 15; seed++)
        {
            var problem = RandomRosters.Problem(seed, people: 12, days: 14, withTeams: seed % 2 == 0);
            var plan = RosterSolver.Solve(problem, seed, PlanBudget.Of(300));
            var broken = RosterChecker.Check(problem, plan).Breaches.Where(breach => !plan.Unplaceable.Contains(breach.Person));
            Assert.True(!broken.Any(), $"seed {seed}: {string.Join(", ", broken)}");
            Assert.True(plan.Bound <= plan.Cost);
        }
    }
}
