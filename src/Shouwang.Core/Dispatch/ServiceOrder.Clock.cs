using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <content>按时处理: what falls due on an order by the clock. All of it stands in the order's own rows, so that a restart forgets nothing.</content>
public sealed partial class ServiceOrder
{
    /// <summary>True when the whole network is already looking: there is no level above.</summary>
    public bool IsAtTheTop => HandlerPath.Count(letter => letter == '/') <= 2;

    /// <summary>The period that somebody would serve who took a place at that instant; never in the past.</summary>
    public Period PlannedIfTakenAt(DateTimeOffset at)
    {
        var from = From > at ? From : at.AddMinutes(WayMinutes);
        return new Period(from, from + (Until - From));
    }

    /// <summary>How many offers await an answer at that instant.</summary>
    public int Waiting(DateTimeOffset at) => offers.Count(offer => offer.IsWaiting(at));

    /// <summary>How many more volunteers are to be asked now, without anybody's doing.</summary>
    /// <remarks>Waves are filled up as soon as somebody declines; people whom a dispatcher chose are waited for first.</remarks>
    public int MoreToAsk(DispatchPolicy policy, DateTimeOffset at)
    {
        if (!State.TakesVolunteers() || Exception == OrderException.NobodyLeft) return 0;
        var waiting = Waiting(at);
        return Mode switch
        {
            DispatchMode.Waves => Math.Max(0, policy.AskedPerPlace * FreePlaces - waiting),
            DispatchMode.Chosen when waiting == 0 => policy.AskedPerPlace * FreePlaces,
            DispatchMode.Chosen or DispatchMode.None or DispatchMode.Team or DispatchMode.Claiming => 0,
        };
    }

    /// <summary>True when this level has looked for people long enough.</summary>
    public bool HasWaitedLongEnough(DispatchPolicy policy, DateTimeOffset at) => WaitsUntil(policy) <= at;

    /// <summary>提醒: the places whose start is near and whose holders were not reminded yet; notes that they are now.</summary>
    public IReadOnlyList<Assignment> RemindBefore(DispatchPolicy policy, DateTimeOffset at)
    {
        var near = assignments.Where(a => RemindAt(a, policy) <= at).ToList();
        foreach (var assignment in near)
        {
            assignment.Remind(at);
            Record("dispatch.order.reminded", ("volunteer", assignment.VolunteerId.Value));
        }
        return near;
    }

    /// <summary>未到岗: who should have checked in by now.</summary>
    public IReadOnlyList<VolunteerId> Missing(DispatchPolicy policy, DateTimeOffset at) =>
        [.. assignments.Where(a => NoShowAt(a, policy) <= at).Select(a => a.VolunteerId)];

    /// <summary>忘记签退: whose check-out is long overdue.</summary>
    public IReadOnlyList<Assignment> ForgottenCheckOuts(DispatchPolicy policy, DateTimeOffset at) =>
        [.. assignments.Where(a => CloseAt(a, policy) <= at)];

    /// <summary>True when no review came in time.</summary>
    public bool ReviewIsOverdue(DispatchPolicy policy, DateTimeOffset at) => ReviewBy(policy) <= at;

    /// <summary>Sets when the clockwork must look again: at the first thing that falls due.</summary>
    public void Reschedule(DispatchPolicy policy) => NextLookAt = NextLook(policy);

    /// <summary>When the first thing falls due; null when nothing does.</summary>
    public DateTimeOffset? NextLook(DispatchPolicy policy)
    {
        if (State == OrderState.Completed) return ReviewBy(policy);
        if (!State.IsOpen()) return null;
        var dues = offers.Where(o => o.State == OfferState.Waiting).Select(o => (DateTimeOffset?)o.ExpiresAt)
            .Concat(assignments.SelectMany(a => new[] { RemindAt(a, policy), NoShowAt(a, policy), CloseAt(a, policy) }))
            .Append(WaitsUntil(policy))
            .Append(OverdueNotedAt is null ? DueAt : null)
            .Append(NobodyIsAsked ? StateSince : null);
        return dues.Min();
    }

    // Places are free and nobody is being asked, though somebody should: look at once.
    private bool NobodyIsAsked => State == OrderState.Dispatched && Mode is DispatchMode.Waves or DispatchMode.Chosen
        && State.TakesVolunteers() && Exception != OrderException.NobodyLeft && offers.All(o => o.State != OfferState.Waiting);

    private DateTimeOffset? WaitsUntil(DispatchPolicy policy)
    {
        if (State != OrderState.Dispatched || Exception == OrderException.NobodyLeft) return null;
        if (Mode is DispatchMode.Waves or DispatchMode.Chosen && IsAtTheTop) return null;
        return DispatchedAt is { } dispatched ? Later(dispatched, HandlerSince).AddMinutes(policy.EscalateMinutes) : null;
    }

    private static DateTimeOffset? RemindAt(Assignment a, DispatchPolicy policy) =>
        a.State == AssignmentState.Accepted && a.RemindedAt is null ? a.From.AddMinutes(-policy.ReminderMinutes) : null;

    private static DateTimeOffset? NoShowAt(Assignment a, DispatchPolicy policy) =>
        a.State is AssignmentState.Accepted or AssignmentState.OnTheWay ? a.From.AddMinutes(policy.NoShowMinutes) : null;

    private static DateTimeOffset? CloseAt(Assignment a, DispatchPolicy policy) =>
        a.State == AssignmentState.CheckedIn ? Later(a.Until, a.CheckedInAt!.Value).AddMinutes(policy.CheckOutGraceMinutes) : null;

    private DateTimeOffset? ReviewBy(DispatchPolicy policy) =>
        State == OrderState.Completed && CompletedAt is { } done ? done.AddMinutes(policy.ReviewMinutes) : null;
}
