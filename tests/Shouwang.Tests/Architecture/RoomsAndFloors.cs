using Mono.Cecil;

namespace Shouwang.Architecture;

/// <summary>Without these, the first shortcut across rooms would pass unseen, and the second would copy it.</summary>
public sealed class RoomsAndFloors
{
    private static readonly System.Reflection.Assembly[] Houses = [typeof(Refusal).Assembly, System.Reflection.Assembly.Load("Shouwang.Planning"), typeof(ShouwangDb).Assembly];
    private static readonly IReadOnlyList<TypeDefinition> Types = [.. Houses.SelectMany(References.TypesOf)];

    /// <summary>Breaks silently without it: a low room that knows a higher one can no longer be understood, tested or left out alone.</summary>
    [Fact]
    public void Rooms_use_only_what_the_map_allows() => None.Of(Violations(References.Of(Types)));

    /// <summary>Breaks silently without it: a new namespace would be outside every rule.</summary>
    [Fact]
    public void Every_namespace_is_on_the_map() => None.Of(Strangers(Types));

    /// <summary>Breaks silently without it: a map with a circle allows everything within the circle.</summary>
    [Fact]
    public void The_map_itself_leads_downwards()
    {
        foreach (var room in RoomMap.Rooms)
        foreach (var used in room.MayUse)
            Assert.True(RoomMap.Find(used)!.Floor < room.Floor, $"{room.Name} may not use {used}: it is not below");
    }

    /// <summary>Breaks silently without it: Core would begin to know files, clocks and databases, and rules would no longer be testable in microseconds.</summary>
    [Theory]
    [InlineData("Shouwang.Core")]
    [InlineData("Shouwang.Planning")]
    public void Pure_projects_reference_only_the_base_library(string project)
    {
        var pure = Houses.Single(assembly => assembly.GetName().Name == project);
        var foreign = pure.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "Shouwang.Core");
        None.Of(foreign);
        Assert.DoesNotContain(pure.GetReferencedAssemblies(), name => name.Name is "System.Net.Http" or "System.Net.Sockets" or "System.IO.FileSystem" or "System.Data.Common");
    }

    /// <summary>Breaks silently without it: a check that finds nothing looks like a house in order.</summary>
    [Theory]
    [InlineData("PlantedCulprit")]
    [InlineData("PlantedGenericCulprit")]
    [InlineData("PlantedAttributeCulprit")]
    public void A_planted_culprit_is_found(string culprit)
    {
        var planted = References.TypesOf(typeof(RoomsAndFloors).Assembly).Where(type => References.Outermost(type).Name == culprit);
        var found = Violations(References.Of(planted));
        Assert.Contains($"Shouwang.Broadcast.{culprit} uses Shouwang.Dispatch.PlantedVictim: Broadcast may not use Dispatch", found);
    }

    /// <summary>Breaks silently without it: as above, for rooms nobody has put on the map.</summary>
    [Fact]
    public void A_planted_stranger_is_found() =>
        Assert.Equal(["Shouwang.NoSuchRoom.PlantedStranger"], Strangers(References.TypesOf(typeof(RoomsAndFloors).Assembly).Where(type => type.Name == "PlantedStranger")));

    private static List<string> Violations(IEnumerable<Use> uses) =>
    [
        .. uses.Select(use => (Use: use, From: RoomOf(use.From), To: RoomOf(use.To)))
            .Where(use => use.From is not null && use.To is not null && !RoomMap.Allows(use.From, use.To) && !Excepted(use.Use))
            .Select(use => $"{use.Use.From} uses {use.Use.To}: {use.From!.Name} may not use {use.To!.Name}")
            .Order(StringComparer.Ordinal),
    ];

    // "Host.Rooms" may name every door, and nothing else of a room.
    private static bool Excepted(Use use) =>
        RoomMap.Exceptions.Any(exception => exception.To == "*" && use.From == "Shouwang." + exception.From) && use.To.EndsWith("Module", StringComparison.Ordinal);

    private static List<string> Strangers(IEnumerable<TypeDefinition> types) =>
    [
        .. types.Select(References.Outermost).Distinct()
            .Where(type => type.Namespace.StartsWith("Shouwang", StringComparison.Ordinal) && type.Namespace != "Shouwang" && RoomOf(type.FullName) is null)
            .Select(type => type.FullName),
    ];

    private static Room? RoomOf(string type)
    {
        var parts = type.Split('.');
        return parts is ["Shouwang", var room, _, ..] ? RoomMap.Find(room) : null;
    }
}
