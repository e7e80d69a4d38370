namespace Shouwang.Dispatch;

/// <summary>路线核验: checks a plan against the problem alone, whoever made it.</summary>
public static class RouteChecker
{
    // Sums of thousands of floating-point ways differ by less than this.
    private const double Tolerance = 1e-6;

    /// <summary>Every rule that is broken, and the true figures.</summary>
    public static RouteVerdict Check(RouteProblem problem, RoutePlan plan)
    {
        var breaches = new List<RouteBreach>();
        CheckCounts(problem, plan, breaches);
        if (breaches.Count > 0) return new(breaches, plan.Tours.Count, double.NaN);
        var metres = 0.0;
        for (var number = 0; number < plan.Tours.Count; number++) metres += new TourCheck(problem, plan.Tours[number], number, breaches).Run();
        if (Math.Abs(metres - plan.Metres) > Tolerance * Math.Max(1, metres)) breaches.Add(new(RouteRule.Metres, -1, -1));
        return new(breaches, plan.Tours.Count, metres);
    }

    private static void CheckCounts(RouteProblem problem, RoutePlan plan, List<RouteBreach> breaches)
    {
        var (seen, driven) = (new int[problem.Stops.Count], new int[problem.Vehicles.Count]);
        for (var number = 0; number < plan.Tours.Count; number++)
        {
            var tour = plan.Tours[number];
            if ((uint)tour.Vehicle >= (uint)driven.Length || driven[tour.Vehicle]++ > 0 || tour.Stops.Count == 0 || tour.Starts.Count != tour.Stops.Count) breaches.Add(new(RouteRule.Vehicle, number, -1));
            foreach (var stop in tour.Stops) Count(seen, stop, number, breaches);
        }
        foreach (var left in plan.Unserved) Count(seen, left.Stop, -1, breaches);
        for (var stop = 0; stop < seen.Length; stop++)
            if (seen[stop] != 1) breaches.Add(new(RouteRule.Once, -1, stop));
    }

    private static void Count(int[] seen, int stop, int tour, List<RouteBreach> breaches)
    {
        if ((uint)stop < (uint)seen.Length) seen[stop]++;
        else breaches.Add(new(RouteRule.Once, tour, stop));
    }

    private sealed class TourCheck(RouteProblem problem, RouteTour tour, int number, List<RouteBreach> breaches)
    {
        private readonly RouteVehicle vehicle = problem.Vehicles[tour.Vehicle];

        internal double Run()
        {
            var (metres, place, free) = (0.0, vehicle.Start, tour.Departure);
            for (var at = 0; at < tour.Stops.Count; at++)
            {
                var stop = problem.Stops[tour.Stops[at]];
                CheckStop(tour.Stops[at], stop, tour.Starts[at], at);
                CheckLeg(place, stop.Place, free, tour.Starts[at], tour.Stops[at]);
                metres += problem.Ways.MetresOf(place, stop.Place);
                (place, free) = (stop.Place, tour.Starts[at] + stop.Minutes);
            }
            CheckLeg(place, vehicle.End, free, tour.Return, -1);
            metres += problem.Ways.MetresOf(place, vehicle.End);
            CheckLoad();
            CheckLimits(metres);
            return metres;
        }

        private void CheckStop(int id, RouteStop stop, double start, int at)
        {
            if ((stop.Skills & vehicle.Skills) != stop.Skills) Breach(RouteRule.Skills, id);
            if (stop.Pinned is { } pinned && pinned != tour.Vehicle) Breach(RouteRule.Pin, id);
            if (!(start >= stop.From - Tolerance && start <= stop.Until + Tolerance)) Breach(RouteRule.Window, id);
            if (stop.PickUp is { } pickUp && !tour.Stops.Take(at).Contains(pickUp)) Breach(RouteRule.PickUpFirst, id);
        }

        private void CheckLeg(int from, int to, double free, double arrival, int id)
        {
            var needed = problem.Ways.MinutesOf(from, to);
            if (vehicle.Break is { } rest && tour.BreakAt is { } at && at >= free - Tolerance && at + rest.Minutes <= arrival + Tolerance) needed += rest.Minutes;
            if (!(arrival - free >= needed - Tolerance)) Breach(RouteRule.Travel, id);
        }

