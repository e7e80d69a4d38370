using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>派单: one volunteer asked to take one order.</summary>
public sealed class Offer
{
    private Offer() { }

    internal Offer(OfferId id, OrderId order, VolunteerId volunteer, int wave, DateTimeOffset at, DateTimeOffset expiresAt, string reasons, string? pinReason) =>
        (Id, OrderId, VolunteerId, Wave, OfferedAt, ExpiresAt, Reasons, PinReason) = (id, order, volunteer, wave, at, expiresAt, reasons, pinReason);

    /// <summary>The id.</summary>
    public OfferId Id { get; private set; }

    /// <summary>The order.</summary>
    public OrderId OrderId { get; private set; }

    /// <summary>Who is asked.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>批次: the wave in which the volunteer was asked, from 1.</summary>
    public int Wave { get; private set; }

    /// <summary>When the volunteer was asked.</summary>
    public DateTimeOffset OfferedAt { get; private set; }

    /// <summary>Without an answer by then the next one is asked.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When the answer came, if it did.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>What became of it.</summary>
    public OfferState State { get; private set; }

    /// <summary>Why this volunteer: codes of <see cref="MatchReason"/> with their values, blank-separated (<c>distance:420 skill continuity:2</c>).</summary>
    public string Reasons { get; private set; } = "";

    /// <summary>Why a dispatcher chose him against the ranking; null when the ranking did.</summary>
    public string? PinReason { get; private set; }

    /// <summary>Why the volunteer declined, in a word, if given: far, busy, unwell, other.</summary>
    public string? DeclineReason { get; private set; }

    /// <summary>True while an answer is awaited at that instant.</summary>
    public bool IsWaiting(DateTimeOffset at) => State == OfferState.Waiting && at < ExpiresAt;

    internal void AwaitAgain() => (State, AnsweredAt) = (OfferState.Waiting, null);

    internal void Answer(OfferState state, DateTimeOffset at, string? declineReason = null) =>
        (State, AnsweredAt, DeclineReason) = (state, at, declineReason);
}

/// <summary>接单: one volunteer holds one place of an order.</summary>
public sealed class Assignment
{
    private Assignment() { }

    internal Assignment(AssignmentId id, OrderId order, VolunteerId volunteer, int place, Period planned, DateTimeOffset at) =>
        (Id, OrderId, VolunteerId, Place, From, Until, AcceptedAt) = (id, order, volunteer, place, planned.From, planned.Until, at);

    /// <summary>The id.</summary>
    public AssignmentId Id { get; private set; }

    /// <summary>The order.</summary>
    public OrderId OrderId { get; private set; }

    /// <summary>Who holds the place.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>名额序号: which place, from 1 to the people needed; no two hold the same (database constraint).</summary>
    public int Place { get; private set; }

    /// <summary>Planned start.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>Planned end.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>When the volunteer accepted.</summary>
    public DateTimeOffset AcceptedAt { get; private set; }

    /// <summary>When the volunteer set out, if he said so.</summary>
    public DateTimeOffset? SetOutAt { get; private set; }

    /// <summary>提醒时间: when the volunteer was reminded of the start; null before.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>签到时间.</summary>
    public DateTimeOffset? CheckedInAt { get; private set; }

    /// <summary>签退时间.</summary>
    public DateTimeOffset? CheckedOutAt { get; private set; }

    /// <summary>How far the volunteer is.</summary>
    public AssignmentState State { get; private set; }

    /// <summary>交接备注: what the next one should know, under encryption.</summary>
    public SealedText? HandOverNote { get; private set; }

    /// <summary>True while the place is held: from accepting until the end, unless given up.</summary>
    public bool IsHeld => State is AssignmentState.Accepted or AssignmentState.OnTheWay or AssignmentState.CheckedIn or AssignmentState.Finished;

    /// <summary>The planned period.</summary>
    public Period Planned => new(From, Until);

    internal void Remind(DateTimeOffset at) => RemindedAt = at;

    internal void SetOut(DateTimeOffset at) => (State, SetOutAt) = (AssignmentState.OnTheWay, at);

    internal void CheckIn(DateTimeOffset at) => (State, CheckedInAt) = (AssignmentState.CheckedIn, at);

    internal void CheckOut(DateTimeOffset at, SealedText? note) => (State, CheckedOutAt, HandOverNote) = (AssignmentState.Finished, at, note);

    internal void GiveUp(AssignmentState how) => State = how;

    internal void TakeBack() => State = SetOutAt is null ? AssignmentState.Accepted : AssignmentState.OnTheWay;
}
