namespace Shouwang.Dispatch;

/// <summary>路线问题: stops to be served and the vehicles or people on foot who could serve them, on one day.</summary>
/// <remarks>
/// Stops are numbered 0…S−1, vehicles 0…V−1, places as in <see cref="Ways"/>; the caller keeps the ids. A plan serves as
/// many stops as it can, with as few vehicles as it can, on as short a way as it can, in this order.
/// </remarks>
public sealed record RouteProblem
{
    /// <summary>停靠点: what is to be served. Shape: S.</summary>
    public required IReadOnlyList<RouteStop> Stops { get; init; }

    /// <summary>车辆或步行人员: who can serve it. Shape: V.</summary>
    public required IReadOnlyList<RouteVehicle> Vehicles { get; init; }

    /// <summary>路程: how far and how long it is between places.</summary>
    public required RouteWays Ways { get; init; }
}

/// <summary>停靠点: a delivery, a visit, a door.</summary>
/// <param name="Place">Number of the place.</param>
/// <param name="Load">What it takes of the vehicle's capacity, from the start of the tour until here; 0 for a visit.</param>
/// <param name="From">Earliest start of the service, in minutes of the day (or the file's own unit of time).</param>
/// <param name="Until">Latest start of the service, inclusive.</param>
/// <param name="Minutes">How long the service takes.</param>
public sealed record RouteStop(int Place, double Load, double From, double Until, double Minutes)
{
    /// <summary>所需技能: bits that the vehicle's people must have.</summary>
    public ulong Skills { get; init; }

    /// <summary>先取后送: the stop where the goods for this one are picked up, on the same tour and earlier; its load then travels from there to here.</summary>
    public int? PickUp { get; init; }

    /// <summary>指定: the vehicle that must serve it, or null for any.</summary>
    public int? Pinned { get; init; }
}

/// <summary>车辆或步行人员: somebody who makes at most one tour.</summary>
/// <param name="Start">Place where the tour begins.</param>
/// <param name="End">Place where it ends.</param>
/// <param name="Capacity">Most load at any time.</param>
/// <param name="From">Earliest departure.</param>
/// <param name="Until">Latest return.</param>
public sealed record RouteVehicle(int Start, int End, double Capacity, double From, double Until)
{
    /// <summary>具备技能: bits of what its people can do.</summary>
    public ulong Skills { get; init; }

    /// <summary>最长时间: most minutes between departure and return.</summary>
    public double LongestMinutes { get; init; } = double.PositiveInfinity;

    /// <summary>最长路程: most metres of one tour.</summary>
    public double LongestMetres { get; init; } = double.PositiveInfinity;

    /// <summary>休息: a break that is due on the way, or null.</summary>
    public RouteBreak? Break { get; init; }
}

/// <summary>休息: taken between two stops; due when the tour is under way at <paramref name="Until"/>.</summary>
/// <param name="From">Earliest start.</param>
/// <param name="Until">Latest start, inclusive.</param>
/// <param name="Minutes">How long.</param>
public sealed record RouteBreak(double From, double Until, double Minutes);
