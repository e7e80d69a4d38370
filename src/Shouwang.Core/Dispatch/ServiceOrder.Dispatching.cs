using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <content>派单与接单: asking volunteers, and their answers.</content>
public sealed partial class ServiceOrder
{
    /// <summary>派单: asks the chosen volunteers; the next wave may follow by itself (mode <see cref="DispatchMode.Waves"/>).</summary>
    /// <param name="asked">Whom to ask, with the reasons of the ranking and, for a choice against it, the dispatcher's reason.</param>
    /// <param name="mode">Chosen or Waves.</param>
    /// <param name="expiresAt">Until when an answer is awaited.</param>
    /// <param name="at">Now.</param>
    public Result<Done> Ask(IReadOnlyList<Asked> asked, DispatchMode mode, DateTimeOffset expiresAt, DateTimeOffset at)
    {
        if (!State.TakesVolunteers()) return NotOpen();
        if (asked.Count == 0) return new Refusal("dispatch.order.nobody-chosen");
        var most = MostAskedPerPlace * FreePlaces - Waiting(at);
        if (asked.Count > most) return new Refusal("dispatch.order.too-many-asked", ("most", Math.Max(0, most)));
        foreach (var (_, volunteer, _, _) in asked)
        {
            if (Holds(volunteer) is not null) return new Refusal("dispatch.order.already-taken-by");
            if (offers.Any(offer => offer.VolunteerId == volunteer && offer.IsWaiting(at))) return new Refusal("dispatch.order.already-asked");
        }
        // The waves that follow by themselves belong to the act that started them: an undo takes back all of them.
        if (!(Mode == DispatchMode.Waves && mode == DispatchMode.Waves)) MarkForUndo(UndoableAct.Dispatched, at);
        ExpireOffers(at);
        Wave++;
        foreach (var (offer, volunteer, reasons, pinReason) in asked)
        {
            offers.Add(new Offer(offer, Id, volunteer, Wave, at, expiresAt, reasons, pinReason));
            Record("dispatch.order.offered", ("volunteer", volunteer.Value), ("wave", Wave), ("until", expiresAt), ("reasons", reasons), ("pinned", pinReason is not null));
        }
        BecomeDispatched(mode, at);
        return Done.It;
    }

    /// <summary>自动派单: from now on the best candidates are asked in waves.</summary>
    public Result<Done> StartWaves(DateTimeOffset at)
    {
        if (!State.TakesVolunteers()) return NotOpen();
        if (Mode == DispatchMode.Waves && Exception != OrderException.NobodyLeft) return new Refusal("dispatch.order.in-waves-already");
        MarkForUndo(UndoableAct.Dispatched, at);
        BecomeDispatched(DispatchMode.Waves, at);
        Record("dispatch.order.waves-started");
        return Done.It;
    }

    /// <summary>派给队伍: the leader of the team finds its people; they claim from the team's list.</summary>
    public Result<Done> GiveToTeam(TeamId team, DateTimeOffset at)
    {
        if (!State.TakesVolunteers()) return NotOpen();
        MarkForUndo(UndoableAct.Dispatched, at);
        TeamId = team;
        BecomeDispatched(DispatchMode.Team, at);
        Record("dispatch.order.given-to-team", ("team", team.Value));
        return Done.It;
    }

    /// <summary>开放抢单: whoever fits may take it.</summary>
    public Result<Done> OpenForClaiming(DateTimeOffset at)
    {
        if (!State.TakesVolunteers()) return NotOpen();
        MarkForUndo(UndoableAct.Dispatched, at);
        BecomeDispatched(DispatchMode.Claiming, at);
        Record("dispatch.order.opened-for-claiming");
        return Done.It;
    }

    /// <summary>接单: the one who was asked takes a place. A late "yes" counts while a place is free.</summary>
    public Result<Assignment> Accept(AssignmentId id, VolunteerId by, DateTimeOffset at)
    {
        if (!State.TakesVolunteers()) return NotOpen();
        var offer = offers.LastOrDefault(o => o.VolunteerId == by && (o.State is OfferState.Waiting or OfferState.Expired));
        if (offer is null) return new Refusal("dispatch.order.offered-elsewhere");
        return Take(id, by, at, offer);
    }

