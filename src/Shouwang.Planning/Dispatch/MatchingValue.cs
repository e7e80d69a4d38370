namespace Shouwang.Dispatch;

/// <summary>Cost and proven bound of a flow, straight from the solvers' arrays (the checker in Core computes both anew from the plan).</summary>
internal static class MatchingValue
{
    internal static long CostOf(MatchingState state)
    {
        var cost = 0L;
        for (var need = 0; need < state.NeedCount; need++) cost += state.Open[need] * state.OpenCost[need];
        for (var volunteer = 0; volunteer < state.VolunteerCount; volunteer++)
        {
            foreach (var seat in state.SeatsOf(volunteer)) cost += state.Arcs[seat.Arc].Cost;
            for (var i = 0; i < state.SeatCount[volunteer]; i++) cost += state.SeatCost[state.SeatStart[volunteer] + i];
        }
        return cost;
    }

    /// <summary>Each need takes its cheapest places at cost + price; each volunteer pays back what prices earn above his load costs.</summary>
    internal static long BoundOf(MatchingState state)
    {
        var (bound, offers) = (0L, new List<long>());
        for (var need = 0; need < state.NeedCount; need++)
            bound += state.Wanted[need] == 1 ? CheapestPlace(state, need) : CheapestPlaces(state, need, offers);
        for (var volunteer = 0; volunteer < state.VolunteerCount; volunteer++)
            for (var seat = state.SeatStart[volunteer]; seat < state.SeatEnd[volunteer]; seat++)
                bound -= Math.Max(0, state.Price[volunteer] - state.SeatCost[seat]);
        return bound;
    }

    private static long CheapestPlace(MatchingState state, int need)
    {
        var cheapest = state.OpenCost[need];
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            cheapest = Math.Min(cheapest, state.Arcs[arc].Cost + state.Price[state.Arcs[arc].Volunteer]);
        return cheapest;
    }

    private static long CheapestPlaces(MatchingState state, int need, List<long> offers)
    {
        offers.Clear();
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
            offers.Add(Math.Min(state.OpenCost[need], state.Arcs[arc].Cost + state.Price[state.Arcs[arc].Volunteer]));
        offers.Sort();
        var (sum, taken) = (0L, Math.Min(state.Wanted[need], offers.Count));
        for (var i = 0; i < taken; i++) sum += offers[i];
        return sum + (state.Wanted[need] - taken) * state.OpenCost[need];
    }
}
