namespace Shouwang.Dispatch;

/// <summary>路线数据核验: what makes a route problem meaningless before anybody solves it.</summary>
public static class RouteFaults
{
    /// <summary>Every fault, named; empty for a sound problem.</summary>
    public static IReadOnlyList<string> Of(RouteProblem problem)
    {
        var faults = new List<string>();
        for (var stop = 0; stop < problem.Stops.Count; stop++) CheckStop(problem, stop, faults);
        for (var vehicle = 0; vehicle < problem.Vehicles.Count; vehicle++) CheckVehicle(problem, vehicle, faults);
        foreach (var twice in problem.Stops.Where(stop => stop.PickUp is not null).GroupBy(stop => stop.PickUp).Where(group => group.Count() > 1))
            faults.Add($"Two stops are brought what stop {twice.Key} picks up.");
        return faults;
    }

    private static void CheckStop(RouteProblem problem, int number, List<string> faults)
    {
        var stop = problem.Stops[number];
        if ((uint)stop.Place >= (uint)problem.Ways.Places) faults.Add($"Stop {number} is at a place that is not there.");
        if (!(stop.Load >= 0 && stop.Minutes >= 0)) faults.Add($"Stop {number} has a negative load or service time.");
        if (!(stop.From <= stop.Until)) faults.Add($"The window of stop {number} ends before it begins.");
        if (stop.PickUp is { } pickUp && ((uint)pickUp >= (uint)problem.Stops.Count || pickUp == number || problem.Stops[pickUp].PickUp is not null)) faults.Add($"Stop {number} is brought from a stop that is no pick-up.");
        if (stop.Pinned is { } pinned && (uint)pinned >= (uint)problem.Vehicles.Count) faults.Add($"Stop {number} is pinned to a vehicle that is not there.");
    }

    private static void CheckVehicle(RouteProblem problem, int number, List<string> faults)
    {
        var vehicle = problem.Vehicles[number];
        if ((uint)vehicle.Start >= (uint)problem.Ways.Places || (uint)vehicle.End >= (uint)problem.Ways.Places) faults.Add($"Vehicle {number} starts or ends at a place that is not there.");
        if (!(vehicle.Capacity >= 0 && vehicle.From <= vehicle.Until)) faults.Add($"Vehicle {number} has a negative capacity, or its hours end before they begin.");
    }
}
