namespace Shouwang.Dispatch;

/// <summary>One tour during the search: nodes with the earliest and latest times at which it still works out.</summary>
internal sealed class TourState
{
    internal int Vehicle;
    internal int[] Nodes = new int[16];
    internal double[] Early = new double[16];
    internal double[] Late = new double[16];

    /// <summary>Stops, without start and end; these stand at 0 and <see cref="Count"/> + 1.</summary>
    internal int Count;
    internal double Load;
    internal double Metres;

    /// <summary>Changes with the content: what was computed for a version holds as long as the version stands.</summary>
    internal long Version;

    internal ReadOnlySpan<int> All => Nodes.AsSpan(0, Count + 2);

    internal ReadOnlySpan<int> Stops => Nodes.AsSpan(1, Count);

    internal void CopyFrom(TourState other)
    {
        Grow(other.Count + 2);
        other.All.CopyTo(Nodes);
        Array.Copy(other.Early, Early, other.Count + 2);
        Array.Copy(other.Late, Late, other.Count + 2);
        (Vehicle, Count, Load, Metres, Version) = (other.Vehicle, other.Count, other.Load, other.Metres, other.Version);
    }

    internal void Insert(int node, int after)
    {
        Grow(Count + 3);
        Array.Copy(Nodes, after + 1, Nodes, after + 2, Count + 1 - after);
        Nodes[after + 1] = node;
        Count++;
    }

    /// <summary>Leaves out the stops that the mark says.</summary>
    internal void Leave(Predicate<int> isLeft)
    {
        var kept = 1;
        for (var at = 1; at <= Count; at++)
            if (!isLeft(Nodes[at])) Nodes[kept++] = Nodes[at];
        Nodes[kept] = Nodes[Count + 1];
        Count = kept - 1;
    }

    /// <summary>Computes load, length and times anew.</summary>
    internal void Renew(RouteModel model, long version)
    {
        Version = version;
        var width = model.NodeCount;
        (Load, Metres) = (0, 0);
        Early[0] = model.Ready[Nodes[0]];
        for (var at = 1; at <= Count + 1; at++)
        {
            var (last, node) = (Nodes[at - 1], Nodes[at]);
            if (at <= Count) Load += model.Load[node];
            Metres += model.MetresFrom[last * width + node];
            Early[at] = Math.Max(model.Ready[node], Early[at - 1] + model.Service[last] + model.MinutesFrom[last * width + node]);
        }
        Late[Count + 1] = model.Due[Nodes[Count + 1]];
        for (var at = Count; at >= 0; at--)
        {
            var (node, next) = (Nodes[at], Nodes[at + 1]);
            Late[at] = Math.Min(model.Due[node], Late[at + 1] - model.Service[node] - model.MinutesFrom[node * width + next]);
        }
    }

    private void Grow(int size)
    {
        if (size <= Nodes.Length) return;
        size = Math.Max(size, Nodes.Length * 2);
        Array.Resize(ref Nodes, size);
        Array.Resize(ref Early, size);
        Array.Resize(ref Late, size);
    }
}
