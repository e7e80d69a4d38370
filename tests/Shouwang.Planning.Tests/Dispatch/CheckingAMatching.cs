using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

public class CheckingAMatching
{
    private static readonly MatchingProblem Problem = new()
    {
        Demands = [1, 1],
        UnfilledCosts = [50, 50],
        LoadStarts = [0, 1, 2],
        LoadCosts = [0, 0],
        CandidateStarts = [0, 2, 3],
        CandidateVolunteers = [0, 1, 0],
        CandidateCosts = [5, 20, 7],
    };

    private static readonly MatchingPlan Plan = MatchingSolver.Solve(Problem);

    [Fact]
    public void A_volunteer_with_too_many_orders_is_found() => Finds(MatchingRule.WithinCapacity, new(0, 0), new(1, 0));

    [Fact]
    public void The_same_person_twice_on_one_need_is_found() => Finds(MatchingRule.OncePerNeed, new(0, 0), new(0, 0));

    [Fact]
    public void More_people_than_wanted_are_found() => Finds(MatchingRule.NoMoreThanWanted, new(0, 0), new(0, 1));

    [Fact]
    public void Somebody_who_is_no_candidate_is_found() => Finds(MatchingRule.Eligible, new MatchingPair(1, 1));

    [Fact]
    public void A_pin_left_out_and_a_forbidden_pair_are_found()
    {
        var verdict = MatchingChecker.Check(Problem with { Pins = [new(0, 0)], Forbidden = [new(0, 1)] }, Plan with { Pairs = [new MatchingPair(0, 1)] });
        Assert.Contains(verdict.Breaches, breach => breach.Rule == MatchingRule.PinHonoured);
        Assert.Contains(verdict.Breaches, breach => breach.Rule == MatchingRule.NotForbidden);
    }

    [Fact]
    public void A_wrong_cost_and_a_bound_that_the_prices_do_not_prove_are_found()
    {
        var verdict = MatchingChecker.Check(Problem, Plan with { Cost = Plan.Cost + 1, Bound = Plan.Bound + 1 });
        Assert.Equal([MatchingRule.CostAsStated, MatchingRule.BoundAsProven], verdict.Breaches.Select(breach => breach.Rule));
    }

    [Fact]
    public void Any_prices_prove_a_bound_that_no_plan_beats()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var problem = RandomMatching.Problem(seed, 4, 4);
            var chance = new SeededChance(seed);
            var prices = Enumerable.Range(0, problem.VolunteerCount).Select(_ => (long)chance.Between(-10, 60)).ToArray();
            Assert.True(MatchingChecker.BoundOf(problem, new(prices)) <= BruteForceMatching.Optimum(problem), $"seed {seed}");
        }
    }

    [Fact]
    public void A_plan_stopped_early_is_sound_and_its_bound_valid()
    {
        var problem = CandidateSearch.Find(MatchingInstances.Scarce(300, 250, 3), 15);
        var optimum = MatchingSolver.Solve(problem).Cost;
        foreach (var method in Enum.GetValues<MatchingMethod>())
        {
            var plan = MatchingSolver.Solve(problem, method, PlanBudget.Of(100));
            Assert.True(MatchingChecker.Check(problem, plan).IsSound);
            Assert.True(plan.Bound <= optimum && optimum < plan.Cost, $"{method}: {plan.Bound} {optimum} {plan.Cost}");
        }
    }

    [Fact]
    public void Cancelling_stops_the_planner()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var problem = CandidateSearch.Find(MatchingInstances.Scarce(50, 50, 3), 15);
        Assert.Throws<OperationCanceledException>(() => MatchingSolver.Solve(problem, new PlanBudget { Cancellation = source.Token }));
    }

    [Theory]
    [InlineData(MatchingFaultKind.NegativeDemand)]
    [InlineData(MatchingFaultKind.LoadCostsFall)]
    [InlineData(MatchingFaultKind.CandidateListedTwice)]
    [InlineData(MatchingFaultKind.UnknownVolunteer)]
    [InlineData(MatchingFaultKind.CostTooLarge)]
    [InlineData(MatchingFaultKind.Shape)]
    [InlineData(MatchingFaultKind.PairIsNoCandidate)]
    [InlineData(MatchingFaultKind.PinnedAndForbidden)]
    [InlineData(MatchingFaultKind.MorePinsThanPlaces)]
    [InlineData(MatchingFaultKind.MorePinsThanCapacity)]
    public void A_meaningless_problem_is_refused_with_its_fault(MatchingFaultKind kind)
    {
        var broken = kind switch
        {
            MatchingFaultKind.NegativeDemand => Problem with { Demands = [-1, 1] },
            MatchingFaultKind.LoadCostsFall => Problem with { LoadStarts = [0, 2, 3], LoadCosts = [4, 3, 0] },
            MatchingFaultKind.CandidateListedTwice => Problem with { CandidateVolunteers = [1, 1, 0] },
            MatchingFaultKind.UnknownVolunteer => Problem with { CandidateVolunteers = [0, 2, 0] },
            MatchingFaultKind.CostTooLarge => Problem with { CandidateCosts = [5, 20, int.MaxValue] },
            MatchingFaultKind.Shape => Problem with { CandidateCosts = [5, 20] },
            MatchingFaultKind.PairIsNoCandidate => Problem with { Pins = [new(1, 1)] },
            MatchingFaultKind.PinnedAndForbidden => Problem with { Pins = [new(0, 1)], Forbidden = [new(0, 1)] },
            MatchingFaultKind.MorePinsThanPlaces => Problem with { Pins = [new(0, 0), new(0, 1)] },
            MatchingFaultKind.MorePinsThanCapacity => Problem with { Pins = [new(0, 0), new(1, 0)] },
        };
        Assert.Equal(kind, MatchingFaults.Of(broken)[0].Kind);
        Assert.Throws<ArgumentException>(() => MatchingSolver.Solve(broken));
    }

    private static void Finds(MatchingRule rule, params MatchingPair[] pairs) =>
        Assert.Contains(MatchingChecker.Check(Problem, Plan with { Pairs = pairs }).Breaches, breach => breach.Rule == rule);
}