        private void CheckLoad()
        {
            var pickUps = problem.Stops.Where(stop => stop.PickUp is not null).Select(stop => stop.PickUp!.Value).ToHashSet();
            var load = tour.Stops.Where(stop => problem.Stops[stop].PickUp is null && !pickUps.Contains(stop)).Sum(stop => problem.Stops[stop].Load);
            if (load > vehicle.Capacity + Tolerance) Breach(RouteRule.Capacity, -1);
            foreach (var stop in tour.Stops)
            {
                if (pickUps.Contains(stop)) load += problem.Stops[stop].Load;
                else load -= problem.Stops[problem.Stops[stop].PickUp ?? stop].Load;
                if (load > vehicle.Capacity + Tolerance) Breach(RouteRule.Capacity, stop);
            }
        }

        private void CheckLimits(double metres)
        {
            if (!(tour.Departure >= vehicle.From - Tolerance && tour.Return <= vehicle.Until + Tolerance)) Breach(RouteRule.Shift, -1);
            if (tour.Return - tour.Departure > vehicle.LongestMinutes + Tolerance) Breach(RouteRule.LongestMinutes, -1);
            if (metres > vehicle.LongestMetres + Tolerance) Breach(RouteRule.LongestMetres, -1);
            if (vehicle.Break is { } rest && !HasRested(rest)) Breach(RouteRule.Break, -1);
        }

        /// <summary>A break counts when it lies in its window, within the tour, and no service runs meanwhile.</summary>
        private bool HasRested(RouteBreak rest)
        {
            if (tour.BreakAt is not { } at) return !(tour.Departure < rest.Until && tour.Return > rest.Until + Tolerance);
            var isInWindow = at >= rest.From - Tolerance && at <= rest.Until + Tolerance && at >= tour.Departure - Tolerance && at + rest.Minutes <= tour.Return + Tolerance;
            return isInWindow && tour.Stops.Zip(tour.Starts).All(stop =>
                stop.Second >= at + rest.Minutes - Tolerance || stop.Second + problem.Stops[stop.First].Minutes <= at + Tolerance);
        }

        private void Breach(RouteRule rule, int stop) => breaches.Add(new(rule, number, stop));
    }
}

/// <summary>核验结论: what the check has found.</summary>
/// <param name="Breaches">Every broken rule; empty for a sound plan.</param>
/// <param name="Tours">Number of tours.</param>
/// <param name="Metres">The true length; not a number when the plan cannot even be counted.</param>
public sealed record RouteVerdict(IReadOnlyList<RouteBreach> Breaches, int Tours, double Metres)
{
    /// <summary>True when every rule is kept.</summary>
    public bool IsSound => Breaches.Count == 0;
}

/// <summary>违反规则: a rule that a plan breaks, and where.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Tour">Number of the tour in the plan, or −1.</param>
/// <param name="Stop">Number of the stop, or −1.</param>
public readonly record struct RouteBreach(RouteRule Rule, int Tour, int Stop);

/// <summary>路线规则: what every plan keeps.</summary>
public enum RouteRule
{
    /// <summary>Every stop is on one tour or among those left out, once.</summary>
    [Term("每点一次")] Once,

    /// <summary>Every vehicle makes at most one tour, with at least one stop.</summary>
    [Term("每车一程")] Vehicle,

    /// <summary>The vehicle has the skills.</summary>
    [Term("行程技能")] Skills,

    /// <summary>A pinned stop is on its vehicle.</summary>
    [Term("行程指定")] Pin,

    /// <summary>Service begins within the window.</summary>
    [Term("时间窗内")] Window,

    /// <summary>There is time for every way.</summary>
    [Term("路上时间")] Travel,

    /// <summary>Never more load than capacity.</summary>
    [Term("装载量")] Capacity,

    /// <summary>Picked up before it is brought, on the same tour.</summary>
    [Term("先取后送")] PickUpFirst,

    /// <summary>Out and back within the vehicle's hours.</summary>
    [Term("出车时段")] Shift,

    /// <summary>Not too long in time.</summary>
    [Term("最长时间")] LongestMinutes,

    /// <summary>Not too long in way.</summary>
    [Term("最长路程")] LongestMetres,

    /// <summary>The break is taken.</summary>
    [Term("途中休息")] Break,

    /// <summary>The stated length is the true one.</summary>
    [Term("路程合计")] Metres,
}
