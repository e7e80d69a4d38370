namespace Shouwang.Dispatch;

/// <summary>Lower bounds: tours by load and by stops that exclude each other, way by the cheapest assignment of successors.</summary>
internal static class RouteBounds
{
    private const int LargestAssignment = 400;
    private const double UnitsPerMetre = 100;

    /// <summary>No plan that serves everything has fewer tours.</summary>
    internal static int Tours(RouteModel model)
    {
        if (model.StopCount == 0) return 0;
        return Math.Max(Math.Max(1, ByLoad(model)), ByConflicts(model));
    }

    private static int ByLoad(RouteModel model)
    {
        var left = 0.0;
        for (var job = 0; job < model.JobCount; job++)
            if (model.SecondOf[job] < 0) left += model.SizeOf(job);
        var tours = 0;
        foreach (var capacity in model.Problem.Vehicles.Select(vehicle => vehicle.Capacity).OrderDescending())
        {
            if (left <= 1e-9) break;
            left -= capacity;
            tours++;
        }
        return tours;
    }

    /// <summary>Stops of which no two fit on one tour need a tour each. Greedy, from several beginnings.</summary>
    private static int ByConflicts(RouteModel model)
    {
        if (model.StopCount > 1500 || !KeepsTriangles(model)) return 1;
        var stops = Enumerable.Range(0, model.StopCount).OrderBy(stop => model.Due[stop] - model.Ready[stop]).ToArray();
        var most = 1;
        for (var begin = 0; begin < Math.Min(50, stops.Length); begin++)
        {
            var clique = new List<int> { stops[begin] };
            foreach (var stop in stops)
                if (clique.TrueForAll(other => other != stop && !CanFollow(model, other, stop) && !CanFollow(model, stop, other))) clique.Add(stop);
            most = Math.Max(most, clique.Count);
        }
        return most;
    }

    // On a detour a stop could be reached sooner than directly, if ways were that odd.
    private static bool KeepsTriangles(RouteModel model)
    {
        var chance = new SeededChance(1);
        for (var i = 0; i < 2000; i++)
        {
            var (a, b, c) = (chance.Below(model.NodeCount), chance.Below(model.NodeCount), chance.Below(model.NodeCount));
            if (Minutes(model, a, b) > Minutes(model, a, c) + Minutes(model, c, b) + 1e-9) return false;
        }
        return true;
    }

    private static bool CanFollow(RouteModel model, int stop, int next)
    {
        var earliest = model.Problem.Vehicles.Count == 0 ? 0 : EarliestAt(model, stop);
        return earliest + model.Service[stop] + Minutes(model, stop, next) <= model.Due[next] + 1e-9;
    }

    private static double EarliestAt(RouteModel model, int stop)
    {
        var earliest = double.PositiveInfinity;
        foreach (var vehicle in model.Kinds) earliest = Math.Min(earliest, model.Ready[model.StartOf(vehicle)] + Minutes(model, model.StartOf(vehicle), stop));
        return Math.Max(earliest, model.Ready[stop]);
    }

    /// <summary>No plan that serves everything with at most so many tours is shorter.</summary>
    internal static double Metres(RouteModel model, int leastTours, int tours, PlanBudget budget)
    {
        if (model.StopCount == 0 || tours == 0) return 0;
        return model.StopCount <= LargestAssignment ? ByAssignment(model, leastTours, tours, budget) : ByNearest(model, leastTours);
    }

    /// <summary>Every stop has one successor and one predecessor; that they form tours is left out.</summary>
    private static double ByAssignment(RouteModel model, int leastTours, int tours, PlanBudget budget)
    {
        var (starts, volunteers, costs, size) = (new List<int> { 0 }, new List<int>(), new List<int>(), model.StopCount + tours);
        for (var from = 0; from < size; from++)
        {
            for (var to = 0; to < size; to++)
                if (Leg(model, from, to, leastTours) is { } metres)
                {
                    volunteers.Add(to);
                    costs.Add((int)Math.Min(MatchingProblem.MaxCost / 2, Math.Floor(metres * UnitsPerMetre)));
                }
            starts.Add(volunteers.Count);
        }
        var plan = MatchingSolver.Solve(
            new()
            {
                Demands = [.. Enumerable.Repeat(1, size)],
                UnfilledCosts = [.. Enumerable.Repeat(MatchingProblem.MaxCost / 2, size)],
                LoadStarts = [.. Enumerable.Range(0, size + 1)],
                LoadCosts = new int[size],
                CandidateStarts = [.. starts],
                CandidateVolunteers = [.. volunteers],
                CandidateCosts = [.. costs],
            },
            budget);
        return plan.Bound / UnitsPerMetre;
    }

    /// <summary>A leg of the assignment, or null where it cannot be. Numbers from S on are the ends of tours; of these only the ones that need not be driven may meet.</summary>
    private static double? Leg(RouteModel model, int from, int to, int leastTours)
    {
        var stops = model.StopCount;
        if (from >= stops && to >= stops) return from == to && from - stops >= leastTours ? 0 : null;
        if (from == to || (from < stops && to < stops && !CanFollow(model, from, to))) return null;
        if (from >= stops) return model.Kinds.Min(vehicle => model.MetresFrom[model.StartOf(vehicle) * model.NodeCount + to]);
        if (to >= stops) return model.Kinds.Min(vehicle => model.MetresFrom[from * model.NodeCount + model.EndOf(vehicle)]);
        return model.MetresFrom[from * model.NodeCount + to];
    }

    /// <summary>Half of the shortest way in and half of the shortest way out of every stop and every end of a tour.</summary>
    private static double ByNearest(RouteModel model, int leastTours)
    {
        var (sum, firsts, lasts) = (0.0, double.PositiveInfinity, double.PositiveInfinity);
        var (into, outOf) = (new double[model.StopCount], new double[model.StopCount]);
        Array.Fill(into, double.PositiveInfinity);
        Array.Fill(outOf, double.PositiveInfinity);
        for (var from = 0; from <= model.StopCount; from++)
            for (var to = 0; to <= model.StopCount; to++)
            {
                if (Leg(model, from, to, int.MaxValue) is not { } metres) continue;
                if (from < model.StopCount) outOf[from] = Math.Min(outOf[from], metres);
                else firsts = Math.Min(firsts, metres);
                if (to < model.StopCount) into[to] = Math.Min(into[to], metres);
                else lasts = Math.Min(lasts, metres);
            }
        for (var stop = 0; stop < model.StopCount; stop++) sum += (into[stop] + outOf[stop]) / 2;
        return sum + leastTours * (firsts + lasts) / 2;
    }

    private static double Minutes(RouteModel model, int from, int to) => model.MinutesFrom[from * model.NodeCount + to];
}
