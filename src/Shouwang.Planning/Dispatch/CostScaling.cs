namespace Shouwang.Dispatch;

/// <summary>
/// Cost scaling by push and relabel, for the war-time case when people are scarce and shortest paths grow long.
/// </summary>
/// <remarks>
/// <para>
/// All costs are multiplied by <see cref="scale"/>, larger than the longest residual cycle, so that a flow whose
/// reduced costs are all at least −1 is optimal. Each phase keeps the prices, drops the places that have become too
/// dear for a smaller tolerance, then first lets needs bid for people (prices rise), then lets idle people lower their
/// price (prices fall). Goldberg, Kennedy, <i>An efficient cost scaling algorithm for the assignment problem</i>
/// (1995); the second half after Bertsekas, Castañon, <i>A forward/reverse auction algorithm for asymmetric assignment
/// problems</i> (1992).
/// </para>
/// <para>Needs keep <see cref="value"/>: what one of their places may cost at present prices.</para>
/// </remarks>
internal sealed class CostScaling
{
    private const int Shrink = 10;

    private readonly MatchingState state;
    private readonly PlanMeter meter;
    private readonly CandidateRows rows;
    private readonly long scale;
    private readonly long[] value;
    private readonly int[] dearest;
    private readonly IntQueue bidders;
    private readonly IntQueue idle;
    private long tolerance;

    internal CostScaling(MatchingState state, PlanMeter meter)
    {
        (this.state, this.meter) = (state, meter);
        rows = new(state);
        scale = 2L * Math.Min(state.NeedCount, state.VolunteerCount) + 3;
        value = new long[state.NeedCount];
        dearest = new int[state.NeedCount];
        (bidders, idle) = (new(state.NeedCount), new(state.VolunteerCount));
    }

    /// <summary>Runs to the optimum, or until the budget is spent; leaves prices in the problem's own unit.</summary>
    internal void Run()
    {
        for (var i = 0; i < state.VolunteerCount; i++) state.Price[i] *= scale;
        tolerance = Math.Max(2, LargestCost() * scale / 16); // small costs still need the last phase
        while (tolerance > 1 && !meter.IsSpent)
        {
            tolerance = Math.Max(1, tolerance / Shrink);
            StartPhase();
            // Last in, first out: who was just outbid bids again while his neighbourhood is still in the cache.
            while (bidders.TryTakeLast(out var need) && meter.Spend()) Bid(need);
            if (!meter.IsSpent) LowerIdlePrices();
            meter.Tell(null, null);
        }
        for (var i = 0; i < state.VolunteerCount; i++) state.Price[i] = FloorDivide(state.Price[i], scale);
        if (meter.IsSpent) FillFreeSeats();
        else if (!new PriceRepair(state).Run()) throw new InvalidOperationException("Cost scaling ended without exact prices; its flow is not optimal.");
    }

    private static long FloorDivide(long value, long by) => Math.DivRem(value, by) is var (quotient, rest) && rest < 0 ? quotient - 1 : quotient;

    /// <summary>Stopped early: whoever still bids takes the cheapest free seat, if that is better than staying open.</summary>
    private void FillFreeSeats()
    {
        for (var need = 0; need < state.NeedCount; need++)
            while (state.Open[need] > 0 && CheapestFree(need) is var arc and >= 0)
            {
                state.Fill(need, arc);
                state.Open[need]--;
            }
    }

    private int CheapestFree(int need)
    {
        var (cheapest, best) = (state.OpenCost[need], -1);
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
        {
            var to = state.Arcs[arc].To;
            if (to < 0 || !state.HasFreeSeat(to)) continue;
            var cost = (long)state.Arcs[arc].Cost + state.NextSeatCost(to);
            if (cost < cheapest) (cheapest, best) = (cost, arc);
        }
        return best;
    }

    private long LargestCost()
    {
        var largest = 1L;
        foreach (var arc in state.Arcs) largest = Math.Max(largest, Math.Abs((long)arc.Cost));
        foreach (var cost in state.OpenCost) largest = Math.Max(largest, Math.Abs((long)cost));
        return largest;
    }

    private void StartPhase()
    {
        for (var volunteer = 0; volunteer < state.VolunteerCount; volunteer++)
            if (state.SeatCount[volunteer] > 0)
                state.Price[volunteer] = Math.Max(state.Price[volunteer], state.LastSeatCost(volunteer) * scale);
        for (var need = 0; need < state.NeedCount; need++) KeepCheapPlaces(need);
    }

    /// <summary>Filled places dearer than the cheapest unfilled one by more than the tolerance are given up.</summary>
    private void KeepCheapPlaces(int need)
    {
        var cheapest = state.OpenCost[need] * scale;
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (!state.Arcs[arc].IsFilled) cheapest = Math.Min(cheapest, OfferOf(arc));
        value[need] = cheapest;
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
        {
            if (!state.Arcs[arc].IsFilled || OfferOf(arc) <= cheapest + tolerance) continue;
            state.Free(arc);
            state.Open[need]++;
        }
        if (state.Open[need] > 0) bidders.Add(need);
    }