    /// <summary>抢单: takes a place of an order that is open for claiming (or of one's team).</summary>
    public Result<Assignment> Claim(AssignmentId id, VolunteerId by, bool isInTeam, DateTimeOffset at)
    {
        if (!State.TakesVolunteers()) return NotOpen();
        var mayClaim = Mode == DispatchMode.Claiming || (Mode == DispatchMode.Team && isInTeam);
        return mayClaim ? Take(id, by, at, offers.LastOrDefault(o => o.VolunteerId == by && o.State == OfferState.Waiting)) : new Refusal("dispatch.order.not-for-claiming");
    }

    /// <summary>谢绝: declining costs nothing and asks for no reason; one may be given.</summary>
    public Result<Done> Decline(VolunteerId by, string? reason, DateTimeOffset at)
    {
        var offer = offers.LastOrDefault(o => o.VolunteerId == by && o.State == OfferState.Waiting);
        if (offer is null) return new Refusal("dispatch.offer.not-waiting");
        offer.Answer(OfferState.Declined, at, reason);
        Record("dispatch.order.declined", ("volunteer", by.Value), ("reason", reason));
        return Done.It;
    }

    /// <summary>超时: notes the offers whose time is over; the answer is how many there were.</summary>
    public int ExpireOffers(DateTimeOffset at)
    {
        var late = offers.Where(offer => offer.State == OfferState.Waiting && offer.ExpiresAt <= at).ToList();
        foreach (var offer in late)
        {
            offer.Answer(OfferState.Expired, at);
            Record("dispatch.order.offer-expired", ("volunteer", offer.VolunteerId.Value));
        }
        return late.Count;
    }

    /// <summary>取消派单: takes back an offer that was not answered yet.</summary>
    public Result<Done> CancelOffer(OfferId id, DateTimeOffset at)
    {
        var offer = offers.FirstOrDefault(o => o.Id == id);
        if (offer is not { State: OfferState.Waiting }) return new Refusal("dispatch.offer.not-waiting");
        offer.Answer(OfferState.Cancelled, at);
        Record("dispatch.order.offer-cancelled", ("volunteer", offer.VolunteerId.Value));
        BackToPlacedWhenNobodyIsAsked(at);
        return Done.It;
    }

    /// <summary>交回: a volunteer gives his place back before the service; it is free again at once.</summary>
    public Result<Assignment> HandBack(VolunteerId by, string? reason, DateTimeOffset at)
    {
        if (Holds(by) is not { } assignment) return new Refusal("dispatch.order.not-yours");
        if (assignment.State is not (AssignmentState.Accepted or AssignmentState.OnTheWay)) return new Refusal("dispatch.assignment.already-started");
        assignment.GiveUp(AssignmentState.HandedBack);
        FreeAPlace(at);
        if (assignment.From - at < ShortNotice) Raise(OrderException.HandedBack, at);
        Record("dispatch.order.handed-back", ("volunteer", by.Value), ("reason", reason));
        return assignment;
    }

    /// <summary>上报: nobody was found at this level, the unit above looks further.</summary>
    public Result<Done> Escalate(IInUnit above, string reason, DateTimeOffset at)
    {
        if (!State.TakesVolunteers()) return NotOpen();
        if (!HandlerPath.StartsWith(above.UnitPath, StringComparison.Ordinal) || HandlerPath == above.UnitPath) return new Refusal("dispatch.order.not-above");
        (HandlerId, HandlerPath, HandlerSince) = (above.UnitId, above.UnitPath, at);
        if (Exception == OrderException.NobodyLeft) Settle();
        Record("dispatch.order.escalated", ("to", above.UnitId.Value), ("reason", reason));
        return Done.It;
    }

    /// <summary>无人可派: nobody is left to ask at any level; a dispatcher must look.</summary>
    public void NobodyLeft(DateTimeOffset at)
    {
        if (Exception == OrderException.NobodyLeft) return;
        Raise(OrderException.NobodyLeft, at);
        BackToPlacedWhenNobodyIsAsked(at);
        Record("dispatch.order.nobody-left");
    }

    /// <summary>超时: the due time has passed and the service is not done.</summary>
    /// <returns>True when it was noted now.</returns>
    public bool NoteOverdue(DateTimeOffset at)
    {
        if (!State.IsOpen() || at < DueAt || OverdueNotedAt is not null) return false;
        OverdueNotedAt = at;
        Raise(OrderException.Overdue, at);
        Record("dispatch.order.overdue");
        return true;
    }

