namespace Shouwang.Rosters;

/// <summary>The cheapest days of one person at given values of the needs: a shortest path through his contract's graph.</summary>
/// <remarks>Keeps its arrays from call to call; one per thread.</remarks>
internal sealed class PersonSearch
{
    /// <summary>A cost that no roster reaches.</summary>
    internal const long Never = long.MaxValue / 4;

    private readonly RosterModel model;
    private readonly int kinds;
    private readonly long[] dayCost;
    private readonly int[] dayNeed;
    private readonly long[][] distance;
    private readonly Dictionary<DutyGraph, int[][]> arrivals = [];
    private int bestEnd;

    internal PersonSearch(RosterModel model)
    {
        this.model = model;
        kinds = model.Kinds.Count + 1;
        (dayCost, dayNeed) = (new long[model.Days * kinds], new int[model.Days * kinds]);
        var largest = model.Graphs.Length == 0 ? 1 : model.Graphs.Distinct().Max(graph => graph.LargestLayer);
        distance = [new long[largest + 1], new long[largest + 1]];
    }

    /// <summary>Finds the cheapest days when each need pays the person its value; returns <see cref="Never"/> when there are none.</summary>
    /// <param name="person">Whose days.</param>
    /// <param name="values">What one more person on each need is worth, in price units. Shape: N.</param>
    /// <param name="row">Receives the need of each day, −1 for free. Shape: D.</param>
    internal long Find(int person, long[] values, Span<int> row)
    {
        var graph = model.Graphs[person];
        if (!graph.IsWalkable) return Never;
        PriceDays(person, values);
        var cost = Walk(graph);
        if (cost < Never) Trace(graph, row);
        return cost;
    }

    /// <summary>For each day and kind, the best need of that kind.</summary>
    private void PriceDays(int person, long[] values)
    {
        var (dayCost, dayNeed, kinds, needKind, dutyNeed, dutyCost) = (this.dayCost, this.dayNeed, this.kinds, model.NeedKind, model.DutyNeed, model.DutyCost);
        Array.Fill(dayCost, Never);
        unchecked
        {
            for (var day = 0; day < model.Days; day++)
            {
                var (cell, at) = (person * model.Days + day, day * kinds);
                (dayCost[at], dayNeed[at]) = (model.FreeCost[cell], -1);
                for (var duty = model.DutyStart[cell]; duty < model.DutyStart[cell + 1]; duty++)
                {
                    var need = dutyNeed[duty];
                    var cost = dutyCost[duty] - values[need];
                    var slot = at + needKind[need];
                    if (cost < dayCost[slot]) (dayCost[slot], dayNeed[slot]) = (cost, need);
                }
            }
        }
    }

    private long Walk(DutyGraph graph)
    {
        var reached = ArrivalsOf(graph);
        var (here, there) = (distance[0], distance[1]);
        here[0] = 0;
        var (arcs, starts, sizes) = (graph.Arcs, graph.ArcStart, graph.LayerSize);
        for (var day = 0; day < model.Days; day++)
        {
            var arrival = reached[day];
            Array.Fill(there, Never, 0, sizes[day + 1]);
            var costs = dayCost.AsSpan(day * kinds, kinds);
            unchecked
            {
                for (var at = starts[day]; at < starts[day + 1]; at++)
                {
                    ref readonly var arc = ref arcs[at];
                    var cost = here[arc.From] + costs[arc.Kind] + arc.Cost;
                    if (cost >= there[arc.To]) continue;
                    there[arc.To] = cost;
                    arrival[arc.To] = at;
                }
            }
            (here, there) = (there, here);
        }
        var best = Never;
        for (var node = 0; node < sizes[model.Days]; node++)
            if (here[node] < best) (best, bestEnd) = (here[node], node);
        return best >= Never / 2 ? Never : best;
    }

    private void Trace(DutyGraph graph, Span<int> row)
    {
        var (reached, node) = (ArrivalsOf(graph), bestEnd);
        for (var day = model.Days - 1; day >= 0; day--)
        {
            var arc = graph.Arcs[reached[day][node]];
            row[day] = dayNeed[day * kinds + arc.Kind];
            node = arc.From;
        }
    }

    private int[][] ArrivalsOf(DutyGraph graph)
    {
        if (!arrivals.TryGetValue(graph, out var found))
            arrivals[graph] = found = [.. graph.LayerSize[1..].Select(size => new int[size])];
        return found;
    }
}
