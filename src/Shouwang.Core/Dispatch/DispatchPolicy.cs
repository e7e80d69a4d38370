namespace Shouwang.Dispatch;

/// <summary>派单规矩: the times and limits of a center's dispatch; data that each center may set.</summary>
/// <remarks>All times in minutes. The values given here hold until a center sets its own.</remarks>
public sealed record DispatchPolicy
{
    /// <summary>The values that hold where nothing was set.</summary>
    public static DispatchPolicy Standard { get; } = new();

    /// <summary>紧急单时限: an urgent order without a wished time is due so many minutes after it was placed.</summary>
    public int UrgentDueMinutes { get; init; } = 120;

    /// <summary>一般单时限: the same for an ordinary one.</summary>
    public int OrdinaryDueMinutes { get; init; } = 24 * 60;

    /// <summary>紧急单答复时限: how long an asked volunteer may think about an urgent order.</summary>
    public int UrgentAnswerMinutes { get; init; } = 5;

    /// <summary>一般单答复时限: the same for an ordinary one.</summary>
    public int OrdinaryAnswerMinutes { get; init; } = 30;

    /// <summary>每批人数: how many are asked at once for each free place (at most 3, so that few come for nothing).</summary>
    public int AskedPerPlace { get; init; } = 2;

    /// <summary>休息间隔: rest and way that must lie between two services of one volunteer.</summary>
    public int RestMinutes { get; init; } = 20;

    /// <summary>未到岗判定: so long after the planned start without check-in it counts as a no-show.</summary>
    public int NoShowMinutes { get; init; } = 15;

    /// <summary>签退宽限: so long after the planned end a forgotten check-out is closed provisionally.</summary>
    public int CheckOutGraceMinutes { get; init; } = 120;

    /// <summary>评价期限: an order without review is closed after so many minutes.</summary>
    public int ReviewMinutes { get; init; } = 3 * 24 * 60;

    /// <summary>提醒提前量: how long before the planned start a volunteer is reminded.</summary>
    public int ReminderMinutes { get; init; } = 30;

    /// <summary>上报时限: an order that still lacks people so long after it was dispatched goes up a level.</summary>
    public int EscalateMinutes { get; init; } = 60;

    /// <summary>撤销时限: an assignment, closing or edit can be undone for so many seconds.</summary>
    public const int UndoSeconds = 30;

    /// <summary>差评线: a review with this many stars or fewer opens a follow-up.</summary>
    public const int BadStars = 2;

    /// <summary>When an order of that urgency, placed then, is due.</summary>
    public DateTimeOffset DueAt(Urgency urgency, DateTimeOffset placedAt) =>
        placedAt.AddMinutes(urgency == Urgency.Urgent ? UrgentDueMinutes : OrdinaryDueMinutes);

    /// <summary>Until when a volunteer asked at that instant may answer.</summary>
    public DateTimeOffset AnswerBy(Urgency urgency, DateTimeOffset askedAt) =>
        askedAt.AddMinutes(urgency == Urgency.Urgent ? UrgentAnswerMinutes : OrdinaryAnswerMinutes);

    /// <summary>The refusals of a policy that cannot work, one per field.</summary>
    public IReadOnlyList<Refusal> Check() =>
    [
        .. OutOf(nameof(UrgentDueMinutes), UrgentDueMinutes, 10, 24 * 60),
        .. OutOf(nameof(OrdinaryDueMinutes), OrdinaryDueMinutes, 60, 30 * 24 * 60),
        .. OutOf(nameof(UrgentAnswerMinutes), UrgentAnswerMinutes, 1, 60),
        .. OutOf(nameof(OrdinaryAnswerMinutes), OrdinaryAnswerMinutes, 2, 24 * 60),
        .. OutOf(nameof(AskedPerPlace), AskedPerPlace, 1, 3),
        .. OutOf(nameof(RestMinutes), RestMinutes, 0, 8 * 60),
        .. OutOf(nameof(NoShowMinutes), NoShowMinutes, 5, 120),
        .. OutOf(nameof(CheckOutGraceMinutes), CheckOutGraceMinutes, 0, 12 * 60),
        .. OutOf(nameof(ReviewMinutes), ReviewMinutes, 60, 60 * 24 * 60),
        .. OutOf(nameof(ReminderMinutes), ReminderMinutes, 0, 24 * 60),
        .. OutOf(nameof(EscalateMinutes), EscalateMinutes, 5, 7 * 24 * 60),
    ];

    private static IEnumerable<Refusal> OutOf(string field, int value, int least, int most) =>
        value >= least && value <= most ? [] : [new Refusal("dispatch.policy.out-of-range", ("least", least), ("most", most)).At(field)];
}
