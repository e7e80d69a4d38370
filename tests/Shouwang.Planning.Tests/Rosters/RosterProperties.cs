using FsCheck;
using FsCheck.Fluent;
using Shouwang.Rosters;

namespace Shouwang.Planning.Tests.Rosters;

public class RosterProperties
{
    private static readonly Config Few = Config.QuickThrowOnFailure.WithMaxTest(25);

    private static Arbitrary<ulong> Seeds => ArbMap.Default.ArbFor<ulong>();

    [Fact]
    public void One_more_person_never_makes_the_roster_dearer() => Prop.ForAll(Seeds, seed =>
    {
        var problem = Solvable(seed);
        var more = problem with { People = [.. problem.People, new() { Contract = problem.Contracts.Length, OpenShifts = [7, 7, 7, 7] }], Contracts = [.. problem.Contracts, new()] };
        return Solve(more).Cost <= Solve(problem).Cost;
    }).Check(Few);

    [Fact]
    public void The_order_of_people_changes_nothing() => Prop.ForAll(Seeds, seed =>
    {
        var problem = Solvable(seed);
        return Solve(problem with { People = [.. problem.People.Reverse()] }).Cost == Solve(problem).Cost;
    }).Check(Few);

    [Fact]
    public void Pins_are_kept_and_the_same_seed_gives_the_same_roster() => Prop.ForAll(Seeds, seed =>
    {
        var problem = RandomRosters.Problem(seed, people: 4, days: 7);
        var (first, second) = (RosterSolver.Solve(problem, seed, PlanBudget.Of(200)), RosterSolver.Solve(problem, seed, PlanBudget.Of(200), threads: 2));
        return first.NeedOf.SequenceEqual(second.NeedOf) && first.Bound == second.Bound
            && problem.Pins.All(pin => first.NeedOf[pin.Person * 7 + pin.Day] == pin.Need || first.Unplaceable.Contains(pin.Person));
    }).Check(Few);

    private static RosterProblem Solvable(ulong seed)
    {
        var problem = RandomRosters.Problem(seed, withPins: false);
        return problem with { Contracts = [.. problem.Contracts.Select(contract => contract with { MinMinutes = 0 })] };
    }

    private static RosterPlan Solve(RosterProblem problem) => RosterSolver.Solve(problem, 1, PlanBudget.Of(1500));
}
