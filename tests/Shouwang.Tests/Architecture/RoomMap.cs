namespace Shouwang.Architecture;

/// <summary>A room: the floor it stands on and the rooms below that it may use.</summary>
/// <param name="Floor">Null for the ground floor, which knows no concept.</param>
/// <param name="MayUse">Rooms by name; the ground floor's own rooms and Organization go without saying.</param>
public sealed record Room(string Name, int? Floor, params string[] MayUse);

/// <summary>Every room of the house. A room that is not here does not exist; a use that is not here fails the build.</summary>
static class RoomMap
{
    public static IReadOnlyList<Room> Rooms { get; } =
    [
        new("Foundation", null),
        new("Data", null),
        new("Host", null),
        new("Ui", null),
        new("Organization", 0),
        new("Broadcast", 1),
        new("Volunteers", 2, "Broadcast"),
        new("Dispatch", 3, "Volunteers", "Broadcast"),
        new("Rosters", 3, "Volunteers", "Broadcast"),
        new("Plans", 4, "Dispatch", "Rosters"),
        new("Demo", 9, "Broadcast", "Volunteers", "Dispatch", "Rosters"),
        new("Bench", 10, "Broadcast", "Volunteers", "Dispatch", "Demo"),
    ];

    /// <summary>What the ground floor may name all the same, and why.</summary>
    public static IReadOnlyList<Permit> Exceptions { get; } =
    [
        new("Host", "Organization", "Who asks, and where he may, is part of every request: log-in, menu, live pages."),
        new("Ui", "Organization", "The shell of every page shows the units and the menu that the caller's rights open."),
        new("Rosters", "Dispatch", "A whole roster begins as a matching of weeks to needs, and the planner's matching is the fastest exact one."),
        new("Host.Rooms", "*", "The list of rooms: the one place where the house is put together."),
    ];

    public sealed record Permit(string From, string To, string Reason);

    public static Room? Find(string name) => Rooms.FirstOrDefault(room => room.Name == name);

    public static bool Allows(Room from, Room to) =>
        from == to
        || (to.Floor is null && (from.Floor is not null || GroundAllows(from.Name, to.Name)))
        || (from.Floor is not null && to.Name == "Organization")
        || from.MayUse.Contains(to.Name)
        || Exceptions.Any(exception => exception.From == from.Name && exception.To == to.Name);

    // Foundation is Core's ground; the application's ground (context, start-up, layout) is one piece.
    private static bool GroundAllows(string from, string to) => to == "Foundation" || from != "Foundation";
}
