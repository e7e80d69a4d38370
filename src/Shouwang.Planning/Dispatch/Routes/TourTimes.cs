namespace Shouwang.Dispatch;

/// <summary>Judges a whole tour: times with break and limits, loads with pick-ups. Used where judging place by place is not enough, and for the times of the final plan.</summary>
internal static class TourTimes
{
    // Forward and backward sums of the same ways differ by less.
    private const double Rounding = 1e-9;

    /// <summary>True when the nodes (start, stops, end) make a tour that keeps every rule but skills and pins.</summary>
    internal static bool Fits(RouteModel model, int vehicle, ReadOnlySpan<int> nodes)
    {
        var of = model.Problem.Vehicles[vehicle];
        if (!LoadFits(model, of.Capacity, nodes)) return false;
        if (double.IsFinite(of.LongestMetres) && MetresOf(model, nodes) > of.LongestMetres) return false;
        if (double.IsFinite(of.LongestMinutes)) return Schedule(model, vehicle, nodes) is not null;
        return IsInTime(model, of, nodes);
    }

    internal static double MetresOf(RouteModel model, ReadOnlySpan<int> nodes)
    {
        var metres = 0.0;
        for (var at = 1; at < nodes.Length; at++) metres += model.MetresFrom[nodes[at - 1] * model.NodeCount + nodes[at]];
        return metres;
    }

    /// <summary>The tour's times, leaving as late as it can without coming home later; null when it cannot be made.</summary>
    internal static RouteTour? Schedule(RouteModel model, int vehicle, ReadOnlySpan<int> nodes)
    {
        var of = model.Problem.Vehicles[vehicle];
        var best = Timed(model, vehicle, nodes, -1);
        if (of.Break is not { } rest) return best;
        if (best is not null && !(best.Departure < rest.Until && best.Return > rest.Until)) return best;
        best = null;
        for (var leg = 0; leg < nodes.Length - 1; leg++)
            if (Timed(model, vehicle, nodes, leg) is { } tour && (best is null || tour.Return < best.Return)) best = tour;
        return best;
    }

    /// <summary>Times with the break before the given leg, or without one (−1): home as early as can be, then off as late as that allows.</summary>
    private static RouteTour? Timed(RouteModel model, int vehicle, ReadOnlySpan<int> nodes, int breakLeg)
    {
        var of = model.Problem.Vehicles[vehicle];
        var starts = new double[nodes.Length];
        starts[0] = of.From;
        if (!Forward(model, of, nodes, starts, breakLeg, out _)) return null;
        starts[0] = LatestDeparture(model, of, nodes, starts, breakLeg);
        if (!Forward(model, of, nodes, starts, breakLeg, out var breakAt) || starts[^1] - starts[0] > of.LongestMinutes + Rounding) return null;
        return new(vehicle, nodes[1..^1].ToArray(), starts[1..^1], starts[0], starts[^1], breakAt);
    }

    private static bool Forward(RouteModel model, RouteVehicle of, ReadOnlySpan<int> nodes, double[] starts, int breakLeg, out double? breakAt)
    {
        breakAt = null;
        for (var at = 1; at < nodes.Length; at++)
        {
            var free = starts[at - 1] + ServiceOf(model, nodes, at - 1);
            if (breakLeg == at - 1)
            {
                breakAt = Math.Max(free, of.Break!.From);
                if (breakAt > of.Break.Until + Rounding) return false;
                free = breakAt.Value + of.Break.Minutes;
            }
            starts[at] = Math.Max(model.Ready[nodes[at]], free + MinutesOf(model, nodes, at));
            if (starts[at] > model.Due[nodes[at]] + Rounding) return false;
        }
        return true;
    }

    private static double LatestDeparture(RouteModel model, RouteVehicle of, ReadOnlySpan<int> nodes, double[] starts, int breakLeg)
    {
        var latest = starts[^1];
        for (var at = nodes.Length - 2; at >= 0; at--)
        {
            latest -= MinutesOf(model, nodes, at + 1);
            if (breakLeg == at) latest = Math.Min(of.Break!.Until, latest - of.Break.Minutes);
            latest = Math.Min(model.Due[nodes[at]], latest - ServiceOf(model, nodes, at));
        }
        return Math.Max(starts[0], latest);
    }

    /// <summary>Earliest times, with and without the break taken: nothing later can succeed where the earliest fails.</summary>
    private static bool IsInTime(RouteModel model, RouteVehicle of, ReadOnlySpan<int> nodes)
    {
        var (open, rested) = (of.From, double.PositiveInfinity);
        for (var at = 1; at < nodes.Length; at++)
        {
            if (of.Break is { } rest && Math.Max(open, rest.From) is var begin && begin <= rest.Until) rested = Math.Min(rested, begin + rest.Minutes);
            open = Next(model, nodes, at, open);
            rested = Next(model, nodes, at, rested);
            if (double.IsInfinity(open) && double.IsInfinity(rested)) return false;
        }
        return of.Break is not { } needed || double.IsFinite(rested) || open <= needed.Until;
    }

    private static double Next(RouteModel model, ReadOnlySpan<int> nodes, int at, double free)
    {
        var start = Math.Max(model.Ready[nodes[at]], free + MinutesOf(model, nodes, at));
        return start <= model.Due[nodes[at]] ? start + ServiceOf(model, nodes, at) : double.PositiveInfinity;
    }

    private static bool LoadFits(RouteModel model, double capacity, ReadOnlySpan<int> nodes)
    {
        var load = 0.0;
        foreach (var node in nodes[1..^1])
            if (model.SecondOf[model.JobOf[node]] < 0) load += model.Load[node];
        if (load > capacity) return false;
        foreach (var node in nodes[1..^1])
        {
            load += model.SecondOf[model.JobOf[node]] >= 0 && model.FirstOf[model.JobOf[node]] == node ? model.Load[node] : -model.Load[node];
            if (load > capacity) return false;
        }
        return true;
    }

    private static double MinutesOf(RouteModel model, ReadOnlySpan<int> nodes, int at) => model.MinutesFrom[nodes[at - 1] * model.NodeCount + nodes[at]];

    private static double ServiceOf(RouteModel model, ReadOnlySpan<int> nodes, int at) => model.Service[nodes[at]];
}
