namespace Shouwang.Dispatch;

/// <summary>Makes the solvers' arrays from a problem.</summary>
internal static class MatchingStateBuilder
{
    internal static MatchingState Build(MatchingProblem problem)
    {
        var state = problem.Pins.Count + problem.Forbidden.Count == 0 ? Copy(problem) : CopyWithout(problem);
        SetFirstPrices(state);
        return state;
    }

    /// <summary>Before anybody has an order, a volunteer's price is the load cost of his first.</summary>
    internal static void SetFirstPrices(MatchingState state)
    {
        for (var volunteer = 0; volunteer < state.VolunteerCount; volunteer++)
            state.Price[volunteer] = state.HasFreeSeat(volunteer) ? state.NextSeatCost(volunteer) : MatchingState.NeverPaid;
    }

    internal static int[] RoomsOf(int[] starts, int[] ends)
    {
        var rooms = new int[starts.Length];
        for (var row = 0; row < rooms.Length; row++) rooms[row] = ends[row] - starts[row];
        return rooms;
    }

    private static MatchingState Copy(MatchingProblem problem)
    {
        var arcs = new MatchingArc[problem.CandidateVolunteers.Length];
        for (var i = 0; i < arcs.Length; i++) arcs[i] = new() { To = problem.CandidateVolunteers[i], Cost = problem.CandidateCosts[i] };
        return Assemble(problem, arcs, problem.CandidateStarts[..^1], problem.CandidateStarts[1..], problem.Demands, problem.LoadStarts[..^1]);
    }

    /// <summary>A pinned pair takes one place of the need and the volunteer's first load cost; what remains is an ordinary problem.</summary>
    private static MatchingState CopyWithout(MatchingProblem problem)
    {
        var pins = problem.Pins.ToHashSet();
        var absent = problem.Forbidden.Concat(pins).ToHashSet();
        var (demands, seatStarts) = ((int[])problem.Demands.Clone(), problem.LoadStarts[..^1]);
        foreach (var pin in pins)
        {
            demands[pin.Need]--;
            seatStarts[pin.Volunteer]++;
        }
        var arcs = new List<MatchingArc>(problem.CandidateVolunteers.Length);
        var (starts, ends) = (new int[problem.NeedCount], new int[problem.NeedCount]);
        for (var need = 0; need < problem.NeedCount; need++)
        {
            starts[need] = arcs.Count;
            for (var i = problem.CandidateStarts[need]; i < problem.CandidateStarts[need + 1]; i++)
                if (!absent.Contains(new(need, problem.CandidateVolunteers[i])))
                    arcs.Add(new() { To = problem.CandidateVolunteers[i], Cost = problem.CandidateCosts[i] });
            ends[need] = arcs.Count;
        }
        return Assemble(problem, [.. arcs], starts, ends, demands, seatStarts);
    }

    private static MatchingState Assemble(MatchingProblem problem, MatchingArc[] arcs, int[] arcStarts, int[] arcEnds, int[] demands, int[] seatStarts) => new()
    {
        NeedCount = problem.NeedCount,
        VolunteerCount = problem.VolunteerCount,
        Arcs = arcs,
        ArcStart = arcStarts,
        ArcEnd = arcEnds,
        ArcRoom = RoomsOf(arcStarts, arcEnds),
        Wanted = (int[])demands.Clone(),
        Open = (int[])demands.Clone(),
        OpenCost = Array.ConvertAll(problem.UnfilledCosts, static cost => (long)cost),
        Seats = new MatchingSeat[problem.LoadCosts.Length],
        SeatCost = (int[])problem.LoadCosts.Clone(),
        SeatStart = seatStarts,
        SeatEnd = problem.LoadStarts[1..],
        SeatCount = new int[problem.VolunteerCount],
        Price = new long[problem.VolunteerCount],
    };
}
