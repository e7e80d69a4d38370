namespace Shouwang.Rosters;

/// <summary>What a contract must remember of the days so far; two histories with the same memory may go on alike.</summary>
/// <param name="Follow">Follow class of yesterday's shift, −1 after a free day.</param>
/// <param name="Run">Days worked in a row (positive) or free days in a row (negative), no farther than a rule can tell.</param>
/// <param name="IsBorder">The run began with the roster: its least length does not bind.</param>
/// <param name="Minutes">Minutes so far.</param>
/// <param name="Week">Shifts in this week so far.</param>
/// <param name="Shifts">Shifts so far.</param>
/// <param name="Nights">Nights so far.</param>
/// <param name="Weekends">Weekends so far.</param>
/// <param name="IsWeekendTaken">This weekend is counted already.</param>
/// <param name="Caps">Counts of the capped shifts, eight bits each.</param>
internal readonly record struct DutyState(
    int Follow, int Run, bool IsBorder, int Minutes, int Week, int Shifts, int Nights, int Weekends, bool IsWeekendTaken, long Caps);
