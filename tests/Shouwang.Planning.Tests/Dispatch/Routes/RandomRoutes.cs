using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

/// <summary>Made-up route problems.</summary>
static class RandomRoutes
{
    /// <summary>One depot, equal vehicles, windows: what the published instances have.</summary>
    public static RouteProblem Plain(ulong seed, int stops, int vehicles = 4)
    {
        var chance = new SeededChance(seed);
        var places = Enumerable.Range(0, stops + 1).Select(_ => ((double)chance.Below(100), (double)chance.Below(100))).ToList();
        return new()
        {
            Ways = RouteWays.OnPlane(places),
            Stops = [.. Enumerable.Range(1, stops).Select(place => chance.Between(0, 250) is var from ? new RouteStop(place, chance.Between(1, 10), from, from + chance.Between(40, 200), 5) : null!)],
            Vehicles = [.. Enumerable.Repeat(new RouteVehicle(0, 0, 25, 0, 700), vehicles)],
        };
    }

    /// <summary>Everything at once: two depots, skills, pick-ups, breaks, longest tours, a pinned stop.</summary>
    public static RouteProblem Rich(ulong seed, int stops)
    {
        var (plain, chance) = (Plain(seed, stops), new SeededChance(seed + 1000));
        return plain with
        {
            Stops = [.. plain.Stops.Select((stop, number) => stop with
            {
                Skills = chance.Happens(0.3) ? 1UL : 0,
                PickUp = number % 4 == 3 ? number - 1 : null,
                Pinned = number == 0 ? 2 : null,
                Until = stop.Until + 100,
            })],
            Vehicles =
            [
                new(0, 0, 25, 0, 700) { Skills = 1, Break = new(200, 300, 30) },
                new(0, 1, 20, 50, 700) { LongestMinutes = 400 },
                new(1, 1, 30, 0, 600) { Skills = 3, LongestMetres = 500 },
                new(1, 0, 30, 0, 700) { Skills = 1, Break = new(250, 320, 20), LongestMinutes = 550 },
            ],
        };
    }
}
