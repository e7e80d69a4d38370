namespace Shouwang.Dispatch;

/// <summary>路线方案: who goes where in which order, what is left out and why, and how good any plan could be.</summary>
public sealed record RoutePlan
{
    /// <summary>行程: the tours, by vehicle.</summary>
    public required IReadOnlyList<RouteTour> Tours { get; init; }

    /// <summary>未排入: stops on no tour; empty when everything is served.</summary>
    public required IReadOnlyList<RouteUnserved> Unserved { get; init; }

    /// <summary>总路程: metres of all tours.</summary>
    public required double Metres { get; init; }

    /// <summary>车辆下界: no plan that serves every stop has fewer tours.</summary>
    public required int BoundTours { get; init; }

    /// <summary>路程下界: no plan that serves every stop with as few tours as this one is shorter.</summary>
    public required double BoundMetres { get; init; }

    /// <summary>差距: how far the way is above its bound, as a share of it (0.01 = 1 %).</summary>
    public double Gap => Metres <= BoundMetres ? 0 : BoundMetres > 0 ? (Metres - BoundMetres) / BoundMetres : double.PositiveInfinity;
}

/// <summary>行程: one vehicle's or person's way from start to end.</summary>
/// <param name="Vehicle">Whose.</param>
/// <param name="Stops">The stops in their order.</param>
/// <param name="Starts">When the service at each of them begins.</param>
/// <param name="Departure">When it leaves.</param>
/// <param name="Return">When it is back.</param>
/// <param name="BreakAt">When the break begins, or null without one.</param>
public sealed record RouteTour(int Vehicle, IReadOnlyList<int> Stops, IReadOnlyList<double> Starts, double Departure, double Return, double? BreakAt);

/// <summary>未排入: a stop on no tour.</summary>
/// <param name="Stop">Which.</param>
/// <param name="Cause">Why.</param>
public readonly record struct RouteUnserved(int Stop, RouteShortage Cause);

/// <summary>未排入原因: why a stop is on no tour.</summary>
public enum RouteShortage
{
    /// <summary>No vehicle has the skills.</summary>
    [Term("无人具备技能")] NoSkill,

    /// <summary>It is larger than any vehicle that could come.</summary>
    [Term("超出装载量")] TooLarge,

    /// <summary>Not even a vehicle that does nothing else gets there and back in time.</summary>
    [Term("时间内到不了")] OutOfReach,

    /// <summary>It could be served, but all who could are full.</summary>
    [Term("行程已排满")] NoRoom,
}
