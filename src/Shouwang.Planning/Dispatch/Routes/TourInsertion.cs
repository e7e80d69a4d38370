namespace Shouwang.Dispatch;

/// <summary>Where a job goes best in a tour, and what it adds.</summary>
internal struct Insertion
{
    internal double Metres;
    internal int After;

    /// <summary>For the delivery of a pair, counted in the tour that holds the pick-up already; −1 otherwise.</summary>
    internal int SecondAfter;
    internal long Version;

    internal readonly bool IsPossible => Metres < double.PositiveInfinity;
}

/// <summary>Finds the best place for a job in a tour; keeps what it found as long as the tour stands as it was.</summary>
internal sealed class TourInsertion(RouteModel model)
{
    private readonly Insertion[] known = new Insertion[model.JobCount * model.Problem.Vehicles.Count];
    private readonly int[] trial = new int[model.StopCount + 2];

    internal Insertion Best(int job, TourState tour)
    {
        ref var place = ref known[job * model.Problem.Vehicles.Count + tour.Vehicle];
        if (place.Version == tour.Version) return place;
        place = new() { Metres = double.PositiveInfinity, After = -1, SecondAfter = -1, Version = tour.Version };
        if (!model.MayServe(job, tour.Vehicle)) return place;
        if (model.SecondOf[job] >= 0) FindPair(job, tour, ref place);
        else if (model.NeedsWholeTour(tour.Vehicle)) FindWhole(model.FirstOf[job], tour, ref place);
        else FindPlain(model.FirstOf[job], tour, ref place);
        return place;
    }

    private void FindPlain(int stop, TourState tour, ref Insertion place)
    {
        var of = model.Problem.Vehicles[tour.Vehicle];
        if (tour.Load + model.Load[stop] > of.Capacity) return;
        var (width, ready, due, service) = (model.NodeCount, model.Ready[stop], model.Due[stop], model.Service[stop]);
        var metresTo = model.MetresTo.AsSpan(stop * width, width);
        var metresFrom = model.MetresFrom.AsSpan(stop * width, width);
        var minutesTo = model.MinutesTo.AsSpan(stop * width, width);
        var minutesFrom = model.MinutesFrom.AsSpan(stop * width, width);
        var (nodes, early, late) = (tour.Nodes, tour.Early, tour.Late);
        var best = of.LongestMetres - tour.Metres;
        for (var at = 0; at <= tour.Count; at++)
        {
            var (last, next) = (nodes[at], nodes[at + 1]);
            var start = Math.Max(ready, early[at] + model.Service[last] + minutesTo[last]);
            if (start > due) break;
            if (start + service + minutesFrom[next] > late[at + 1]) continue;
            var added = metresTo[last] + metresFrom[next] - model.MetresFrom[last * width + next];
            if (added < best) (best, place.Metres, place.After) = (added, added, at);
        }
    }

    private void FindWhole(int stop, TourState tour, ref Insertion place)
    {
        for (var at = 0; at <= tour.Count; at++)
        {
            var added = Added(tour.Nodes[at], stop, tour.Nodes[at + 1]);
            if (added >= place.Metres) continue;
            Lay(tour.All, stop, at);
            if (TourTimes.Fits(model, tour.Vehicle, trial.AsSpan(0, tour.Count + 3))) (place.Metres, place.After) = (added, at);
        }
    }

    private void FindPair(int job, TourState tour, ref Insertion place)
    {
        var (first, second) = (model.FirstOf[job], model.SecondOf[job]);
        Span<int> withFirst = new int[tour.Count + 3];
        for (var at = 0; at <= tour.Count; at++)
        {
            var added = Added(tour.Nodes[at], first, tour.Nodes[at + 1]);
            Lay(tour.All, first, at);
            trial.AsSpan(0, tour.Count + 3).CopyTo(withFirst);
            for (var then = at + 1; then <= tour.Count + 1; then++)
            {
                var both = added + Added(withFirst[then], second, withFirst[then + 1]);
                if (both >= place.Metres) continue;
                Lay(withFirst, second, then);
                if (TourTimes.Fits(model, tour.Vehicle, trial.AsSpan(0, tour.Count + 4))) (place.Metres, place.After, place.SecondAfter) = (both, at, then);
            }
        }
    }

    private double Added(int last, int node, int next)
    {
        var width = model.NodeCount;
        return model.MetresFrom[last * width + node] + model.MetresFrom[node * width + next] - model.MetresFrom[last * width + next];
    }

    private void Lay(ReadOnlySpan<int> nodes, int node, int after)
    {
        nodes[..(after + 1)].CopyTo(trial);
        trial[after + 1] = node;
        nodes[(after + 1)..].CopyTo(trial.AsSpan(after + 2));
    }
}
