namespace Shouwang.Dispatch;

/// <summary>
/// A copy of a flow in which needs that share candidates have neighbouring numbers, and so have those candidates.
/// Cost scaling looks at candidates in no order that memory could foresee; numbers that follow the neighbourhood keep
/// what it looks at in the processor's cache.
/// </summary>
/// <remarks>The order is that of a breadth-first walk through the candidates (Cuthill, McKee, 1969).</remarks>
internal sealed class NearbyOrder
{
    private readonly MatchingState original;
    private readonly int[] needAt;
    private readonly int[] volunteerAt;

    internal NearbyOrder(MatchingState original)
    {
        this.original = original;
        (needAt, volunteerAt) = Walk(original, new CandidateRows(original));
        Reordered = Reorder();
    }

    internal MatchingState Reordered { get; }

    /// <summary>Takes seats and prices over into the original.</summary>
    internal void Restore()
    {
        for (var i = 0; i < volunteerAt.Length; i++) original.Price[volunteerAt[i]] = Reordered.Price[i];
        for (var i = 0; i < needAt.Length; i++)
        {
            var (need, start) = (needAt[i], Reordered.ArcStart[i]);
            original.Open[need] = Reordered.Open[i];
            for (var arc = start; arc < Reordered.ArcEnd[i]; arc++)
                if (Reordered.Arcs[arc].IsFilled) original.Fill(need, original.ArcStart[need] + arc - start);
        }
    }

    private static (int[] Needs, int[] Volunteers) Walk(MatchingState state, CandidateRows rows)
    {
        var (needs, volunteers) = (new List<int>(state.NeedCount), new List<int>(state.VolunteerCount));
        var (isNeedSeen, isVolunteerSeen) = (new bool[state.NeedCount], new bool[state.VolunteerCount]);
        for (var start = 0; start < state.NeedCount; start++)
        {
            if (isNeedSeen[start]) continue;
            isNeedSeen[start] = true;
            needs.Add(start);
            for (var next = needs.Count - 1; next < needs.Count; next++)
                foreach (ref readonly var arc in state.Arcs.AsSpan(state.ArcStart[needs[next]]..state.ArcEnd[needs[next]]))
                {
                    if (isVolunteerSeen[arc.To]) continue;
                    isVolunteerSeen[arc.To] = true;
                    volunteers.Add(arc.To);
                    foreach (ref readonly var row in rows.Of(arc.To))
                    {
                        if (isNeedSeen[row.Need]) continue;
                        isNeedSeen[row.Need] = true;
                        needs.Add(row.Need);
                    }
                }
        }
        for (var volunteer = 0; volunteer < state.VolunteerCount; volunteer++)
            if (!isVolunteerSeen[volunteer]) volunteers.Add(volunteer);
        return ([.. needs], [.. volunteers]);
    }

    private MatchingState Reorder()
    {
        var (needs, volunteers) = (needAt.Length, volunteerAt.Length);
        var (starts, ends) = (new int[needs], new int[needs]);
        var seatStarts = new int[volunteers];
        var seatEnds = new int[volunteers];
        var seatCosts = new int[original.SeatCost.Length];
        var numberOf = new int[volunteers];
        var used = 0;
        for (var i = 0; i < volunteers; i++)
        {
            var volunteer = volunteerAt[i];
            numberOf[volunteer] = i;
            seatStarts[i] = used;
            for (var seat = original.SeatStart[volunteer]; seat < original.SeatEnd[volunteer]; seat++) seatCosts[used++] = original.SeatCost[seat];
            seatEnds[i] = used;
        }
        var state = new MatchingState
        {
            NeedCount = needs,
            VolunteerCount = volunteers,
            Arcs = ReorderArcs(numberOf, starts, ends),
            ArcStart = starts,
            ArcEnd = ends,
            ArcRoom = MatchingStateBuilder.RoomsOf(starts, ends),
            Wanted = Array.ConvertAll(needAt, need => original.Wanted[need]),
            Open = Array.ConvertAll(needAt, need => original.Wanted[need]),
            OpenCost = Array.ConvertAll(needAt, need => original.OpenCost[need]),
            Seats = new MatchingSeat[seatCosts.Length],
            SeatCost = seatCosts,
            SeatStart = seatStarts,
            SeatEnd = seatEnds,
            SeatCount = new int[volunteers],
            Price = new long[volunteers],
        };
        MatchingStateBuilder.SetFirstPrices(state);
        return state;
    }

    private MatchingArc[] ReorderArcs(int[] numberOf, int[] starts, int[] ends)
    {
        var (arcs, used) = (new MatchingArc[original.Arcs.Length], 0);
        for (var i = 0; i < needAt.Length; i++)
        {
            starts[i] = used;
            foreach (ref readonly var arc in original.Arcs.AsSpan(original.ArcStart[needAt[i]]..original.ArcEnd[needAt[i]]))
                arcs[used++] = new() { To = numberOf[arc.To], Cost = arc.Cost };
            ends[i] = used;
        }
        return arcs;
    }
}
