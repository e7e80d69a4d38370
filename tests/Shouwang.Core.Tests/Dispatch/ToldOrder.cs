using System.Text.Json;

namespace Shouwang.Dispatch;

/// <summary>
/// An order as its facts alone tell it: told again from the first fact on, it must stand where the order itself stands.
/// It knows no rule of the product, only what each fact says has happened.
/// </summary>
sealed class ToldOrder
{
    private enum Place { Taken, OnTheWay, Serving, Finished }

    private readonly HashSet<Guid> asked = [];
    private readonly Dictionary<Guid, Place> places = [];
    private readonly HashSet<Guid> outAlready = [];
    private bool lookedForByItself;

    public OrderState State { get; private set; }
    public Urgency Urgency { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public int People { get; private set; }
    public Guid? Handler { get; private set; }

    public void Hear(FactDraft fact)
    {
        var said = JsonSerializer.SerializeToElement(fact.Payload);
        Guid Who() => said.GetProperty("volunteer").GetGuid();
        switch (fact.Type["dispatch.order.".Length..])
        {
            case "placed": (Urgency, DueAt, People) = Terms(fact); break;
            case "triaged":
                (Urgency, DueAt, People) = Terms(fact);
                FillUp();
                break;
            case "offered":
                asked.Add(Who());
                LookFor(byItself: true);
                break;
            case "waves-started": LookFor(byItself: true); break;
            case "given-to-team" or "opened-for-claiming": LookFor(byItself: false); break;
            case "declined" or "offer-expired": asked.Remove(Who()); break;
            case "offer-cancelled":
                asked.Remove(Who());
                GiveUpLooking();
                break;
            case "accepted":
                asked.Remove(Who());
                outAlready.Remove(Who());
                places[Who()] = Place.Taken;
                FillUp();
                break;
            case "handed-back" or "no-show":
                places.Remove(Who());
                State = OrderState.Dispatched;
                break;
            case "set-out":
                outAlready.Add(Who());
                places[Who()] = Place.OnTheWay;
                break;
            case "checked-in":
                places[Who()] = Place.Serving;
                if (places.Count == People) State = OrderState.Serving;
                break;
            case "checked-out": places[Who()] = Place.Finished; break;
            case "completed":
                (State, People) = (OrderState.Completed, (int)fact.Payload["people"]!);
                End();
                break;
            case "withdrawn" or "duplicate": End(OrderState.Withdrawn); break;
            case "failed": End(OrderState.Failed); break;
            case "referred": End(OrderState.Referred); break;
            case "reviewed": if (Equals(fact.Payload["side"], ReviewSide.Resident)) State = OrderState.Reviewed; break;
            case "closed-unreviewed": State = OrderState.Unreviewed; break;
            case "escalated": Handler = said.GetProperty("to").GetGuid(); break;
            case "nobody-left": GiveUpLooking(); break;
            case "exception-cleared": GiveUpLooking(); break;
            case "undone": TakeBack(fact); break;
            case "reminded" or "overdue": break;
            default: throw new InvalidOperationException("A fact that nobody can tell on: " + fact.Type);
        }
    }

    /// <summary>What the facts tell is what the order says of itself.</summary>
    public void Agrees(ServiceOrder order)
    {
        Assert.Equal((order.State, order.Urgency, order.DueAt, order.PeopleNeeded), (State, Urgency, DueAt, People));
        Assert.Equal(order.HandlerId.Value, Handler ?? order.UnitId.Value);
        Assert.Equal(order.Offers.Where(o => o.State == OfferState.Waiting).Select(o => o.VolunteerId.Value).Order(), asked.Order());
        Assert.Equal(order.Assignments.Where(a => a.IsHeld).Select(a => (a.VolunteerId.Value, Told(a.State))).Order(), places.Select(p => (p.Key, p.Value)).Order());
    }

    private void LookFor(bool byItself) => (State, lookedForByItself) = (OrderState.Dispatched, byItself);

    private void GiveUpLooking()
    {
        if (State == OrderState.Dispatched && lookedForByItself && asked.Count == 0 && places.Count == 0) State = OrderState.Placed;
    }

    private void FillUp()
    {
        if (places.Count < People) return;
        State = places.ContainsValue(Place.Serving) ? OrderState.Serving : OrderState.Accepted;
    }

    private void End(OrderState? state = null)
    {
        State = state ?? State;
        asked.Clear();
        foreach (var (who, _) in places.Where(p => p.Value != Place.Finished).ToList()) places.Remove(who);
    }

    private void TakeBack(FactDraft fact)
    {
        State = (OrderState)fact.Payload["state"]!;
        (Urgency, DueAt, People) = Terms(fact);
        lookedForByItself = (DispatchMode)fact.Payload["mode"]! is not (DispatchMode.Team or DispatchMode.Claiming);
        Handler = (Guid)fact.Payload["handler"]!;
        asked.Clear();
        asked.UnionWith((IReadOnlyList<Guid>)fact.Payload["asked"]!);
        foreach (var who in (IReadOnlyList<Guid>)fact.Payload["held"]!) places.TryAdd(who, outAlready.Contains(who) ? Place.OnTheWay : Place.Taken);
    }

    private static (Urgency, DateTimeOffset, int) Terms(FactDraft fact) => ((Urgency)fact.Payload["urgency"]!, (DateTimeOffset)fact.Payload["due"]!, (int)fact.Payload["people"]!);

    private static Place Told(AssignmentState state) => state switch
    {
        AssignmentState.OnTheWay => Place.OnTheWay,
        AssignmentState.CheckedIn => Place.Serving,
        AssignmentState.Finished => Place.Finished,
        _ => Place.Taken,
    };
}
