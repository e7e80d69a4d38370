using Shouwang.Rosters;

namespace Shouwang.Planning.Tests.Rosters;

public class RepairingARoster
{
    private static readonly RosterProblem Problem = RosterInstances.Make(4, 80, 400, 3);
    private static readonly RosterPlan Plan = RosterSolver.Solve(Problem, 3, PlanBudget.Of(400));

    [Fact]
    public void A_no_show_is_filled_and_nobody_else_is_moved_who_need_not_be()
    {
        var live = new LiveRoster(Problem, Plan.NeedOf);
        var person = Enumerable.Range(0, 80).First(one => Plan.NeedOf[one * 14] >= 0);
        var need = Plan.NeedOf[person * 14];
        var moves = live.Miss(person, 0, 1);
        Assert.Equal(new RosterMove(person, 0, need, -1), moves[0]);
        Assert.Equal(need, Assert.Single(moves, move => move.To == need).To);
        Assert.InRange(moves.Count, 2, 3);
        Assert.Equal(moves.Count, Enumerable.Range(0, live.NeedOf.Count).Count(cell => live.NeedOf[cell] != Plan.NeedOf[cell]));
        Assert.True(RosterChecker.Check(Problem, [.. live.NeedOf]).IsSound);
    }

    [Fact]
    public void New_demand_is_filled_within_the_rules()
    {
        var live = new LiveRoster(Problem, Plan.NeedOf);
        var need = Enumerable.Range(0, Problem.Needs.Length).First(at => Problem.Needs[at].Skills == 0);
        var moves = live.Want(need, 2);
        Assert.Equal(2, moves.Count(move => move.To == need));
        var wider = Problem with { Needs = [.. Problem.Needs.Select((known, at) => at == need ? known with { Persons = known.Persons + 2 } : known)] };
        Assert.True(RosterChecker.Check(wider, [.. live.NeedOf]).IsSound);
    }

    [Fact]
    public void A_choice_is_explained_by_cost_and_by_the_rule_that_excludes()
    {
        var need = Plan.NeedOf.First(at => at >= 0);
        var offers = RosterExplanation.Of(Problem, Plan.NeedOf, need);
        Assert.Equal(80, offers.Length);
        Assert.Equal(Plan.NeedOf.Count(at => at == need), offers.Count(offer => offer.Stands));
        Assert.True(offers[0].Stands);
        Assert.Contains(offers, offer => offer.Excluded == RosterRule.Available);
        foreach (var offer in offers.Where(offer => !offer.Stands && offer.Excluded is null))
        {
            var changed = (int[])Plan.NeedOf.Clone();
            changed[offer.Person * 14 + Problem.Needs[need].Day] = need;
            Assert.DoesNotContain(RosterChecker.Check(Problem, changed).Breaches, breach => breach.Person == offer.Person);
        }
    }

    [Fact]
    public void Demand_beyond_all_people_is_answered_with_what_is_short_and_why()
    {
        var starved = Problem with { Needs = [.. Problem.Needs.Select(need => need with { Skills = 4 })] };
        var plan = RosterSolver.Solve(starved, 1, PlanBudget.Of(20));
        Assert.Equal(400, plan.Shortages.Sum(shortage => shortage.Missing));
        Assert.All(plan.Shortages, shortage => Assert.Equal(RosterShortageCause.TooFewSkilled, shortage.Cause));
        Assert.True(RosterChecker.Check(starved, plan).IsSound);
        Assert.True(plan.IsOptimal);
    }

    [Fact]
    public void Cancelling_stops_the_search()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => RosterSolver.Solve(Problem, 1, new PlanBudget { Cancellation = source.Token }));
    }
}
