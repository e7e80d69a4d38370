namespace Shouwang.Rosters;

/// <summary>Writes a contract out as its graph: forward over the days, then without the nodes that lead nowhere.</summary>
internal static class DutyGraphBuilder
{
    internal static DutyGraph Build(RosterProblem problem, DutyRules rules, int kinds, int priceUnit)
    {
        var (days, layer) = (problem.Days, new Dictionary<DutyState, int> { [rules.Start] = 0 });
        var (sizes, arcs) = (new int[days + 1], new List<DutyArc>[days]);
        sizes[0] = 1;
        for (var day = 0; day < days; day++)
        {
            var next = new Dictionary<DutyState, int>();
            arcs[day] = [];
            foreach (var (state, from) in layer)
            {
                if (rules.Rest(state, day) is { } rest) arcs[day].Add(new(from, Number(next, rest), 0, 0));
                for (var kind = 0; kind < kinds; kind++)
                    if (rules.Work(state, day, kind) is { } work) arcs[day].Add(new(from, Number(next, work.State), kind + 1, checked(work.Cost * priceUnit)));
            }
            (layer, sizes[day + 1]) = (next, next.Count);
        }
        var alive = new bool[sizes[days]];
        foreach (var (state, node) in layer) alive[node] = rules.MayEnd(state);
        return Prune(sizes, arcs, alive, rules.IgnoresCaps);
    }

    private static int Number(Dictionary<DutyState, int> layer, DutyState state)
    {
        if (!layer.TryGetValue(state, out var number)) layer[state] = number = layer.Count;
        return number;
    }

    private static DutyGraph Prune(int[] sizes, List<DutyArc>[] arcs, bool[] aliveAtEnd, bool ignoresCaps)
    {
        var days = arcs.Length;
        var (numbers, kept) = (Renumber(aliveAtEnd), new DutyArc[days][]);
        sizes[days] = aliveAtEnd.Count(alive => alive);
        for (var day = days - 1; day >= 0; day--)
        {
            var alive = new bool[sizes[day]];
            foreach (var arc in arcs[day])
                if (numbers[arc.To] >= 0) alive[arc.From] = true;
            var before = Renumber(alive);
            kept[day] = [.. arcs[day].Where(arc => numbers[arc.To] >= 0).Select(arc => arc with { From = before[arc.From], To = numbers[arc.To] })];
            sizes[day] = alive.Count(node => node);
            numbers = before;
        }
        var starts = new int[days + 1];
        for (var day = 0; day < days; day++) starts[day + 1] = starts[day] + kept[day].Length;
        return new() { LayerSize = sizes, ArcStart = starts, Arcs = [.. kept.SelectMany(day => day)], IgnoresCaps = ignoresCaps };
    }

    private static int[] Renumber(bool[] alive)
    {
        var (numbers, count) = (new int[alive.Length], 0);
        for (var node = 0; node < alive.Length; node++) numbers[node] = alive[node] ? count++ : -1;
        return numbers;
    }
}
