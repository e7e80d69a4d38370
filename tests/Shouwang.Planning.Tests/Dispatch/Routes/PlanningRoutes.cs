using FsCheck;
using FsCheck.Fluent;
using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

public class PlanningRoutes
{
    private static readonly Arbitrary<ulong> Seeds = ArbMap.Default.ArbFor<ulong>();
    private static readonly PlanBudget Short = PlanBudget.Of(300);

    [Fact]
    public void Every_plan_keeps_every_rule()
    {
        for (var seed = 0UL; seed < 40; seed++)
        {
            var problem = RandomRoutes.Plain(seed, 14, 6);
            var plan = RouteSolver.Solve(problem, seed, Short);
            Assert.Empty(RouteChecker.Check(problem, plan).Breaches);
            Assert.True(plan.Metres >= plan.BoundMetres && plan.Tours.Count >= (plan.Unserved.Count > 0 ? 0 : plan.BoundTours), $"seed {seed}");
        }
    }

    [Fact]
    public void So_does_every_plan_with_depots_skills_pick_ups_breaks_limits_and_pins()
    {
        var (served, rested) = (0, 0);
        for (var seed = 0UL; seed < 40; seed++)
        {
            var problem = RandomRoutes.Rich(seed, 12);
            var plan = RouteSolver.Solve(problem, seed, PlanBudget.Of(60));
            Assert.Empty(RouteChecker.Check(problem, plan).Breaches);
            served += problem.Stops.Count - plan.Unserved.Count;
            rested += plan.Tours.Count(tour => tour.BreakAt is not null);
        }
        Assert.True(served > 360 && rested > 10, $"{served} served, {rested} breaks");
    }

    /// <summary>Few tours first, then a short way: nothing that trying everything finds is better.</summary>
    [Fact]
    public void Small_problems_are_solved_as_trying_everything_solves_them()
    {
        for (var seed = 0UL; seed < 40; seed++)
        {
            var problem = RandomRoutes.Plain(seed, 6);
            var (tours, metres) = BruteForceRoutes.Best(problem);
            var plan = RouteSolver.Solve(problem, 1, PlanBudget.Of(1500));
            if (tours == int.MaxValue)
            {
                Assert.NotEmpty(plan.Unserved);
                continue;
            }
            Assert.Empty(plan.Unserved);
            Assert.True(plan.BoundTours <= tours && plan.BoundMetres <= metres + 1e-6, $"seed {seed}: the bound {plan.BoundTours} {plan.BoundMetres} is above the optimum {tours} {metres}");
            Assert.Equal((tours, Math.Round(metres, 6)), (plan.Tours.Count, Math.Round(plan.Metres, 6)));
        }
    }

    [Fact]
    public void The_same_seed_and_iterations_give_the_same_plan()
    {
        var problem = RandomRoutes.Plain(5, 30, 12);
        var (one, other) = (RouteSolver.Solve(problem, 9, Short, searches: 2), RouteSolver.Solve(problem, 9, Short, searches: 2));
        Assert.Equal(one.Tours.Select(tour => string.Join(' ', tour.Stops)), other.Tours.Select(tour => string.Join(' ', tour.Stops)));
    }

    [Fact]
    public void Nothing_depends_on_the_order_in_which_stops_are_named() => Prop.ForAll(Seeds, seed =>
    {
        var problem = RandomRoutes.Plain(seed, 6);
        var turned = problem with { Stops = [.. problem.Stops.Reverse()] };
        var (plan, other) = (RouteSolver.Solve(problem, 1, PlanBudget.Of(1500)), RouteSolver.Solve(turned, 1, PlanBudget.Of(1500)));
        return plan.Tours.Count == other.Tours.Count && plan.Unserved.Count == other.Unserved.Count && (plan.Unserved.Count > 0 || Math.Abs(plan.Metres - other.Metres) < 1e-6);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pinned_stop_is_on_its_vehicle_or_left_out() => Prop.ForAll(Seeds, seed =>
    {
        var problem = RandomRoutes.Plain(seed, 8);
        var (stop, pinned) = ((int)(seed % 8), (int)(seed / 8 % 4));
        problem = problem with { Stops = [.. problem.Stops.Select((s, number) => number == stop ? s with { Pinned = pinned } : s)] };
        var plan = RouteSolver.Solve(problem, 1, PlanBudget.Of(100));
        return plan.Tours.All(tour => tour.Vehicle == pinned || !tour.Stops.Contains(stop)) && RouteChecker.Check(problem, plan).IsSound;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_cannot_be_served_is_named_with_its_cause()
    {
        var problem = RandomRoutes.Plain(2, 6) with { };
        problem = problem with
        {
            Stops = [problem.Stops[0] with { Skills = 4 }, problem.Stops[1] with { Load = 99 }, problem.Stops[2] with { From = 0, Until = 0.1 }, .. problem.Stops.Skip(3)],
        };
        var plan = RouteSolver.Solve(problem, 1, PlanBudget.Of(200));
        Assert.Equal([new(0, RouteShortage.NoSkill), new(1, RouteShortage.TooLarge), new RouteUnserved(2, RouteShortage.OutOfReach)], plan.Unserved.Where(left => left.Stop < 3));
    }

    [Fact]
    public void A_search_without_end_is_refused() =>
        Assert.Throws<ArgumentException>(() => RouteSolver.Solve(RandomRoutes.Plain(1, 3), 1, PlanBudget.Unlimited));

    [Fact]
    public void A_list_of_doors_is_walked_floor_by_floor()
    {
        BuildingDoor[] doors = [new(1, 3, 1), new(1, 1, 1), new(1, 2, 1), new(1, 3, 2), new(1, 1, 2), new(1, 2, 2)];
        var problem = new RouteProblem
        {
            Ways = RouteWays.InBuilding(doors),
            Stops = [.. doors.Select((_, number) => new RouteStop(number + 1, 0, 0, 500, 5))],
            Vehicles = [new(0, 0, 0, 0, 500)],
        };
        var plan = RouteSolver.Solve(problem, 1, PlanBudget.Of(500));
        var changes = plan.Tours[0].Stops.Zip(plan.Tours[0].Stops.Skip(1)).Count(pair => doors[pair.First].Floor != doors[pair.Second].Floor);
        Assert.True(changes <= 4 && plan.Unserved.Count == 0, $"{changes} changes of floor: {string.Join(' ', plan.Tours[0].Stops)}");
        Assert.True(RouteChecker.Check(problem, plan).IsSound);
    }
}
