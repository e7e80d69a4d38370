namespace Shouwang.Foundation;

/// <summary>The spanning tree of the network simplex: parents, the arcs to them, children as linked rings, and the nodes' prices.</summary>
internal sealed class FlowTree
{
    private readonly Link[] links;

    internal FlowTree(int nodes)
    {
        links = new Link[nodes + 1];
        Array.Fill(links, new Link { Parent = -1, Arc = -1, FirstChild = -1, Next = -1, Previous = -1 });
        Price = new long[nodes + 1];
    }

    internal long[] Price { get; }

    internal int ParentOf(int node) => links[node].Parent;

    internal int ArcOf(int node) => links[node].Arc;

    /// <summary>True when the node's tree arc leads from the node to its parent.</summary>
    internal bool IsUp(int node) => links[node].IsUp;

    internal void Hang(int node, int parent, int arc, bool isUp, long price)
    {
        Attach(node, parent, arc, isUp);
        links[node].Depth = links[parent].Depth + 1;
        Price[node] = price;
    }

    internal int JoinOf(int a, int b)
    {
        while (a != b)
        {
            if (links[a].Depth >= links[b].Depth) a = links[a].Parent;
            else b = links[b].Parent;
        }
        return a;
    }

    /// <summary>Cuts the tree above <paramref name="cut"/> and hangs that part, turned around, by <paramref name="moved"/> on <paramref name="anchor"/>.</summary>
    internal void Rehang(int moved, int anchor, int arc, bool isUp, int cut, long price)
    {
        var (node, parent) = (moved, anchor);
        for (; ; )
        {
            var old = links[node];
            Detach(node);
            Attach(node, parent, arc, isUp);
            if (node == cut) break;
            (parent, arc, isUp, node) = (node, old.Arc, !old.IsUp, old.Parent);
        }
        Reprice(moved, price - Price[moved]);
    }

    private void Reprice(int top, long change)
    {
        for (var node = top; node >= 0; node = Following(node, top))
        {
            Price[node] += change;
            links[node].Depth = links[links[node].Parent].Depth + 1;
        }
    }

    /// <summary>The next node of the part below <paramref name="top"/>, parents before children; −1 after the last.</summary>
    private int Following(int node, int top)
    {
        if (links[node].FirstChild >= 0) return links[node].FirstChild;
        while (node != top && links[node].Next < 0) node = links[node].Parent;
        return node == top ? -1 : links[node].Next;
    }

    private void Attach(int node, int parent, int arc, bool isUp)
    {
        ref var link = ref links[node];
        (link.Parent, link.Arc, link.IsUp) = (parent, arc, isUp);
        (link.Next, link.Previous) = (links[parent].FirstChild, -1);
        if (link.Next >= 0) links[link.Next].Previous = node;
        links[parent].FirstChild = node;
    }

    private void Detach(int node)
    {
        var (parent, next, previous) = (links[node].Parent, links[node].Next, links[node].Previous);
        if (previous >= 0) links[previous].Next = next;
        else links[parent].FirstChild = next;
        if (next >= 0) links[next].Previous = previous;
    }

    private struct Link
    {
        internal int Parent;
        internal int Arc;
        internal int FirstChild;
        internal int Next;
        internal int Previous;
        internal int Depth;
        internal bool IsUp;
    }
}
