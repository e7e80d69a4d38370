namespace Shouwang.Dispatch;

/// <summary>
/// Turns the rounded prices of an optimal flow into exact ones, so that the certificate holds to the unit and further
/// changes can start from it.
/// </summary>
/// <remarks>
/// Optimal prices are the solutions of difference constraints: a need's filled place never costs more than its
/// unfilled ones. Raising prices from below, only where a constraint is broken, ends at the least solution above the
/// start. Rounding errs by less than two units after a full scaling run; if the start was not low enough after all,
/// it is lowered and the repair begins anew.
/// </remarks>
internal sealed class PriceRepair(MatchingState state)
{
    private readonly IntQueue changed = new(state.VolunteerCount);
    private readonly long[] start = (long[])state.Price.Clone();

    /// <summary>True when exact prices were found, that is, when the flow is optimal.</summary>
    internal bool Run()
    {
        for (var slack = 2L; slack < 1L << 36; slack *= 16)
        {
            Array.Copy(start, state.Price, start.Length);
            if (RaiseFrom(slack)) return true;
        }
        return false;
    }

    private bool RaiseFrom(long slack)
    {
        for (var volunteer = 0; volunteer < state.VolunteerCount; volunteer++)
        {
            if (state.SeatStart[volunteer] == state.SeatEnd[volunteer]) continue;
            var floor = state.SeatCount[volunteer] > 0 ? state.LastSeatCost(volunteer) : long.MinValue;
            state.Price[volunteer] = Math.Max(floor, state.Price[volunteer] - slack);
        }
        for (var need = 0; need < state.NeedCount; need++)
            if (!Settle(need)) return Abandon();
        while (changed.TryTake(out var volunteer))
            foreach (var seat in state.SeatsOf(volunteer))
                if (!Settle(seat.Need)) return Abandon();
        return true;
    }

    private bool Abandon()
    {
        while (changed.TryTake(out _)) { }
        return false;
    }

    /// <summary>Raises what is cheaper than the need's dearest filled place; false when a raise passes its ceiling.</summary>
    private bool Settle(int need)
    {
        var open = state.OpenCost[need];
        var dearest = state.Open[need] > 0 ? open : long.MinValue;
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (state.Arcs[arc].IsFilled) dearest = Math.Max(dearest, OfferOf(arc));
        if (dearest > open) return false;
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            if (!state.Arcs[arc].IsFilled && OfferOf(arc) < dearest && !Raise(arc, dearest)) return false;
        return true;
    }

    private bool Raise(int arc, long offer)
    {
        var volunteer = state.Arcs[arc].To;
        var price = offer - state.Arcs[arc].Cost;
        if (state.HasFreeSeat(volunteer) && price > state.NextSeatCost(volunteer)) return false;
        state.Price[volunteer] = price;
        changed.Add(volunteer);
        return true;
    }

    private long OfferOf(int arc) => state.Arcs[arc].Cost + state.Price[state.Arcs[arc].Volunteer];
}
