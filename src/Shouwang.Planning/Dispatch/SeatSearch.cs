namespace Shouwang.Dispatch;

/// <summary>
/// Finds the best use of a seat that has become free: somebody better off on it moves there, whose seat is then free in
/// turn, until a seat is best left empty or an open place is filled. The mirror image of <see cref="PlaceSearch"/>.
/// </summary>
internal sealed class SeatSearch(MatchingState state, GrowingRows rows)
{
    private const int Nobody = -1;

    private readonly KeyedHeap heap = new();
    private readonly List<int> reached = [];
    private Label[] labels = new Label[state.VolunteerCount];
    private int round;
    private long bestLoss;
    private int endVolunteer;
    private MatchingSeat endPlace;

    /// <summary>Uses the free seats of a volunteer as well as can be, until the next one is best left empty.</summary>
    internal void UseSeatsOf(int volunteer)
    {
        while (state.HasFreeSeat(volunteer) && state.Price[volunteer] > state.NextSeatCost(volunteer)) UseSeatOf(volunteer);
    }

    /// <summary>Takes one filled place away from a need, where that saves most.</summary>
    internal void ReleasePlaceOf(int need)
    {
        Begin();
        var dearest = long.MinValue;
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (state.Arcs[arc].IsFilled) dearest = Math.Max(dearest, OfferOf(arc));
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (state.Arcs[arc].IsFilled) Reach(dearest - OfferOf(arc), need, arc, Nobody, Nobody);
        Finish(Nobody);
    }

    private void UseSeatOf(int volunteer)
    {
        Begin();
        labels[volunteer] = new() { Round = round, Need = Nobody, From = Nobody };
        heap.Add(0, volunteer);
        OfferEnd(state.Price[volunteer] - state.NextSeatCost(volunteer), volunteer, new() { Arc = Nobody });
        Finish(volunteer);
    }

    private void Begin()
    {
        if (labels.Length < state.VolunteerCount) Array.Resize(ref labels, state.Price.Length);
        round++;
        heap.Clear();
        reached.Clear();
        bestLoss = long.MaxValue;
    }

    private void Finish(int start)
    {
        while (heap.Count > 0 && heap.SmallestKey < bestLoss)
        {
            var (loss, volunteer) = heap.Take();
            if (labels[volunteer].Loss != loss || labels[volunteer].IsDone) continue;
            labels[volunteer].IsDone = true;
            reached.Add(volunteer);
            foreach (var row in rows.Of(volunteer)) AskNeed(row, volunteer, loss);
        }
        foreach (var volunteer in reached) state.Price[volunteer] -= bestLoss - labels[volunteer].Loss;
        Augment(start);
    }

    /// <summary>Would this need like the volunteer's seat, instead of an open place or of one it has?</summary>
    private void AskNeed(MatchingSeat row, int volunteer, long loss)
    {
        if (state.Arcs[row.Arc].IsFilled) return;
        var offer = loss + OfferOf(row.Arc);
        if (state.Open[row.Need] > 0) OfferEnd(offer - state.OpenCost[row.Need], volunteer, row);
        if (state.Open[row.Need] == state.Wanted[row.Need]) return;
        for (var arc = state.ArcStart[row.Need]; arc < state.ArcEnd[row.Need]; arc++)
            if (state.Arcs[arc].IsFilled) Reach(offer - OfferOf(arc), row.Need, arc, row.Arc, volunteer);
    }

    private void Reach(long loss, int need, int leaving, int taking, int from)
    {
        if (loss >= bestLoss) return;
        var volunteer = state.Arcs[leaving].Volunteer;
        ref var label = ref labels[volunteer];
        if (label.Round == round && label.Loss <= loss) return;
        label = new() { Loss = loss, Round = round, Need = need, Leaving = leaving, Taking = taking, From = from };
        heap.Add(loss, volunteer);
        OfferEnd(loss + state.Price[volunteer] - state.LastSeatCost(volunteer), volunteer, new() { Arc = Nobody });
    }

    private void OfferEnd(long loss, int volunteer, MatchingSeat place)
    {
        if (loss >= bestLoss) return;
        (bestLoss, endVolunteer, endPlace) = (loss, volunteer, place);
    }

    /// <summary>Walks from the end back to the seat that was free at first; each need on the way moves one seat on.</summary>
    private void Augment(int start)
    {
        var volunteer = endVolunteer;
        if (endPlace.Arc >= 0)
        {
            state.Open[endPlace.Need]--;
            if (volunteer == start) state.Fill(endPlace.Need, endPlace.Arc);
            else state.Reseat(volunteer, labels[volunteer].Leaving, endPlace.Arc, endPlace.Need);
        }
        else if (volunteer != start) state.Free(labels[volunteer].Leaving);
        while (volunteer != start && labels[volunteer].From is var next and >= 0)
        {
            var moved = labels[volunteer];
            if (next == start) state.Fill(moved.Need, moved.Taking);
            else state.Reseat(next, labels[next].Leaving, moved.Taking, moved.Need);
            volunteer = next;
        }
    }

    private long OfferOf(int arc) => state.Arcs[arc].Cost + state.Price[state.Arcs[arc].Volunteer];

    private struct Label
    {
        internal long Loss;
        internal int Round;
        internal int Need;
        internal int Leaving;
        internal int Taking;
        internal int From;
        internal bool IsDone;
    }
}
