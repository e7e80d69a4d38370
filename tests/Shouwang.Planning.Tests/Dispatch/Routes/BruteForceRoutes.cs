using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

/// <summary>The best plan of a small problem with equal vehicles, by trying every order and every cut of it.</summary>
static class BruteForceRoutes
{
    public static (int Tours, double Metres) Best(RouteProblem problem)
    {
        var best = (Tours: int.MaxValue, Metres: double.PositiveInfinity);
        Extend(problem, new bool[problem.Stops.Count], 0, 0, 0, 0, 0, 0, ref best);
        return best;
    }

    // Tours are begun and stops added in every order; place 0 is the depot.
    private static void Extend(RouteProblem problem, bool[] served, int count, int tours, double metres, int place, double free, double load, ref (int Tours, double Metres) best)
    {
        var vehicle = problem.Vehicles[0];
        if (count == served.Length)
        {
            if (free + problem.Ways.MinutesOf(place, 0) > vehicle.Until) return;
            var total = (tours, metres + problem.Ways.MetresOf(place, 0));
            if (total.CompareTo(best) < 0) best = total;
            return;
        }
        for (var stop = 0; stop < served.Length; stop++)
        {
            if (served[stop]) continue;
            served[stop] = true;
            if (tours > 0) Go(problem, served, count, tours, metres, place, free, load, stop, ref best);
            if (tours < problem.Vehicles.Count && free + problem.Ways.MinutesOf(place, 0) <= vehicle.Until)
                Go(problem, served, count, tours + 1, metres + problem.Ways.MetresOf(place, 0), 0, vehicle.From, 0, stop, ref best);
            served[stop] = false;
        }
    }

    private static void Go(RouteProblem problem, bool[] served, int count, int tours, double metres, int place, double free, double load, int stop, ref (int Tours, double Metres) best)
    {
        var to = problem.Stops[stop];
        var start = Math.Max(to.From, free + problem.Ways.MinutesOf(place, to.Place));
        if (start > to.Until || load + to.Load > problem.Vehicles[0].Capacity) return;
        Extend(problem, served, count + 1, tours, metres + problem.Ways.MetresOf(place, to.Place), to.Place, start + to.Minutes, load + to.Load, ref best);
    }
}
