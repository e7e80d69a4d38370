namespace Shouwang.Dispatch;

/// <summary>
/// Recognises a flow network that is a matching in disguise (one layer of needs, one of volunteers, one sink), so that
/// the matching methods can solve it; they are many times faster than any method for networks in general.
/// </summary>
/// <remarks>
/// Needs send out, or get all they send from one source; volunteers lead to the sink only. If every place must be
/// filled, an open one is given a price that no chain of changes can reach.
/// </remarks>
internal sealed class MatchingShape
{
    private const int NoSource = -1;
    private const long LargestSeats = 50_000_000;

    private readonly FlowProblem problem;
    private readonly int[] number;
    private readonly List<int> needs = [];
    private readonly List<int> volunteers = [];
    private readonly int sink;
    private int source;
    private readonly long[] demand;
    private int[][] outgoing = [];
    private int[] arcOf = [];
    private long[] constants = [];

    private MatchingShape(FlowProblem problem, int source, int sink)
    {
        (this.problem, this.source, this.sink) = (problem, source, sink);
        number = new int[problem.NodeCount];
        demand = (long[])problem.Supplies.Clone();
    }

    /// <summary>The network as a matching, or null when it is something else.</summary>
    internal static MatchingShape? Of(FlowProblem problem)
    {
        var takers = Enumerable.Range(0, problem.NodeCount).Where(node => problem.Supplies[node] < 0).ToList();
        var givers = Enumerable.Range(0, problem.NodeCount).Where(node => problem.Supplies[node] > 0).ToList();
        if (takers.Count != 1 || givers.Count == 0 || problem.Lower.Any(low => low != 0)) return null;
        var shape = new MatchingShape(problem, givers.Count == 1 ? givers[0] : NoSource, takers[0]);
        return shape.IsMatching() ? shape : null;
    }

    internal MatchingState Build()
    {
        var dear = DearerThanAnyChain();
        var (arcs, starts, ends) = BuildArcs();
        var (seatStarts, seatEnds, seatCosts) = BuildSeats();
        var openCosts = new long[needs.Count];
        Array.Fill(openCosts, dear);
        for (var need = 0; need < needs.Count; need++)
            foreach (var arc in outgoing[needs[need]])
                if (problem.To[arc] == sink) openCosts[need] = problem.Costs[arc];
        var wanted = needs.Select(node => (int)demand[node]).ToArray();
        var state = new MatchingState
        {
            NeedCount = needs.Count,
            VolunteerCount = volunteers.Count,
            Arcs = arcs,
            ArcStart = starts,
            ArcEnd = ends,
            ArcRoom = MatchingStateBuilder.RoomsOf(starts, ends),
            Wanted = wanted,
            Open = (int[])wanted.Clone(),
            OpenCost = openCosts,
            Seats = new MatchingSeat[seatCosts.Length],
            SeatCost = seatCosts,
            SeatStart = seatStarts,
            SeatEnd = seatEnds,
            SeatCount = new int[volunteers.Count],
            Price = new long[volunteers.Count],
        };
        MatchingStateBuilder.SetFirstPrices(state);
        return state;
    }

    /// <summary>The flow of a solved matching; <see cref="FlowPlan.Missing"/> counts places that had to stay open and may not.</summary>
    internal FlowPlan Plan(MatchingState solved, bool isFinished)
    {
        var flow = new long[problem.ArcCount];
        for (var arc = 0; arc < arcOf.Length; arc++) flow[arcOf[arc]] = solved.Arcs[arc].IsFilled ? 1 : 0;
        var missing = 0L;
        for (var need = 0; need < needs.Count; need++)
        {
            if (source != NoSource) flow[constants[need]] = demand[needs[need]];
            var open = Array.FindIndex(outgoing[needs[need]], arc => problem.To[arc] == sink);
            if (open >= 0) flow[outgoing[needs[need]][open]] = solved.Open[need];
            else missing += solved.Open[need];
        }
        for (var volunteer = 0; volunteer < volunteers.Count; volunteer++) SpreadSeats(volunteer, solved.SeatCount[volunteer], flow);
        var cost = 0L;
        for (var arc = 0; arc < flow.Length; arc++) cost += flow[arc] * problem.Costs[arc];
        return new(flow, [], cost, missing, isFinished);
    }

    private void SpreadSeats(int volunteer, long seats, long[] flow)
    {
        foreach (var arc in outgoing[volunteers[volunteer]].OrderBy(arc => problem.Costs[arc]))
        {
            flow[arc] = Math.Min(seats, problem.Upper[arc]);
            seats -= flow[arc];
        }
    }

