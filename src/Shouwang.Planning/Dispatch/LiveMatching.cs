namespace Shouwang.Dispatch;

/// <summary>随变随排: a matching that stays optimal while needs and volunteers come, go and decline; each change moves as few people as the optimum allows.</summary>
/// <remarks>
/// A change costs one search in the neighbourhood concerned, typically microseconds. Needs and volunteers keep their
/// numbers for life; those that are gone keep theirs unused. Not safe for use by several threads at once.
/// </remarks>
public sealed class LiveMatching
{
    private const int ForbiddenCost = 2_000_000_000;

    private readonly MatchingState state;
    private readonly GrowingRows rows;
    private readonly PlaceSearch places;
    private readonly SeatSearch seats;
    private readonly IReadOnlyList<MatchingPair> pins;
    private readonly long pinnedCost;
    private int usedArcs;
    private int usedSeats;

    /// <summary>Solves the problem and stays with it.</summary>
    /// <exception cref="ArgumentException">The problem has faults, see <see cref="MatchingFaults"/>.</exception>
    public LiveMatching(MatchingProblem problem)
    {
        var (solved, plan) = MatchingSolver.SolveToState(problem);
        (state, pins) = (solved, [.. problem.Pins.Distinct()]);
        pinnedCost = plan.Cost - MatchingValue.CostOf(state);
        (usedArcs, usedSeats) = (state.Arcs.Length, state.Seats.Length);
        rows = new(state);
        (places, seats) = (new(state), new(state, rows));
    }

    private LiveMatching(LiveMatching other)
    {
        (state, rows) = (other.state.Copy(), other.rows.Copy());
        (pins, pinnedCost, usedArcs, usedSeats) = (other.pins, other.pinnedCost, other.usedArcs, other.usedSeats);
        (places, seats) = (new(state), new(state, rows));
    }

    /// <summary>Needs so far, gone ones included.</summary>
    public int NeedCount => state.NeedCount;

    /// <summary>Volunteers so far, gone ones included.</summary>
    public int VolunteerCount => state.VolunteerCount;

    /// <summary>Cost of the present plan; counted anew at each call.</summary>
    public long Cost => MatchingValue.CostOf(state) + pinnedCost;

    /// <summary>The bound that the present prices prove; counted anew at each call. Equal to <see cref="Cost"/> after every change.</summary>
    public long Bound => MatchingValue.BoundOf(state) + pinnedCost;

    /// <summary>Who serves the need, in order of number.</summary>
    public int[] VolunteersOf(int need)
    {
        var found = pins.Where(pin => pin.Need == need).Select(pin => pin.Volunteer).ToList();
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (state.Arcs[arc].IsFilled) found.Add(state.Arcs[arc].Volunteer);
        found.Sort();
        return [.. found];
    }

    /// <summary>Persons the need still lacks.</summary>
    public int OpenPlacesOf(int need) => state.Open[need];

    /// <summary>What an order with each candidate of the need costs at present prices, and whether he serves it.</summary>
    internal IEnumerable<(long Offer, bool IsFilled)> OffersOf(int need)
    {
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (state.Arcs[arc].Cost != ForbiddenCost) yield return (state.Arcs[arc].Cost + state.Price[state.Arcs[arc].Volunteer], state.Arcs[arc].IsFilled);
    }

    /// <summary>新单: a need comes in; returns its number.</summary>
    public int AddNeed(int persons, int unfilledCost, IReadOnlyList<(int Volunteer, int Cost)> candidates) =>
        Add(persons, unfilledCost, candidates);

    private int Add(int persons, long unfilledCost, IReadOnlyList<(int Volunteer, int Cost)> candidates)
    {
        var need = state.AddNeed(persons, unfilledCost);
        MoveRow(need, candidates.Count);
        foreach (var (volunteer, cost) in candidates) AddArc(need, volunteer, cost);
        PlaceAll(need);
        return need;
    }

    /// <summary>撤单: a need is withdrawn; its people are free for others.</summary>
    public void Withdraw(int need)
    {
        while (state.Wanted[need] > 0) WantOneLess(need);
    }

    /// <summary>谢绝: a volunteer declines a need for good; both are planned anew.</summary>
    public void Decline(int need, int volunteer)
    {
        var arc = state.ArcStart[need];
        while (arc < state.ArcEnd[need] && state.Arcs[arc].Volunteer != volunteer) arc++;
        if (arc == state.ArcEnd[need]) return;
        var wasFilled = state.Arcs[arc].IsFilled;
        if (wasFilled) state.Free(arc);
        state.Arcs[arc].Cost = ForbiddenCost;
        if (!wasFilled) return;
        seats.UseSeatsOf(volunteer);
        state.Open[need]++;
        PlaceAll(need);
    }

