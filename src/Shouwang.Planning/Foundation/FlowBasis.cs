namespace Shouwang.Foundation;

/// <summary>The simplex method's state: flows, which arcs are at a limit, and the tree of the others.</summary>
internal sealed class FlowBasis
{
    private const sbyte AtLower = 1;
    private const sbyte InTree = 0;
    private const sbyte AtUpper = -1;

    private readonly FlowProblem problem;
    private readonly int root;
    private readonly int[] from;
    private readonly int[] to;
    private readonly long[] room;
    private readonly long[] cost;
    private readonly long[] flow;
    private readonly sbyte[] state;
    private readonly FlowTree tree;
    private readonly int block;
    private int nextArc;

    internal FlowBasis(FlowProblem problem)
    {
        this.problem = problem;
        root = problem.NodeCount;
        var arcs = problem.ArcCount + problem.NodeCount;
        (from, to) = (new int[arcs], new int[arcs]);
        (room, cost, flow) = (new long[arcs], new long[arcs], new long[arcs]);
        state = new sbyte[arcs];
        tree = new(problem.NodeCount);
        block = Math.Max(10, (int)Math.Sqrt(problem.ArcCount));
        Hang(CopyArcs());
    }

    internal bool Run(PlanMeter meter)
    {
        while (EnteringArc() is var entering and >= 0)
        {
            if (!meter.Spend()) return false;
            Pivot(entering);
        }
        return true;
    }

    internal FlowPlan Plan(bool isFinished)
    {
        var carried = new long[problem.ArcCount];
        long total = 0, missing = 0;
        for (var arc = 0; arc < carried.Length; arc++)
        {
            carried[arc] = flow[arc] + problem.Lower[arc];
            total += carried[arc] * problem.Costs[arc];
        }
        for (var arc = carried.Length; arc < flow.Length; arc++)
            if (from[arc] == root) missing += flow[arc];
        return new(carried, tree.Price[..root], total, missing, isFinished);
    }

    /// <summary>Lower limits are taken as sent already; returns what remains to be balanced at each node.</summary>
    private long[] CopyArcs()
    {
        var supplies = (long[])problem.Supplies.Clone();
        Array.Copy(problem.From, from, problem.ArcCount);
        Array.Copy(problem.To, to, problem.ArcCount);
        Array.Copy(problem.Costs, cost, problem.ArcCount);
        for (var arc = 0; arc < problem.ArcCount; arc++)
        {
            room[arc] = problem.Upper[arc] - problem.Lower[arc];
            supplies[from[arc]] -= problem.Lower[arc];
            supplies[to[arc]] += problem.Lower[arc];
            state[arc] = AtLower;
        }
        return supplies;
    }

    /// <summary>The first tree: every node hangs on the root by an arc of its own, so dear that none is used if that can be avoided.</summary>
    private void Hang(long[] supplies)
    {
        var dear = 1 + problem.NodeCount * (1 + problem.Costs.Select(Math.Abs).DefaultIfEmpty().Max());
        for (var node = 0; node < root; node++)
        {
            var arc = problem.ArcCount + node;
            var sends = supplies[node] >= 0;
            (from[arc], to[arc]) = sends ? (node, root) : (root, node);
            (room[arc], cost[arc], flow[arc], state[arc]) = (long.MaxValue / 4, sends ? 0 : dear, Math.Abs(supplies[node]), InTree);
            tree.Hang(node, root, arc, sends, sends ? 0 : dear);
        }
    }

    /// <summary>The most profitable arc of the first block that holds any; −1 at the optimum.</summary>
    private int EnteringArc()
    {
        var (best, entering, left) = (0L, -1, block);
        var price = tree.Price;
        for (var seen = 0; seen < from.Length; seen++)
        {
            var arc = nextArc;
            nextArc = arc + 1 == from.Length ? 0 : arc + 1;
            var gain = state[arc] * (cost[arc] + price[from[arc]] - price[to[arc]]);
            if (gain < best) (best, entering) = (gain, arc);
            if (--left > 0) continue;
            if (entering >= 0) return entering;
            left = block;
        }
        return entering;
    }

    private void Pivot(int entering)
    {
        var isRising = state[entering] == AtLower;
        var (first, second) = isRising ? (from[entering], to[entering]) : (to[entering], from[entering]);
        var join = tree.JoinOf(first, second);
        var (change, blocking, onFirst) = BlockingNode(entering, first, second, join);
        Shift(entering, first, second, join, change);
        if (blocking < 0)
        {
            state[entering] = (sbyte)-state[entering];
            return;
        }
        var leaving = tree.ArcOf(blocking);
        state[entering] = InTree;
        state[leaving] = flow[leaving] == 0 ? AtLower : AtUpper;
        var (moved, anchor) = onFirst ? (first, second) : (second, first);
        var isUp = from[entering] == moved;
        tree.Rehang(moved, anchor, entering, isUp, blocking, tree.Price[anchor] + (isUp ? -cost[entering] : cost[entering]));
    }

    /// <summary>How much the cycle can carry and which tree node's arc limits it; of equals the last one on the way round, which keeps the tree strongly feasible.</summary>
    private (long Change, int Node, bool OnFirst) BlockingNode(int entering, int first, int second, int join)
    {
        var (change, blocking, onFirst) = (room[entering], -1, false);
        for (var node = first; node != join; node = tree.ParentOf(node))
        {
            var arc = tree.ArcOf(node);
            var left = tree.IsUp(node) ? flow[arc] : room[arc] - flow[arc];
            if (left < change) (change, blocking, onFirst) = (left, node, true);
        }
        for (var node = second; node != join; node = tree.ParentOf(node))
        {
            var arc = tree.ArcOf(node);
            var left = tree.IsUp(node) ? room[arc] - flow[arc] : flow[arc];
            if (left <= change) (change, blocking, onFirst) = (left, node, false);
        }
        return (change, blocking, onFirst);
    }

    private void Shift(int entering, int first, int second, int join, long change)
    {
        if (change == 0) return;
        flow[entering] += state[entering] * change;
        for (var node = first; node != join; node = tree.ParentOf(node)) flow[tree.ArcOf(node)] += tree.IsUp(node) ? -change : change;
        for (var node = second; node != join; node = tree.ParentOf(node)) flow[tree.ArcOf(node)] += tree.IsUp(node) ? change : -change;
    }
}