    private long OfferOf(int arc) => state.Arcs[arc].Cost * scale + state.Price[state.Arcs[arc].Volunteer];

    private void Bid(int need)
    {
        while (state.Open[need] > 0)
        {
            var (second, best) = CheapestTwo(need);
            value[need] = second;
            if (best < 0) return;
            state.Open[need]--;
            Seat(need, best);
        }
    }

    /// <summary>The need's cheapest unfilled candidate (−1 if an open place is cheaper) and what the second cheapest choice costs.</summary>
    private (long Second, int Best) CheapestTwo(int need)
    {
        var (first, second, best) = (long.MaxValue, state.OpenCost[need] * scale, -1);
        var (prices, factor, start) = (state.Price, scale, state.ArcStart[need]);
        var row = state.Arcs.AsSpan(start, state.ArcEnd[need] - start);
        for (var i = 0; i < row.Length; i++)
        {
            var to = row[i].To;
            if (to < 0) continue;
            // Within range: costs times scale were found modest at the start.
            var offer = unchecked(row[i].Cost * factor + prices[to]);
            if (offer >= second) continue;
            if (offer < first) (first, second, best) = (offer, Math.Min(first, second), start + i);
            else second = offer;
        }
        return (second, best);
    }

    /// <summary>Seats the need with the volunteer; if he is then overbooked at his price, the one who values him least leaves.</summary>
    private void Seat(int need, int arc)
    {
        var volunteer = state.Arcs[arc].To;
        var price = state.Price[volunteer];
        var next = state.HasFreeSeat(volunteer) ? state.NextSeatCost(volunteer) * scale : long.MaxValue;
        if (next <= price)
        {
            state.Fill(need, arc);
            return;
        }
        var (leaving, leavingNeed) = (arc, need);
        var least = value[need] - state.Arcs[arc].Cost * scale;
        var second = next;
        foreach (var seat in state.SeatsOf(volunteer))
        {
            var worth = value[seat.Need] - state.Arcs[seat.Arc].Cost * scale;
            if (worth <= least) (second, least, leaving, leavingNeed) = (least, worth, seat.Arc, seat.Need);
            else second = Math.Min(second, worth);
        }
        if (next <= least)
        {
            state.Price[volunteer] = Math.Max(price, next);
            state.Fill(need, arc);
            return;
        }
        state.Price[volunteer] = Math.Max(price, Math.Min(second, next) + tolerance);
        if (leaving != arc) state.Reseat(volunteer, leaving, arc, need);
        state.Open[leavingNeed]++;
        if (leavingNeed != need) bidders.Add(leavingNeed);
    }

    private void LowerIdlePrices()
    {
        for (var need = 0; need < state.NeedCount; need++) (value[need], dearest[need]) = DearestPlace(need);
        for (var volunteer = 0; volunteer < state.VolunteerCount; volunteer++)
            if (IsOverpriced(volunteer)) idle.Add(volunteer);
        while (idle.TryTake(out var volunteer))
            while (IsOverpriced(volunteer) && meter.Spend()) Lower(volunteer);
    }

    private bool IsOverpriced(int volunteer) =>
        state.HasFreeSeat(volunteer) && state.Price[volunteer] > state.NextSeatCost(volunteer) * scale;

    /// <summary>What the need's dearest place costs, and which it is; −1 for an open one.</summary>
    private (long Value, int Arc) DearestPlace(int need)
    {
        if (state.Open[need] > 0) return (state.OpenCost[need] * scale, -1);
        var (most, at) = (long.MinValue / 4, -1);
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (state.Arcs[arc].IsFilled && OfferOf(arc) > most) (most, at) = (OfferOf(arc), arc);
        return (most, at);
    }

    /// <summary>Lowers the price until the free seat is worth taking for some need, or until it is as cheap as its load cost.</summary>
    private void Lower(int volunteer)
    {
        var floor = state.NextSeatCost(volunteer) * scale;
        var (first, second, taker) = (floor, floor, default(CandidateRow));
        foreach (ref readonly var row in rows.Of(volunteer))
        {
            var worth = value[row.Need] - row.Cost * scale;
            // Asked last, because it costs a look far away in memory.
            if (worth <= second || state.Arcs[row.Arc].IsFilled) continue;
            if (worth > first) (first, second, taker) = (worth, first, row);
            else second = worth;
        }
        if (first <= floor + tolerance)
        {
            state.Price[volunteer] = floor;
            return;
        }
        state.Price[volunteer] = Math.Min(state.Price[volunteer], Math.Max(floor, second - tolerance));
        Attract(taker);
    }

    /// <summary>The need gives up its dearest place, or fills an open one, and takes the cheaper offer.</summary>
    private void Attract(CandidateRow taker)
    {
        var need = taker.Need;
        if (state.Open[need] > 0) state.Open[need]--;
        else
        {
            var left = state.Free(state.Wanted[need] == 1 ? dearest[need] : DearestPlace(need).Arc);
            if (IsOverpriced(left)) idle.Add(left);
        }
        state.Fill(need, taker.Arc);
        (value[need], dearest[need]) = state.Wanted[need] == 1 ? (OfferOf(taker.Arc), taker.Arc) : DearestPlace(need);
    }
}
