namespace Shouwang.Dispatch;

/// <summary>匹配请求: open orders and available people in the field's own terms, before anybody asks who suits whom.</summary>
/// <remarks>
/// One request covers one stretch of time in which a volunteer's orders are done one after the other; how many fit is
/// his number of load costs. Skills and languages are bit sets that the caller numbers (bit 0…63).
/// </remarks>
public sealed record MatchingRequest
{
    /// <summary>需求: the open orders.</summary>
    public required IReadOnlyList<MatchingNeed> Needs { get; init; }

    /// <summary>志愿者: the available people.</summary>
    public required IReadOnlyList<MatchingVolunteer> Volunteers { get; init; }
}

/// <summary>需求: one open order.</summary>
/// <param name="At">Where the service happens.</param>
/// <param name="Persons">Persons wanted.</param>
/// <param name="Skills">Skills of which each person must have all.</param>
/// <param name="Languages">Languages of which each person must have at least one; 0 when any will do.</param>
/// <param name="Window">When the service happens.</param>
/// <param name="UnfilledCost">What one place left open costs, in metres of way.</param>
public readonly record struct MatchingNeed(GeoPoint At, int Persons, ulong Skills, ulong Languages, MinuteWindow Window, int UnfilledCost);

/// <summary>志愿者: one available person.</summary>
/// <param name="At">Where he starts.</param>
/// <param name="Skills">What he can do.</param>
/// <param name="Languages">What he speaks.</param>
/// <param name="Window">When he is available.</param>
/// <param name="FarthestMetres">How far he is willing to go (metres as the crow flies, inclusive).</param>
/// <param name="LoadCosts">Cost of his first, second, … order in metres of way, never falling; their number is his limit.</param>
public readonly record struct MatchingVolunteer(GeoPoint At, ulong Skills, ulong Languages, MinuteWindow Window, int FarthestMetres, int[] LoadCosts);

/// <summary>时间窗: minutes counted from the start of the planning day.</summary>
/// <param name="From">First minute (inclusive).</param>
/// <param name="Until">First minute after it (exclusive).</param>
public readonly record struct MinuteWindow(int From, int Until)
{
    /// <summary>True when the other window lies wholly inside this one.</summary>
    public bool Covers(MinuteWindow other) => From <= other.From && other.Until <= Until;
}

/// <summary>资格规则: why a volunteer does or does not suit a need.</summary>
public enum MatchingFit
{
    /// <summary>Suits.</summary>
    [Term("符合")] Suits,

    /// <summary>Lacks a skill.</summary>
    [Term("技能不符")] LacksSkill,

    /// <summary>Speaks none of the languages.</summary>
    [Term("语言不符")] LacksLanguage,

    /// <summary>Is not available for the whole window.</summary>
    [Term("时间不合")] NotAvailable,

    /// <summary>Lives farther away than he is willing to go.</summary>
    [Term("距离太远")] TooFar,
}

/// <summary>资格规则: who suits which need; the one place that says so.</summary>
public static class MatchingEligibility
{
    /// <summary>The first rule that excludes the volunteer, or <see cref="MatchingFit.Suits"/>.</summary>
    public static MatchingFit Of(MatchingNeed need, MatchingVolunteer volunteer) =>
        (volunteer.Skills & need.Skills) != need.Skills ? MatchingFit.LacksSkill
        : need.Languages != 0 && (volunteer.Languages & need.Languages) == 0 ? MatchingFit.LacksLanguage
        : !volunteer.Window.Covers(need.Window) ? MatchingFit.NotAvailable
        : need.At.MetresTo(volunteer.At) > volunteer.FarthestMetres ? MatchingFit.TooFar
        : MatchingFit.Suits;
}
