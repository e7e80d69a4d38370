namespace Shouwang.Dispatch;

/// <summary>输入错误: finds what makes a problem meaningless before anybody solves it.</summary>
public static class MatchingFaults
{
    /// <summary>Every fault of the problem; empty for a sound one.</summary>
    public static IReadOnlyList<MatchingFault> Of(MatchingProblem problem)
    {
        var faults = new List<MatchingFault>();
        if (!ShapesFit(problem)) return [new(MatchingFaultKind.Shape, -1)];
        var lastNeedOf = new int[problem.VolunteerCount];
        Array.Fill(lastNeedOf, -1);
        for (var need = 0; need < problem.NeedCount; need++) CheckNeed(problem, need, lastNeedOf, faults);
        for (var volunteer = 0; volunteer < problem.VolunteerCount; volunteer++) CheckLoads(problem, volunteer, faults);
        if (faults.Count == 0) CheckWishes(problem, faults);
        return faults;
    }

    private static bool ShapesFit(MatchingProblem problem) =>
        problem.UnfilledCosts.Length == problem.NeedCount
        && IsRows(problem.CandidateStarts, problem.NeedCount, problem.CandidateVolunteers.Length)
        && problem.CandidateCosts.Length == problem.CandidateVolunteers.Length
        && problem.LoadStarts.Length > 0
        && IsRows(problem.LoadStarts, problem.VolunteerCount, problem.LoadCosts.Length);

    private static bool IsRows(int[] starts, int rows, int entries)
    {
        if (starts.Length != rows + 1 || starts[0] != 0 || starts[^1] != entries) return false;
        for (var row = 0; row < rows; row++)
            if (starts[row] > starts[row + 1]) return false;
        return true;
    }

    private static void CheckNeed(MatchingProblem problem, int need, int[] lastNeedOf, List<MatchingFault> faults)
    {
        if (problem.Demands[need] < 0) faults.Add(new(MatchingFaultKind.NegativeDemand, need));
        if (TooLarge(problem.UnfilledCosts[need])) faults.Add(new(MatchingFaultKind.CostTooLarge, need));
        for (var at = problem.CandidateStarts[need]; at < problem.CandidateStarts[need + 1]; at++)
        {
            var volunteer = problem.CandidateVolunteers[at];
            var isKnown = (uint)volunteer < (uint)lastNeedOf.Length;
            if (!isKnown) faults.Add(new(MatchingFaultKind.UnknownVolunteer, need));
            if (isKnown && lastNeedOf[volunteer] == need) faults.Add(new(MatchingFaultKind.CandidateListedTwice, need));
            if (isKnown) lastNeedOf[volunteer] = need;
            if (TooLarge(problem.CandidateCosts[at])) faults.Add(new(MatchingFaultKind.CostTooLarge, need));
        }
    }

    private static void CheckLoads(MatchingProblem problem, int volunteer, List<MatchingFault> faults)
    {
        var loads = problem.LoadCostsOf(volunteer);
        for (var i = 0; i < loads.Length; i++)
        {
            if (TooLarge(loads[i])) faults.Add(new(MatchingFaultKind.CostTooLarge, volunteer));
            if (i > 0 && loads[i] < loads[i - 1]) faults.Add(new(MatchingFaultKind.LoadCostsFall, volunteer));
        }
    }

    private static void CheckWishes(MatchingProblem problem, List<MatchingFault> faults)
    {
        var known = problem.Pins.Concat(problem.Forbidden).ToList();
        foreach (var pair in known)
        {
            var exists = (uint)pair.Need < (uint)problem.NeedCount && problem.CostOf(pair) is not null;
            if (!exists) faults.Add(new(MatchingFaultKind.PairIsNoCandidate, pair.Need));
        }
        var pins = problem.Pins.Distinct().ToList();
        if (pins.Intersect(problem.Forbidden).Any()) faults.Add(new(MatchingFaultKind.PinnedAndForbidden, pins.Intersect(problem.Forbidden).First().Need));
        if (faults.Count > 0) return;
        foreach (var group in pins.GroupBy(pin => pin.Need))
            if (group.Count() > problem.Demands[group.Key]) faults.Add(new(MatchingFaultKind.MorePinsThanPlaces, group.Key));
        foreach (var group in pins.GroupBy(pin => pin.Volunteer))
            if (group.Count() > problem.CapacityOf(group.Key)) faults.Add(new(MatchingFaultKind.MorePinsThanCapacity, group.Key));
    }

    private static bool TooLarge(int cost) => cost is > MatchingProblem.MaxCost or < -MatchingProblem.MaxCost;
}

/// <summary>输入错误: one fault of a problem.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="At">Number of the need or volunteer concerned, or −1.</param>
public readonly record struct MatchingFault(MatchingFaultKind Kind, int At);

/// <summary>输入错误类别: what can be wrong with a matching problem.</summary>
public enum MatchingFaultKind
{
    /// <summary>The lists do not fit each other in length.</summary>
    [Term("数据长度不一致")] Shape,

    /// <summary>A need wants fewer than no people.</summary>
    [Term("所需人数为负")] NegativeDemand,

    /// <summary>A cost is beyond <see cref="MatchingProblem.MaxCost"/>.</summary>
    [Term("代价超出范围")] CostTooLarge,

    /// <summary>A candidate's number is no volunteer's.</summary>
    [Term("候选人编号不存在")] UnknownVolunteer,

    /// <summary>A volunteer is listed twice for the same need.</summary>
    [Term("候选人重复")] CandidateListedTwice,

    /// <summary>A later order would cost a volunteer less than an earlier one.</summary>
    [Term("负荷代价递减")] LoadCostsFall,

    /// <summary>A pinned or forbidden pair is no candidate pair.</summary>
    [Term("指定或回避的搭配不是候选")] PairIsNoCandidate,

    /// <summary>The same pair is pinned and forbidden.</summary>
    [Term("同一搭配既指定又回避")] PinnedAndForbidden,

    /// <summary>More people are pinned to a need than it wants.</summary>
    [Term("指定人数超过所需")] MorePinsThanPlaces,

    /// <summary>More needs are pinned to a volunteer than he may take.</summary>
    [Term("指定单数超过接单上限")] MorePinsThanCapacity,
}
