using Shouwang.Rosters;

namespace Shouwang.Core.Tests.Rosters;

public class CheckingARoster
{
    private static readonly RosterContract Free = new();

    private static readonly RosterProblem Problem = new()
    {
        Days = 7,
        Shifts = [new("E", 360, 480, false, []), new("N", 1320, 480, true, [0])],
        Needs = [.. Enumerable.Range(0, 14).Select(i => new RosterNeed(0, i / 2, i % 2, 1, 0, 10, null))],
        Contracts = [Free],
        People = [new() { Contract = 0, OpenShifts = [3, 3, 3, 3, 3, 3, 3] }],
    };

    [Fact]
    public void A_free_week_breaks_nothing_and_leaves_every_place_open()
    {
        var verdict = RosterChecker.Check(Problem, [-1, -1, -1, -1, -1, -1, -1]);
        Assert.True(verdict.IsSound);
        Assert.Equal(140, verdict.Of(RosterCost.Missing));
    }

    [Theory]
    [InlineData(RosterRule.NeedOfTheDay, "2.....", "a need of another day")]
    [InlineData(RosterRule.Succession, "NE.....", "early after night")]
    [InlineData(RosterRule.MaxRun, "EEEE...", "four in a row")]
    [InlineData(RosterRule.MinRun, ".E.....", "one day alone")]
    [InlineData(RosterRule.MinOff, "EE.EE..", "one free day alone")]
    [InlineData(RosterRule.MinMinutes, "E......", "too little")]
    [InlineData(RosterRule.MaxMinutes, "EEE.EEE", "too much")]
    [InlineData(RosterRule.MaxWeekShifts, "EEE.EEE", "too many in the week")]
    [InlineData(RosterRule.MaxWeekends, ".....EE", "a weekend too many")]
    [InlineData(RosterRule.MaxOfShift, "NN...NN", "too many nights")]
    public void A_broken_rule_is_named(RosterRule rule, string days, string why)
    {
        var contract = rule switch
        {
            RosterRule.MaxRun => Free with { MaxRun = 3 },
            RosterRule.MinRun => Free with { MinRun = 2 },
            RosterRule.MinOff => Free with { MinOff = 2 },
            RosterRule.MinMinutes => Free with { MinMinutes = 960 },
            RosterRule.MaxMinutes => Free with { MaxMinutes = 2400 },
            RosterRule.MaxWeekShifts => Free with { MaxWeekShifts = 5 },
            RosterRule.MaxWeekends => Free with { MaxWeekends = 0 },
            RosterRule.MaxOfShift => Free with { MaxOfShift = [7, 2] },
            _ => Free,
        };
        var breaches = RosterChecker.Check(Problem with { Contracts = [contract] }, Row(days)).Breaches;
        Assert.True(breaches.Any(breach => breach.Rule == rule), why);
        Assert.All(breaches, breach => Assert.Equal(rule, breach.Rule));
    }

    [Fact]
    public void Least_rest_is_counted_over_midnight()
    {
        var late = Problem with { Shifts = [new("E", 360, 480, false, []), new("N", 960, 480, true, [])] };
        Assert.True(RosterChecker.Check(late with { Contracts = [Free with { MinRest = 360 }] }, Row("NE.....")).IsSound);
        Assert.Equal(RosterRule.Succession, Assert.Single(RosterChecker.Check(late with { Contracts = [Free with { MinRest = 361 }] }, Row("NE.....")).Breaches).Rule);
    }

    [Fact]
    public void Runs_at_the_border_may_go_on_outside()
    {
        var strict = Problem with { Contracts = [Free with { MinRun = 3, MinOff = 3 }] };
        Assert.True(RosterChecker.Check(strict, Row("E.....E")).IsSound);
        Assert.True(RosterChecker.Check(strict, Row(".EEE...")).IsSound);
    }

    [Fact]
    public void Whoever_may_not_stand_there_is_named_with_the_reason()
    {
        Breaks(RosterRule.Skilled, Problem with { Needs = [.. Problem.Needs.Select(need => need with { Skills = 1 })] });
        Breaks(RosterRule.Available, Problem with { People = [Problem.People[0] with { OpenShifts = new ulong[7] }] });
        Breaks(RosterRule.PostAllowed, Problem with { People = [Problem.People[0] with { Posts = [] }] });
        Breaks(RosterRule.NoSurplus, Problem with { Needs = [.. Problem.Needs.Select(need => need with { Persons = 0 })] });
        Breaks(RosterRule.PinHonoured, Problem with { Pins = [new(0, 0, -1)] });
    }

    [Fact]
    public void A_wrong_cost_is_found()
    {
        var plan = new RosterPlan { NeedOf = Row("E......"), Cost = 131, Bound = 0, Prices = [], Shortages = [] };
        Assert.Equal(RosterRule.CostAsStated, Assert.Single(RosterChecker.Check(Problem, plan).Breaches).Rule);
        Assert.True(RosterChecker.Check(Problem, plan with { Cost = 130 }).IsSound);
    }

    [Fact]
    public void Every_soft_rule_has_its_price()
    {
        var problem = Problem with
        {
            Contracts = [Free with { ShiftCosts = [1, 2, 4], NightCosts = [0, 7], WeekendCosts = [5] }],
            People = [Problem.People[0] with { Posts = [new(0, 3)], PastShifts = 1, Wishes = [new(0, -1, false, 11), new(1, 1, true, 13), new(2, 0, true, 17)] }],
            Needs = [.. Problem.Needs.Select(need => need with { Persons = 0, SurplusCost = 20 })],
            Published = Row("EN....."),
            ChangeCost = 50,
        };
        var verdict = RosterChecker.Check(problem, Row("NN....N"));
        Assert.Equal(60, verdict.Of(RosterCost.Surplus));
        Assert.Equal(9, verdict.Of(RosterCost.Way));
        Assert.Equal(28, verdict.Of(RosterCost.Wishes));
        Assert.Equal(2 + 4 + 4, verdict.Of(RosterCost.Shifts));
        Assert.Equal(14, verdict.Of(RosterCost.Nights));
        Assert.Equal(5, verdict.Of(RosterCost.Weekends));
        Assert.Equal(100, verdict.Of(RosterCost.Changes));
    }

    [Fact]
    public void Members_apart_from_the_largest_group_are_priced()
    {
        var problem = Problem with { People = [Problem.People[0], Problem.People[0], Problem.People[0]], Teams = [new([0, 1, 2], 8)] };
        Assert.Equal(8, RosterChecker.Check(problem, [.. Row("E......"), .. Row("E......"), .. Row("N......")]).Of(RosterCost.Apart));
        Assert.Equal(0, RosterChecker.Check(problem, [.. Row("E......"), .. Row("......."), .. Row("E......")]).Of(RosterCost.Apart));
    }

    private static void Breaks(RosterRule rule, RosterProblem problem) =>
        Assert.Contains(RosterChecker.Check(problem, Row("E......")).Breaches, breach => breach.Rule == rule);

    /// <summary>E and N stand the early and the night shift, a digit the need of that number.</summary>
    private static int[] Row(string days)
    {
        var row = new int[7];
        for (var day = 0; day < row.Length; day++)
            row[day] = day >= days.Length ? -1 : days[day] switch { 'E' => day * 2, 'N' => day * 2 + 1, '.' => -1, var digit => digit - '0' };
        return row;
    }
}
