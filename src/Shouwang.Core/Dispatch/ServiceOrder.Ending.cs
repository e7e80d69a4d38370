using System.Text.Json;
using System.Text.Json.Serialization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <content>结束与撤销: withdrawing, failing, referring, and taking the last act back.</content>
public sealed partial class ServiceOrder
{
    private static readonly JsonSerializerOptions MarkFormat = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What an undo would restore, as JSON; null when there is nothing to undo.</summary>
    public string? UndoMark { get; private set; }

    /// <summary>撤回: the resident no longer needs it.</summary>
    public Result<Done> Withdraw(SealedText reason, DateTimeOffset at) => End(OrderState.Withdrawn, reason, "withdrawn", at);

    /// <summary>未能完成: it cannot be done.</summary>
    public Result<Done> Fail(SealedText reason, DateTimeOffset at) => End(OrderState.Failed, reason, "failed", at);

    /// <summary>转介: somebody outside the network takes care of it.</summary>
    public Result<Done> Refer(SealedText reason, DateTimeOffset at) => End(OrderState.Referred, reason, "referred", at);

    /// <summary>The last act that can still be taken back at that instant, or null.</summary>
    public UndoableAct? CanUndo(DateTimeOffset at) => Mark() is { } mark && at <= mark.Until ? mark.Act : null;

    /// <summary>撤销上一步: takes back an assignment, an edit or an ending, within <see cref="DispatchPolicy.UndoSeconds"/>.</summary>
    /// <returns>The volunteers whose places are held again and must be booked again.</returns>
    public Result<IReadOnlyList<Assignment>> Undo(DateTimeOffset at)
    {
        if (Mark() is not { } mark || at > mark.Until) return new Refusal("dispatch.order.nothing-to-undo");
        if (mark.Act != UndoableAct.Ended && !HeldPlaces().SequenceEqual(mark.Held)) return new Refusal("dispatch.order.already-answered");
        if (mark.Act == UndoableAct.Dispatched)
            foreach (var offer in offers.Where(o => o.Wave > mark.Wave && o.State == OfferState.Waiting)) offer.Answer(OfferState.Cancelled, at);
        foreach (var offer in offers.Where(o => o.State == OfferState.Cancelled && mark.Waiting.Contains(o.Id.Value))) offer.AwaitAgain();
        var restored = assignments.Where(a => a.State == AssignmentState.Cancelled && mark.Held.Contains(a.Id.Value)).ToList();
        restored.ForEach(a => a.TakeBack());

        (Mode, TeamId, Urgency, From, Until, DueAt, PeopleNeeded) =
            (mark.Mode, mark.Team is { } team ? new TeamId(team) : null, mark.Urgency, mark.From, mark.End, mark.DueAt, mark.PeopleNeeded);
        Turn(mark.State, at);
        (EndReason, ClosedAt, DuplicateOf, UndoMark) = (null, null, null, null);
        if (State.TakesVolunteers()) AcceptedAt = null;
        // The act may have settled an exception; one that was raised since stays.
        if (Exception == OrderException.None) (Exception, ExceptionSince) = (mark.Exception, mark.ExceptionSince);
        if (mark.Act == UndoableAct.Dispatched) (HandlerId, HandlerPath, HandlerSince) = (new UnitId(mark.Handler), mark.HandlerPath, mark.HandlerSince);
        RecordUndone(mark.Act);
        return Result<IReadOnlyList<Assignment>>.Ok(restored);
    }

    // All that stands again, so that the facts alone tell where the order is.
    private void RecordUndone(UndoableAct act) => Record(
        "dispatch.order.undone", ("act", act), ("state", State), ("mode", Mode), ("urgency", Urgency), ("from", From), ("due", DueAt), ("people", PeopleNeeded), ("handler", HandlerId.Value),
        ("asked", offers.Where(o => o.State == OfferState.Waiting).Select(o => o.VolunteerId.Value).ToList()), ("held", assignments.Where(a => a.IsHeld).Select(a => a.VolunteerId.Value).ToList()));

    private Result<Done> End(OrderState state, SealedText reason, string how, DateTimeOffset at)
    {
        if (!State.IsOpen()) return NotOpen();
        if (assignments.Any(a => a.State == AssignmentState.CheckedIn)) return new Refusal("dispatch.order.somebody-serving");
        MarkForUndo(UndoableAct.Ended, at);
        foreach (var offer in offers.Where(o => o.State == OfferState.Waiting)) offer.Answer(OfferState.Cancelled, at);
        EndAssignments();
        Turn(state, at);
        (EndReason, ClosedAt) = (reason, at);
        Settle();
        Record("dispatch.order." + how);
        return Done.It;
    }

    private void MarkForUndo(UndoableAct act, DateTimeOffset at) => UndoMark = JsonSerializer.Serialize(
        new Memento(act, at.AddSeconds(DispatchPolicy.UndoSeconds), State, Mode, TeamId?.Value, Wave, Urgency, From, Until, DueAt, PeopleNeeded, Exception, ExceptionSince,
            HandlerId.Value, HandlerPath, HandlerSince, [.. HeldPlaces()], [.. offers.Where(o => o.State == OfferState.Waiting).Select(o => o.Id.Value)]), MarkFormat);

    private IEnumerable<Guid> HeldPlaces() => assignments.Where(a => a.IsHeld).Select(a => a.Id.Value).Order();

    private Memento? Mark() => UndoMark is null ? null : JsonSerializer.Deserialize<Memento>(UndoMark, MarkFormat);

    private sealed record Memento(
        UndoableAct Act, DateTimeOffset Until, OrderState State, DispatchMode Mode, Guid? Team, int Wave, Urgency Urgency,
        DateTimeOffset From, DateTimeOffset End, DateTimeOffset DueAt, int PeopleNeeded, OrderException Exception, DateTimeOffset? ExceptionSince,
        Guid Handler, string HandlerPath, DateTimeOffset HandlerSince, IReadOnlyList<Guid> Held, IReadOnlyList<Guid> Waiting);
}

/// <summary>可撤销的操作: acts that can be taken back for a short while.</summary>
public enum UndoableAct
{
    /// <summary>派单.</summary>
    [Term("派单")] Dispatched,

    /// <summary>修改.</summary>
    [Term("修改")] Edited,

    /// <summary>结束.</summary>
    [Term("结束")] Ended,
}