    /// <summary>已处理异常: a dispatcher has seen to it.</summary>
    public Result<Done> ClearException(DateTimeOffset at)
    {
        if (Exception == OrderException.None) return new Refusal("dispatch.order.no-exception");
        Record("dispatch.order.exception-cleared", ("exception", Exception));
        // Whoever clears "nobody left" takes the order in hand; the waves would only find nobody again.
        var byHand = Exception == OrderException.NobodyLeft && Mode is DispatchMode.Waves or DispatchMode.Chosen;
        Settle();
        if (byHand) Mode = DispatchMode.None;
        HandlerSince = at;
        BackToPlacedWhenNobodyIsAsked(at);
        return Done.It;
    }

    /// <summary>The place that the volunteer holds, or null.</summary>
    public Assignment? Holds(VolunteerId volunteer) => assignments.FirstOrDefault(a => a.VolunteerId == volunteer && a.IsHeld);

    private Result<Assignment> Take(AssignmentId id, VolunteerId by, DateTimeOffset at, Offer? answered)
    {
        if (Holds(by) is not null) return new Refusal("dispatch.order.already-yours");
        if (FreePlaces <= 0) return new Refusal("dispatch.order.full");
        var place = Enumerable.Range(1, PeopleNeeded).First(number => assignments.All(a => !a.IsHeld || a.Place != number));
        var assignment = new Assignment(id, Id, by, place, PlannedIfTakenAt(at), at);
        assignments.Add(assignment);
        answered?.Answer(OfferState.Accepted, at);
        Record("dispatch.order.accepted", ("volunteer", by.Value), ("place", place));
        if (FreePlaces == 0) BecomeAccepted(at);
        return assignment;
    }

    private void BecomeDispatched(DispatchMode mode, DateTimeOffset at)
    {
        Mode = mode;
        DispatchedAt ??= at;
        if (State != OrderState.Dispatched) Turn(OrderState.Dispatched, at);
        if (Exception is OrderException.NobodyLeft or OrderException.HandedBack or OrderException.NoShow) Settle();
    }

    private void BecomeAccepted(DateTimeOffset at)
    {
        foreach (var other in offers.Where(o => o.State == OfferState.Waiting && Holds(o.VolunteerId) is null))
        {
            other.Answer(OfferState.Cancelled, at);
            Record("dispatch.order.offer-cancelled", ("volunteer", other.VolunteerId.Value));
        }
        AcceptedAt = at;
        Turn(OrderState.Accepted, at);
        if (Exception is OrderException.NobodyLeft or OrderException.HandedBack or OrderException.NoShow) Settle();
        if (assignments.Any(a => a.State == AssignmentState.CheckedIn)) Turn(OrderState.Serving, at);
        // Who was still waited for is not needed any more, and all the others have served.
        else if (assignments.Where(a => a.IsHeld).All(a => a.State == AssignmentState.Finished)) Complete(at);
    }

    private void FreeAPlace(DateTimeOffset at)
    {
        AcceptedAt = null;
        if (State != OrderState.Dispatched) Turn(OrderState.Dispatched, at);
    }

    private void BackToPlacedWhenNobodyIsAsked(DateTimeOffset at)
    {
        if (Mode is DispatchMode.Claiming or DispatchMode.Team || State != OrderState.Dispatched) return;
        if (offers.Any(o => o.State == OfferState.Waiting) || assignments.Any(a => a.IsHeld)) return;
        Mode = DispatchMode.None;
        Turn(OrderState.Placed, at);
    }

    private void Raise(OrderException exception, DateTimeOffset at) => (Exception, ExceptionSince) = (exception, at);

    private void Settle() => (Exception, ExceptionSince) = (OrderException.None, null);
}

/// <summary>被派的人: somebody to be asked.</summary>
/// <param name="Offer">Id of the new offer.</param>
/// <param name="Volunteer">Who.</param>
/// <param name="Reasons">Why, as written by <see cref="MatchReasons.Write"/>.</param>
/// <param name="PinReason">The dispatcher's reason, when chosen against the ranking.</param>
public sealed record Asked(OfferId Offer, VolunteerId Volunteer, string Reasons, string? PinReason);
