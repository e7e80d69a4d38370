namespace Shouwang.Dispatch;

/// <summary>A candidate as the solvers see it. While the place is filled, <see cref="To"/> holds the complement of the volunteer's number: one array tells both.</summary>
internal struct MatchingArc
{
    internal int To;
    internal int Cost;

    internal readonly bool IsFilled => To < 0;

    internal readonly int Volunteer => To < 0 ? ~To : To;
}

/// <summary>One order taken by a volunteer: which candidate entry, and whose.</summary>
internal struct MatchingSeat
{
    internal int Arc;
    internal int Need;
}

/// <summary>
/// The flow under construction: who sits where, and the price of each volunteer. Pinned pairs are settled beforehand
/// and forbidden pairs left out, so that the solvers never see either.
/// </summary>
/// <remarks>
/// Only places that are filled lead from a volunteer back to a need, therefore the residual network needs no reverse
/// arcs: the volunteer's few seats are its reverse arcs.
/// </remarks>
internal sealed class MatchingState
{
    /// <summary>The price of somebody who has no seat at all: above anything a need would pay.</summary>
    internal const long NeverPaid = 1L << 40;

    internal required int NeedCount;
    internal required int VolunteerCount;
    internal required MatchingArc[] Arcs;
    internal required int[] ArcStart;
    internal required int[] ArcEnd;
    internal required int[] ArcRoom;
    internal required int[] Wanted;
    internal required int[] Open;
    internal required long[] OpenCost;
    internal required MatchingSeat[] Seats;
    internal required int[] SeatCost;
    internal required int[] SeatStart;
    internal required int[] SeatEnd;
    internal required int[] SeatCount;
    internal required long[] Price;

    internal static MatchingState Of(MatchingProblem problem) => MatchingStateBuilder.Build(problem);

    internal bool HasFreeSeat(int volunteer) => SeatStart[volunteer] + SeatCount[volunteer] < SeatEnd[volunteer];

    /// <summary>Load cost of the volunteer's next order; only when a seat is free.</summary>
    internal int NextSeatCost(int volunteer) => SeatCost[SeatStart[volunteer] + SeatCount[volunteer]];

    /// <summary>Load cost of the volunteer's last order; only when he has one.</summary>
    internal int LastSeatCost(int volunteer) => SeatCost[SeatStart[volunteer] + SeatCount[volunteer] - 1];

    internal ReadOnlySpan<MatchingSeat> SeatsOf(int volunteer) => Seats.AsSpan(SeatStart[volunteer], SeatCount[volunteer]);

    internal void Fill(int need, int arc)
    {
        var volunteer = Arcs[arc].To;
        Arcs[arc].To = ~volunteer;
        Seats[SeatStart[volunteer] + SeatCount[volunteer]++] = new() { Arc = arc, Need = need };
    }

    /// <summary>Frees the place and returns the volunteer who held it.</summary>
    internal int Free(int arc)
    {
        var volunteer = ~Arcs[arc].To;
        Arcs[arc].To = volunteer;
        var last = SeatStart[volunteer] + --SeatCount[volunteer];
        Seats[SeatAt(volunteer, arc)] = Seats[last];
        return volunteer;
    }

    /// <summary>Gives the seat that held one candidate entry to another need; the volunteer's load stays.</summary>
    internal void Reseat(int volunteer, int oldArc, int newArc, int newNeed)
    {
        Arcs[oldArc].To = volunteer;
        Arcs[newArc].To = ~volunteer;
        Seats[SeatAt(volunteer, oldArc)] = new() { Arc = newArc, Need = newNeed };
    }

    /// <summary>The candidate entry of a filled seat has got another number.</summary>
    internal void RenumberSeat(int volunteer, int oldArc, int newArc) => Seats[SeatAt(volunteer, oldArc)].Arc = newArc;

    internal int AddNeed(int persons, long openCost)
    {
        var need = NeedCount++;
        Grow(ref ArcStart, NeedCount);
        Grow(ref ArcEnd, NeedCount);
        Grow(ref ArcRoom, NeedCount);
        Grow(ref Wanted, NeedCount);
        Grow(ref Open, NeedCount);
        Grow(ref OpenCost, NeedCount);
        (Wanted[need], Open[need], OpenCost[need]) = (persons, persons, openCost);
        return need;
    }

    internal int AddVolunteer(IReadOnlyList<int> seatCosts, ref int usedSeats)
    {
        var volunteer = VolunteerCount++;
        Grow(ref SeatStart, VolunteerCount);
        Grow(ref SeatEnd, VolunteerCount);
        Grow(ref SeatCount, VolunteerCount);
        Grow(ref Price, VolunteerCount);
        (SeatStart[volunteer], SeatEnd[volunteer], Price[volunteer]) = (usedSeats, usedSeats + seatCosts.Count, NeverPaid);
        Grow(ref Seats, usedSeats + seatCosts.Count);
        Grow(ref SeatCost, usedSeats + seatCosts.Count);
        foreach (var cost in seatCosts) SeatCost[usedSeats++] = cost;
        return volunteer;
    }

    internal void MakeRoomForArcs(int count) => Grow(ref Arcs, count);

    internal MatchingState Copy()
    {
        var copy = (MatchingState)MemberwiseClone();
        (copy.Arcs, copy.Seats, copy.SeatCost) = ([.. Arcs], [.. Seats], [.. SeatCost]);
        (copy.ArcStart, copy.ArcEnd, copy.ArcRoom) = ([.. ArcStart], [.. ArcEnd], [.. ArcRoom]);
        (copy.Wanted, copy.Open, copy.OpenCost) = ([.. Wanted], [.. Open], [.. OpenCost]);
        (copy.SeatStart, copy.SeatEnd, copy.SeatCount, copy.Price) = ([.. SeatStart], [.. SeatEnd], [.. SeatCount], [.. Price]);
        return copy;
    }

    private static void Grow<T>(ref T[] column, int count)
    {
        if (column.Length < count) Array.Resize(ref column, Math.Max(count, column.Length * 2));
    }

    private int SeatAt(int volunteer, int arc)
    {
        var seat = SeatStart[volunteer];
        while (Seats[seat].Arc != arc) seat++;
        return seat;
    }
}