    /// <summary>报到: a volunteer becomes available; returns his number.</summary>
    public int AddVolunteer(IReadOnlyList<int> loadCosts, IReadOnlyList<(int Need, int Cost)> needs)
    {
        var volunteer = state.AddVolunteer(loadCosts, ref usedSeats);
        rows.GrowRows(volunteer);
        if (loadCosts.Count == 0) return volunteer;
        var price = (long)loadCosts[0];
        foreach (var (need, cost) in needs) price = Math.Max(price, WorthTo(need) - cost);
        state.Price[volunteer] = price;
        foreach (var (need, cost) in needs) AddArc(need, volunteer, cost);
        seats.UseSeatsOf(volunteer);
        return volunteer;
    }

    /// <summary>离开: a volunteer is gone; his needs are planned anew.</summary>
    public void Leave(int volunteer)
    {
        var left = state.SeatsOf(volunteer).ToArray();
        foreach (var seat in left) state.Free(seat.Arc);
        (state.SeatEnd[volunteer], state.Price[volunteer]) = (state.SeatStart[volunteer], MatchingState.NeverPaid);
        foreach (var seat in left)
        {
            state.Open[seat.Need]++;
            places.Place(seat.Need);
        }
    }

    /// <summary>如果指定: what the optimum would cost more if this volunteer had to serve this need; null when he cannot.</summary>
    /// <remarks>Exact: works out the other optimum on a copy, and changes nothing here.</remarks>
    public long? CostOfPinning(int need, int volunteer)
    {
        var arc = ArcOf(need, volunteer);
        if (arc < 0 || state.Arcs[arc].Cost == ForbiddenCost || state.SeatEnd[volunteer] == state.SeatStart[volunteer] || state.Wanted[need] == 0) return null;
        if (state.Arcs[arc].IsFilled) return 0;
        var (other, cost) = (new LiveMatching(this), state.Arcs[arc].Cost);
        other.state.Arcs[arc].Cost = ForbiddenCost;
        other.WantOneLess(need);
        other.Add(1, MatchingState.NeverPaid / 4, [(volunteer, cost)]);
        return other.Cost - Cost;
    }

    private void WantOneLess(int need)
    {
        state.Wanted[need]--;
        if (state.Open[need] > 0) state.Open[need]--;
        else seats.ReleasePlaceOf(need);
    }

    private void PlaceAll(int need)
    {
        while (state.Open[need] > 0 && places.Place(need)) { }
    }

    private int ArcOf(int need, int volunteer)
    {
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (state.Arcs[arc].Volunteer == volunteer) return arc;
        return -1;
    }

    /// <summary>What one more place is worth to a need at most: its dearest one, or an open one.</summary>
    private long WorthTo(int need)
    {
        var worth = state.Open[need] > 0 ? state.OpenCost[need] : long.MinValue / 4;
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (state.Arcs[arc].IsFilled) worth = Math.Max(worth, state.Arcs[arc].Cost + state.Price[state.Arcs[arc].Volunteer]);
        return worth;
    }

    private void AddArc(int need, int volunteer, int cost)
    {
        var end = state.ArcEnd[need];
        if (end - state.ArcStart[need] == state.ArcRoom[need]) MoveRow(need, 8);
        var arc = state.ArcEnd[need]++;
        state.Arcs[arc] = new() { To = volunteer, Cost = cost };
        rows.Add(volunteer, need, arc);
    }

    /// <summary>Gives a need's candidates a new place with room for more; everybody who knew their numbers is told.</summary>
    private void MoveRow(int need, int more)
    {
        var (start, count) = (state.ArcStart[need], state.ArcEnd[need] - state.ArcStart[need]);
        var room = count + Math.Max(more, count / 2);
        state.MakeRoomForArcs(usedArcs + room);
        for (var i = 0; i < count; i++)
        {
            var arc = state.Arcs[usedArcs + i] = state.Arcs[start + i];
            rows.Renumber(arc.Volunteer, start + i, usedArcs + i);
            if (arc.IsFilled) state.RenumberSeat(arc.Volunteer, start + i, usedArcs + i);
        }
        (state.ArcStart[need], state.ArcEnd[need], state.ArcRoom[need]) = (usedArcs, usedArcs + count, room);
        usedArcs += room;
    }
}
