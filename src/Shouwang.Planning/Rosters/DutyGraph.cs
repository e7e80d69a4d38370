namespace Shouwang.Rosters;

/// <summary>
/// Everything one contract allows as a graph: a path through its layers, one arc a day, is a sequence of free days and
/// kinds of shifts that keeps every rule of work, and its arcs carry the fairness costs.
/// </summary>
/// <remarks>
/// The resources of the constrained shortest path problem (Irnich, Desaulniers, 2005) are written out as nodes once for
/// all people with the contract; nodes that cannot reach the last day are left out, so that every path that starts ends.
/// </remarks>
internal sealed class DutyGraph
{
    /// <summary>Nodes of each layer; layer d lies before day d. Shape: D + 1.</summary>
    internal required int[] LayerSize { get; init; }

    /// <summary>Where each day's arcs begin. Shape: D + 1.</summary>
    internal required int[] ArcStart { get; init; }

    /// <summary>The arcs, by day.</summary>
    internal required DutyArc[] Arcs { get; init; }

    /// <summary>Caps that the graph does not know; whoever walks it looks at them afterwards.</summary>
    internal required bool IgnoresCaps { get; init; }

    /// <summary>False when the contract allows no roster at all.</summary>
    internal bool IsWalkable => LayerSize[0] > 0;

    internal int LargestLayer => LayerSize.Max();
}

/// <summary>One way to spend one day.</summary>
/// <param name="From">Node in the layer before the day.</param>
/// <param name="To">Node in the layer after it.</param>
/// <param name="Kind">0 for free, otherwise kind of shift + 1.</param>
/// <param name="Cost">Fairness cost, in price units.</param>
internal readonly record struct DutyArc(int From, int To, int Kind, int Cost);
