namespace Shouwang.Rosters;

/// <summary>One contract's rules as steps from state to state, remembering only what the contract needs.</summary>
internal sealed class DutyRules
{
    private const int LargestCap = 12;

    private readonly RosterProblem problem;
    private readonly RosterContract contract;
    private readonly ShiftKinds kinds;
    private readonly int pastShifts;
    private readonly int[] follow;
    private readonly List<int> capped = [];
    private readonly bool countsMinutes, countsWeek, countsShifts, countsNights, countsWeekends;
    private readonly int longestRun, longestOff;

    internal DutyRules(RosterProblem problem, RosterContract contract, ShiftKinds kinds, int pastShifts)
    {
        (this.problem, this.contract, this.kinds, this.pastShifts) = (problem, contract, kinds, pastShifts);
        follow = kinds.FollowClasses(problem, contract);
        var longestDay = problem.Shifts.Max(shift => shift.Minutes);
        countsMinutes = contract.MinMinutes > 0 || (long)longestDay * problem.Days > contract.MaxMinutes;
        countsWeek = contract.MaxWeekShifts < 7;
        countsShifts = IsCounted(contract.ShiftCosts);
        countsNights = IsCounted(contract.NightCosts);
        countsWeekends = IsCounted(contract.WeekendCosts) || contract.MaxWeekends < (problem.Days + 6) / 7 + 1;
        longestRun = contract.MaxRun < problem.Days ? contract.MaxRun : Math.Max(0, contract.MinRun - 1) + 1;
        longestOff = Math.Max(1, contract.MinOff);
        FindCaps();
    }

    internal bool IgnoresCaps { get; private set; }

    internal DutyState Start => new(-1, -longestOff, false, 0, 0, 0, 0, 0, false, 0);

    internal bool MayEnd(DutyState state) => state.Minutes >= contract.MinMinutes;

    /// <summary>The state after a free day, or null when the day may not be free.</summary>
    internal DutyState? Rest(DutyState state, int day)
    {
        if (state.Run > 0 && state.Run < contract.MinRun && !state.IsBorder) return null;
        var run = state.Run > 0 ? -1 : Math.Max(-longestOff, state.Run - 1);
        return Forget(state with { Follow = -1, Run = run, IsBorder = false }, day);
    }

    /// <summary>The state after a shift of the kind and its fairness cost, or null when the kind may not stand there.</summary>
    internal (DutyState State, int Cost)? Work(DutyState state, int day, int kind)
    {
        if (state.Run < 0 && -state.Run < contract.MinOff) return null;
        if (state.Follow >= 0 && !kinds.MayFollow(state.Follow, kind, problem, contract)) return null;
        if (state.Run >= contract.MaxRun || state.Week >= contract.MaxWeekShifts) return null;
        var shift = kinds.Sample(kind);
        var minutes = countsMinutes ? state.Minutes + problem.Shifts[shift].Minutes : 0;
        if (minutes > contract.MaxMinutes) return null;
        if (TakeCap(state.Caps, shift) is not { } caps) return null;
        var isNewWeekend = problem.IsWeekend(day) && !state.IsWeekendTaken;
        if (isNewWeekend && countsWeekends && state.Weekends >= contract.MaxWeekends) return null;
        var next = state with
        {
            Follow = follow[kind],
            Run = state.Run > 0 ? Math.Min(longestRun, state.Run + 1) : 1,
            IsBorder = state.Run > 0 ? state.IsBorder && state.Run + 1 < contract.MinRun : day == 0 && contract.MinRun > 1,
            Minutes = minutes,
            Week = countsWeek ? state.Week + 1 : 0,
            Shifts = countsShifts ? Math.Min(state.Shifts + 1, contract.ShiftCosts.Length) : 0,
            Nights = countsNights && problem.Shifts[shift].IsNight ? Math.Min(state.Nights + 1, contract.NightCosts.Length) : state.Nights,
            Weekends = countsWeekends && isNewWeekend ? state.Weekends + 1 : state.Weekends,
            IsWeekendTaken = countsWeekends && (isNewWeekend || state.IsWeekendTaken),
            Caps = caps,
        };
        return (Forget(next, day), CostOf(state, shift, isNewWeekend));
    }

    private int CostOf(DutyState state, int shift, bool isNewWeekend) =>
        RosterContract.Next(contract.ShiftCosts, state.Shifts + pastShifts)
        + (problem.Shifts[shift].IsNight ? RosterContract.Next(contract.NightCosts, state.Nights) : 0)
        + (isNewWeekend ? RosterContract.Next(contract.WeekendCosts, state.Weekends) : 0);

    /// <summary>A new week begins without shifts, and after Sunday the weekend is over.</summary>
    private DutyState Forget(DutyState state, int day)
    {
        if (problem.WeekOf(day + 1) != problem.WeekOf(day)) return state with { Week = 0, IsWeekendTaken = false };
        return state;
    }

    private long? TakeCap(long caps, int shift)
    {
        var at = capped.IndexOf(shift);
        if (at < 0) return caps;
        var count = caps >> (8 * at) & 0xFF;
        return count >= contract.MaxOfShift![shift] ? null : caps + (1L << (8 * at));
    }

    private void FindCaps()
    {
        if (contract.MaxOfShift is null) return;
        var mostShifts = Math.Min(problem.Days, contract.MaxMinutes / Math.Max(1, problem.Shifts.Min(shift => shift.Minutes)));
        for (var shift = 0; shift < problem.Shifts.Length; shift++)
        {
            if (contract.MaxOfShift[shift] >= mostShifts || contract.MaxOfShift[shift] == 0) continue;
            if (contract.MaxOfShift[shift] <= LargestCap && capped.Count < 2 && kinds.IsAlone(shift)) capped.Add(shift);
            else IgnoresCaps = true;
        }
    }

    private static bool IsCounted(int[] costs) => costs.Length > 1 && costs.Any(cost => cost != costs[0]);
}
