namespace Shouwang.Dispatch;

/// <summary>路线求解: tours for vehicles or people on foot: everything served first, then few tours, then a short way.</summary>
/// <remarks>
/// Pure: the same problem, seed, number of searches and iteration budget give the same plan on any machine. Stopped by
/// time it returns the best plan so far. The searches of one run differ in their seeds and meet once, when the number of
/// tours is settled.
/// </remarks>
public static class RouteSolver
{
    private const double FleetShare = 0.25;

    /// <summary>Solves.</summary>
    /// <param name="problem">What is to be served, by whom.</param>
    /// <param name="seed">Seed of the search.</param>
    /// <param name="budget">How long to search; <see cref="PlanBudget.Unlimited"/> would never end and is refused.</param>
    /// <param name="searches">Searches that run side by side, each on a processor of its own.</param>
    /// <exception cref="ArgumentException">The problem has faults, or the budget no end.</exception>
    public static RoutePlan Solve(RouteProblem problem, ulong seed, PlanBudget budget, int searches = 1)
    {
        if (RouteFaults.Of(problem) is [var fault, ..]) throw new ArgumentException(fault, nameof(problem));
        if (budget.Iterations is null && budget.Time is null) throw new ArgumentException("The search needs a budget of iterations or time.", nameof(budget));
        var model = new RouteModel(problem);
        var boundTours = RouteBounds.Tours(model);
        var runs = new RouteSearch[searches];
        var meters = Enumerable.Range(0, searches).Select(_ => budget.Start()).ToArray();
        Parallel.For(0, searches, run =>
        {
            runs[run] = new(model, seed + (ulong)run * 0x9E3779B97F4A7C15, meters[run]);
            runs[run].MinimiseFleet(boundTours, FleetShare);
        });
        var settled = BestOf(runs);
        foreach (var run in runs)
            if (run.Best != settled) run.StartFrom(settled);
        Parallel.For(0, searches, run => runs[run].Shorten());
        return PlanOf(model, BestOf(runs), boundTours, budget);
    }

    private static RouteState BestOf(RouteSearch[] runs) =>
        runs.Select(run => run.Best).OrderBy(state => state.Absent.Count).ThenBy(state => state.Used).ThenBy(state => state.Metres).First();

    private static RoutePlan PlanOf(RouteModel model, RouteState state, int boundTours, PlanBudget budget)
    {
        var tours = new List<RouteTour>();
        var metres = 0.0;
        foreach (var tour in state.Tours.Where(tour => tour.Count > 0))
        {
            tours.Add(TourTimes.Schedule(model, tour.Vehicle, tour.All) ?? throw new InvalidOperationException("A tour of the search cannot be driven."));
            metres += TourTimes.MetresOf(model, tour.All);
        }
        var unserved = Enumerable.Range(0, model.StopCount).Where(stop => state.TourOf[stop] < 0).Select(stop => new RouteUnserved(stop, CauseOf(model, stop))).ToList();
        var boundMetres = unserved.Count > 0 ? 0 : RouteBounds.Metres(model, Math.Min(boundTours, tours.Count), tours.Count, new() { Cancellation = budget.Cancellation });
        return new() { Tours = tours, Unserved = unserved, Metres = metres, BoundTours = boundTours, BoundMetres = Math.Min(metres, boundMetres) };
    }

    private static RouteShortage CauseOf(RouteModel model, int stop)
    {
        var job = model.JobOf[stop];
        if (model.IsServable[job]) return RouteShortage.NoRoom;
        var able = Enumerable.Range(0, model.Problem.Vehicles.Count).Where(vehicle => model.HasSkills(job, vehicle)).ToList();
        if (able.Count == 0) return RouteShortage.NoSkill;
        return able.TrueForAll(vehicle => model.Problem.Vehicles[vehicle].Capacity < model.SizeOf(job)) ? RouteShortage.TooLarge : RouteShortage.OutOfReach;
    }
}
