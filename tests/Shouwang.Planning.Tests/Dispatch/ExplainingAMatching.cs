using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

public class ExplainingAMatching
{
    // Two needs want the near volunteer 0; the second need has nobody else.
    private static readonly MatchingProblem Tug = new()
    {
        Demands = [1, 1],
        UnfilledCosts = [100, 100],
        LoadStarts = [0, 1, 2],
        LoadCosts = [0, 0],
        CandidateStarts = [0, 2, 3],
        CandidateVolunteers = [0, 1, 0],
        CandidateCosts = [5, 20, 7],
    };

    [Fact]
    public void The_nearest_volunteer_goes_to_the_need_that_has_nobody_else()
    {
        var explanation = MatchingExplanation.Of(Tug, MatchingSolver.Solve(Tug), 0);
        var near = explanation.Offers.Single(offer => offer.Volunteer == 0);
        Assert.Equal(MatchingStanding.NeededElsewhere, near.Standing);
        Assert.Equal([1], near.ServesInstead);
        Assert.Equal(MatchingStanding.Chosen, explanation.Offers.Single(offer => offer.Volunteer == 1).Standing);
    }

    [Fact]
    public void What_pinning_costs_at_least_is_never_more_than_what_it_costs()
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var problem = RandomMatching.Problem(seed, 6, 6, withWishes: false);
            var (plan, live) = (MatchingSolver.Solve(problem), new LiveMatching(problem));
            for (var need = 0; need < problem.NeedCount; need++)
                foreach (var offer in MatchingExplanation.Of(problem, plan, need).Offers)
                    if (live.CostOfPinning(need, offer.Volunteer) is { } exact)
                        Assert.True(offer.DearerByAtLeast <= exact, $"seed {seed}: {offer} {exact}");
        }
    }

    [Fact]
    public void A_pinned_volunteer_and_a_forbidden_one_are_named_as_such()
    {
        var problem = Tug with { Pins = [new(0, 0)], Forbidden = [new(0, 1)] };
        var offers = MatchingExplanation.Of(problem, MatchingSolver.Solve(problem), 0).Offers.ToDictionary(offer => offer.Volunteer, offer => offer.Standing);
        Assert.Equal(MatchingStanding.Pinned, offers[0]);
        Assert.Equal(MatchingStanding.Forbidden, offers[1]);
    }

    [Fact]
    public void A_need_left_open_says_why()
    {
        var problem = Tug with { Pins = [new(0, 0)] };
        var shortage = Assert.Single(MatchingSolver.Solve(problem).Shortages);
        Assert.Equal(new MatchingShortage(1, 1, MatchingShortageCause.TakenByOthers), shortage);
    }

    [Fact]
    public void A_need_without_enough_eligible_people_says_so()
    {
        var problem = Tug with { Demands = [1, 2] };
        Assert.Contains(MatchingSolver.Solve(problem).Shortages, shortage => shortage is { Need: 1, Cause: MatchingShortageCause.TooFewCandidates });
    }
}
