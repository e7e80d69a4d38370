namespace Shouwang.Rosters;

/// <summary>数据核验: what makes a roster problem meaningless.</summary>
public static class RosterFaults
{
    /// <summary>Every fault; empty for a problem that can be solved.</summary>
    public static IReadOnlyList<RosterFault> Of(RosterProblem problem)
    {
        var faults = new List<RosterFault>();
        if (problem.Days < 1 || problem.FirstWeekday is < 0 or > 6 || problem.Shifts.Length > 64) faults.Add(new(RosterFaultKind.Shape, -1));
        if (problem.Published is { } published && published.Length != problem.Days * problem.People.Length) faults.Add(new(RosterFaultKind.Shape, -1));
        if (faults.Count > 0) return faults;
        AddAll(faults, problem.Needs, RosterFaultKind.Need, need => IsMeaningful(problem, need));
        AddAll(faults, problem.Contracts, RosterFaultKind.Contract, contract => IsMeaningful(problem, contract));
        AddAll(faults, problem.People, RosterFaultKind.Person, person => IsMeaningful(problem, person));
        AddAll(faults, problem.Teams, RosterFaultKind.Team, team => team.ApartCost is >= 0 and <= RosterProblem.MaxCost && team.People.All(member => IsPerson(problem, member)));
        if (faults.Count == 0) AddAll(faults, problem.Pins, RosterFaultKind.Pin, pin => IsMeaningful(problem, pin));
        return faults;
    }

    private static bool IsMeaningful(RosterProblem problem, RosterNeed need) =>
        need.Post >= 0 && need.Post < problem.PostCount && IsDay(problem, need.Day) && need.Shift >= 0 && need.Shift < problem.Shifts.Length
        && need.Persons >= 0 && IsCost(need.MissingCost) && IsCost(need.SurplusCost ?? 0);

    private static bool IsMeaningful(RosterProblem problem, RosterContract contract) =>
        (contract.MaxOfShift is null || contract.MaxOfShift.Length == problem.Shifts.Length)
        && IsRising(contract.ShiftCosts) && IsRising(contract.NightCosts) && IsRising(contract.WeekendCosts);

    private static bool IsMeaningful(RosterProblem problem, RosterPerson person) =>
        person.Contract >= 0 && person.Contract < problem.Contracts.Length && person.OpenShifts.Length == problem.Days && person.PastShifts >= 0
        && (person.Posts is null || person.Posts.All(place => place.Post >= 0 && place.Post < problem.PostCount && IsCost(place.Cost))
            && person.Posts.Select(place => place.Post).Distinct().Count() == person.Posts.Length)
        && person.Wishes.All(wish => IsDay(problem, wish.Day) && wish.Shift >= -1 && wish.Shift < problem.Shifts.Length && IsCost(wish.Cost));

    private static bool IsMeaningful(RosterProblem problem, RosterPin pin) =>
        IsPerson(problem, pin.Person) && IsDay(problem, pin.Day) && pin.Need >= -1 && pin.Need < problem.Needs.Length
        && (pin.Need < 0 || problem.Needs[pin.Need].Day == pin.Day && problem.People[pin.Person].Suits(problem.Needs[pin.Need]));

    private static bool IsDay(RosterProblem problem, int day) => day >= 0 && day < problem.Days;

    private static bool IsPerson(RosterProblem problem, int person) => person >= 0 && person < problem.People.Length;

    private static bool IsCost(int cost) => cost is >= 0 and <= RosterProblem.MaxCost;

    private static bool IsRising(int[] costs) => costs.All(IsCost) && costs.Zip(costs.Skip(1)).All(pair => pair.First <= pair.Second);

    private static void AddAll<T>(List<RosterFault> faults, T[] items, RosterFaultKind kind, Func<T, bool> isMeaningful)
    {
        for (var i = 0; i < items.Length; i++)
            if (!isMeaningful(items[i])) faults.Add(new(kind, i));
    }
}

/// <summary>数据错误: one fault of a roster problem.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="At">Number of the need, contract, person, team or pin concerned, or −1.</param>
public readonly record struct RosterFault(RosterFaultKind Kind, int At);

/// <summary>数据错误类别: what can be wrong with a roster problem.</summary>
public enum RosterFaultKind
{
    /// <summary>Lists do not fit each other, or there are no days or too many shifts.</summary>
    [Term("数据长度不一致")] Shape,

    /// <summary>A need names no post, day or shift of the problem, or its numbers are out of range.</summary>
    [Term("岗位需求有误")] Need,

    /// <summary>A contract's caps do not fit the shifts, or its fairness costs fall.</summary>
    [Term("用工规则有误")] Contract,

    /// <summary>A person names no contract, post or day of the problem, or his numbers are out of range.</summary>
    [Term("人员数据有误")] Person,

    /// <summary>A team names nobody of the problem.</summary>
    [Term("搭班数据有误")] Team,

    /// <summary>A pin names a need of another day, or a person who does not suit it.</summary>
    [Term("指定有误")] Pin,
}
