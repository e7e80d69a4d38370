namespace Shouwang.Dispatch;

/// <summary>
/// Finds the cheapest way to fill one more place, moving others if that pays: one successive-shortest-path step that
/// visits only the neighbourhood it must (Dijkstra on reduced costs, ended at the first proof of the cheapest end).
/// </summary>
/// <remarks>
/// Before and after each step the prices prove that the flow is the cheapest of its size: for every need, filled
/// places cost no more (cost + price) than unfilled ones, and each price lies between the load costs of the last
/// order taken and the next one. Cost of a step: proportional to the candidates of the needs it visits.
/// </remarks>
internal sealed class PlaceSearch
{
    private readonly MatchingState state;
    private readonly KeyedHeap heap = new();
    private readonly List<int> reached = [];
    private Label[] labels;
    private Origin[] origins;
    private int round;
    private long bestCost;
    private int endVolunteer;
    private int endNeed;

    internal PlaceSearch(MatchingState state)
    {
        this.state = state;
        labels = new Label[state.VolunteerCount];
        origins = new Origin[state.NeedCount];
    }

    /// <summary>Candidate entries looked at so far; what the method's effort is measured by.</summary>
    internal long Looks { get; private set; }

    /// <summary>Fills one open place of the need if that is cheaper than leaving it open; false when it stays open.</summary>
    internal bool Place(int need) => TakeFree(need) || Search(need);

    /// <summary>The commonest case without any queue: the cheapest candidate has a free seat at his price.</summary>
    private bool TakeFree(int need)
    {
        var (cheapest, best) = (long.MaxValue, -1);
        var (arcs, prices) = (state.Arcs, state.Price);
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
        {
            var to = arcs[arc].To;
            if (to < 0) continue;
            var cost = arcs[arc].Cost + prices[to];
            if (cost >= cheapest) continue;
            (cheapest, best) = (cost, arc);
        }
        Looks += state.ArcEnd[need] - state.ArcStart[need];
        if (best < 0 || cheapest >= state.OpenCost[need]) return false;
        var volunteer = arcs[best].To;
        if (!state.HasFreeSeat(volunteer) || state.NextSeatCost(volunteer) > prices[volunteer]) return false;
        state.Fill(need, best);
        state.Open[need]--;
        return true;
    }

    private bool Search(int need)
    {
        Begin(need);
        ReachFrom(need, 0);
        while (heap.Count > 0 && heap.SmallestKey < bestCost)
        {
            var (cost, volunteer) = heap.Take();
            if (labels[volunteer].Cost != cost || labels[volunteer].IsDone) continue;
            labels[volunteer].IsDone = true;
            reached.Add(volunteer);
            ReachThrough(volunteer, cost);
        }
        RaisePrices();
        if (endVolunteer < 0 && endNeed == need) return false;
        Augment(need);
        return true;
    }

    private void Begin(int need)
    {
        if (labels.Length < state.VolunteerCount) Array.Resize(ref labels, state.Price.Length);
        if (origins.Length < state.NeedCount) Array.Resize(ref origins, state.Open.Length);
        round++;
        heap.Clear();
        reached.Clear();
        (bestCost, endVolunteer, endNeed) = (state.OpenCost[need], -1, need);
        origins[need] = new() { Round = round, Offset = long.MinValue };
    }

    /// <summary>Labels the unfilled candidates of a need that can be reached at <paramref name="offset"/> + cost + price.</summary>
    private void ReachFrom(int need, long offset)
    {
        var (arcs, prices) = (state.Arcs, state.Price);
        Looks += state.ArcEnd[need] - state.ArcStart[need];
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
        {
            var to = arcs[arc].To;
            if (to < 0) continue;
            var cost = offset + arcs[arc].Cost + prices[to];
            if (cost >= bestCost) continue;
            ref var label = ref labels[to];
            if (label.Round == round && label.Cost <= cost) continue;
            label = new() { Cost = cost, Round = round, Arc = arc, Need = need };
            heap.Add(cost, to);
            if (state.HasFreeSeat(to)) OfferEnd(cost - prices[to] + state.NextSeatCost(to), to, -1);
        }
    }

    /// <summary>Each of the volunteer's needs could move elsewhere, or give its place up.</summary>
    private void ReachThrough(int volunteer, long cost)
    {
        foreach (var seat in state.SeatsOf(volunteer))
        {
            var offset = cost - state.Arcs[seat.Arc].Cost - state.Price[volunteer];
            ref var origin = ref origins[seat.Need];
            if (origin.Round == round && origin.Offset <= offset) continue;
            origin = new() { Round = round, Offset = offset, Volunteer = volunteer, Arc = seat.Arc };
            OfferEnd(offset + state.OpenCost[seat.Need], -1, seat.Need);
            ReachFrom(seat.Need, offset);
        }
    }

    private void OfferEnd(long cost, int volunteer, int need)
    {
        if (cost >= bestCost) return;
        (bestCost, endVolunteer, endNeed) = (cost, volunteer, need);
    }

    private void RaisePrices()
    {
        foreach (var volunteer in reached) state.Price[volunteer] += bestCost - labels[volunteer].Cost;
    }

    /// <summary>Walks from the end back to the start, moving each need one seat on.</summary>
    private void Augment(int start)
    {
        state.Open[start]--;
        var volunteer = endVolunteer;
        if (volunteer < 0)
        {
            state.Open[endNeed]++;
            volunteer = Move(origins[endNeed]);
        }
        else state.Fill(labels[volunteer].Need, labels[volunteer].Arc);
        while (labels[volunteer].Need != start) volunteer = Move(origins[labels[volunteer].Need]);
    }

    /// <summary>The seat that a need leaves goes to the need through which its volunteer was reached.</summary>
    private int Move(Origin left)
    {
        var label = labels[left.Volunteer];
        state.Reseat(left.Volunteer, left.Arc, label.Arc, label.Need);
        return left.Volunteer;
    }

    private struct Label
    {
        internal long Cost;
        internal int Round;
        internal int Arc;
        internal int Need;
        internal bool IsDone;
    }

    private struct Origin
    {
        internal long Offset;
        internal int Round;
        internal int Volunteer;
        internal int Arc;
    }
}