    private bool IsMatching()
    {
        outgoing = Outgoing();
        if (outgoing[sink].Length > 0) return false;
        if (source != NoSource && !ReadsSource()) source = NoSource;
        for (var node = 0; node < problem.NodeCount; node++)
            if (demand[node] > 0) AddTo(needs, node);
        var isNeed = new bool[problem.NodeCount];
        foreach (var need in needs) isNeed[need] = true;
        for (var node = 0; node < problem.NodeCount; node++)
            if (node != sink && node != source && !isNeed[node]) AddTo(volunteers, node);
        return needs.All(node => IsNeed(node, isNeed)) && volunteers.All(IsVolunteer) && CostsAreModest();
    }

    private void AddTo(List<int> layer, int node)
    {
        number[node] = layer.Count;
        layer.Add(node);
    }

    private int[][] Outgoing()
    {
        var counts = new int[problem.NodeCount];
        foreach (var node in problem.From) counts[node]++;
        var rows = Array.ConvertAll(counts, static count => new int[count]);
        for (var arc = problem.ArcCount - 1; arc >= 0; arc--) rows[problem.From[arc]][--counts[problem.From[arc]]] = arc;
        return rows;
    }

    /// <summary>A source whose arcs must all run full is no choice: its arcs are the needs' demands.</summary>
    private bool ReadsSource()
    {
        constants = [];
        var sum = outgoing[source].Sum(arc => problem.Upper[arc]);
        if (sum != problem.Supplies[source] || outgoing[source].Select(arc => problem.To[arc]).Distinct().Count() != outgoing[source].Length) return false;
        if (outgoing[source].Any(arc => problem.To[arc] == sink)) return false;
        demand[source] = 0;
        foreach (var arc in outgoing[source]) demand[problem.To[arc]] = problem.Upper[arc];
        constants = outgoing[source].Where(arc => problem.Upper[arc] > 0).OrderBy(arc => problem.To[arc]).Select(arc => (long)arc).ToArray();
        return true;
    }

    private bool IsNeed(int node, bool[] isNeed)
    {
        var toSink = 0;
        var seen = new HashSet<int>();
        if (demand[node] > int.MaxValue) return false;
        foreach (var arc in outgoing[node])
        {
            var to = problem.To[arc];
            if (to == sink)
            {
                if (++toSink > 1 || problem.Upper[arc] < demand[node]) return false;
            }
            else if (to == source || isNeed[to] || !seen.Add(to) || problem.Upper[arc] < 1 || (problem.Upper[arc] > 1 && demand[node] > 1)) return false;
        }
        return true;
    }

    private bool IsVolunteer(int node) => outgoing[node].All(arc => problem.To[arc] == sink);

    private bool CostsAreModest()
    {
        long largest = 0, seats = 0;
        foreach (var cost in problem.Costs) largest = Math.Max(largest, Math.Abs(cost));
        foreach (var volunteer in volunteers) seats += outgoing[volunteer].Sum(arc => Math.Min(problem.Upper[arc], problem.NodeCount));
        var nodes = (long)problem.NodeCount;
        return largest <= MatchingProblem.MaxCost && seats <= LargestSeats && (double)largest * (2 * nodes + 2) * 4 < MatchingState.NeverPaid && nodes < 1_000_000;
    }

    private long DearerThanAnyChain() => (2L * problem.NodeCount + 2) * (1 + problem.Costs.Select(Math.Abs).DefaultIfEmpty().Max());

    private (MatchingArc[] Arcs, int[] Starts, int[] Ends) BuildArcs()
    {
        var arcs = new List<MatchingArc>(problem.ArcCount);
        var from = new List<int>(problem.ArcCount);
        var (starts, ends) = (new int[needs.Count], new int[needs.Count]);
        for (var need = 0; need < needs.Count; need++)
        {
            starts[need] = arcs.Count;
            foreach (var arc in outgoing[needs[need]])
            {
                if (problem.To[arc] == sink) continue;
                arcs.Add(new() { To = number[problem.To[arc]], Cost = (int)problem.Costs[arc] });
                from.Add(arc);
            }
            ends[need] = arcs.Count;
        }
        arcOf = [.. from];
        return ([.. arcs], starts, ends);
    }

    private (int[] Starts, int[] Ends, int[] Costs) BuildSeats()
    {
        var costs = new List<int>();
        var (starts, ends) = (new int[volunteers.Count], new int[volunteers.Count]);
        for (var volunteer = 0; volunteer < volunteers.Count; volunteer++)
        {
            starts[volunteer] = costs.Count;
            foreach (var arc in outgoing[volunteers[volunteer]].OrderBy(arc => problem.Costs[arc]))
                for (var seat = 0L; seat < Math.Min(problem.Upper[arc], needs.Count); seat++) costs.Add((int)problem.Costs[arc]);
            ends[volunteer] = costs.Count;
        }
        return (starts, ends, [.. costs]);
    }
}
