namespace Shouwang.Rosters;

/// <summary>Shifts that no rule can tell apart share a kind, so that graphs stay small.</summary>
internal sealed class ShiftKinds
{
    private readonly int[] sample;

    internal ShiftKinds(RosterProblem problem)
    {
        var groups = Enumerable.Range(0, problem.Shifts.Length).GroupBy(shift => KeyOf(problem, shift)).ToArray();
        KindOf = new int[problem.Shifts.Length];
        sample = new int[groups.Length];
        for (var kind = 0; kind < groups.Length; kind++)
        {
            sample[kind] = groups[kind].First();
            foreach (var shift in groups[kind]) KindOf[shift] = kind;
        }
    }

    internal int Count => sample.Length;

    /// <summary>The kind of each shift.</summary>
    internal int[] KindOf { get; }

    /// <summary>Any shift of the kind.</summary>
    internal int Sample(int kind) => sample[kind];

    /// <summary>True when no other shift shares the shift's kind.</summary>
    internal bool IsAlone(int shift) => KindOf.Count(kind => kind == KindOf[shift]) == 1;

    /// <summary>A number for each kind, equal for kinds after which the same kinds may stand.</summary>
    internal int[] FollowClasses(RosterProblem problem, RosterContract contract)
    {
        var (classes, seen) = (new int[Count], new Dictionary<string, int>());
        for (var kind = 0; kind < Count; kind++)
        {
            var pattern = string.Concat(sample.Select(next => problem.MayFollow(contract, sample[kind], next) ? '1' : '0'));
            if (!seen.TryGetValue(pattern, out classes[kind])) classes[kind] = seen[pattern] = kind;
        }
        return classes;
    }

    /// <summary>True when the kind may stand on the day after a kind of the follow class (named by its first kind).</summary>
    internal bool MayFollow(int followClass, int kind, RosterProblem problem, RosterContract contract) =>
        problem.MayFollow(contract, sample[followClass], sample[kind]);

    // Shifts with a cap keep a kind of their own: a cap is on the shift, not on what it is like.
    private static string KeyOf(RosterProblem problem, int shift)
    {
        var known = problem.Shifts[shift];
        var isCapped = problem.Contracts.Any(contract => contract.MaxOfShift is { } caps && caps[shift] > 0 && caps[shift] < problem.Days);
        var before = Enumerable.Range(0, problem.Shifts.Length).Where(other => problem.Shifts[other].NotNext.Contains(shift));
        return $"{(isCapped ? shift : -1)}/{known.Start}/{known.Minutes}/{known.IsNight}/{string.Join(',', known.NotNext.Order())}/{string.Join(',', before)}";
    }
}
