using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>扫码: what a scanned code tells about its place; a code that is not in force tells nothing.</summary>
public sealed class KnownDoor(ShouwangDb db, OrderWords words)
{
    /// <param name="Kind">Door, building or station.</param>
    /// <param name="Address">The address on the code; for a door it is shown masked, because whoever finds the code need not know it.</param>
    /// <param name="UnitName">The station that serves it.</param>
    /// <param name="UnitPath">Its path.</param>
    public sealed record View(DoorCodeKind Kind, string Address, string UnitName, string UnitPath);

    public async Task<View?> Run(string? code, CancellationToken cancel)
    {
        if (TrackingCode.Plain(code) is not { } plain) return null;
        var hash = words.DoorCodeHash(plain);
        var found = await (
            from door in db.DoorCodes().AsNoTracking()
            where door.CodeHash == hash && door.RevokedAt == null
            join unit in db.Units() on door.UnitId equals unit.Id
            select new { door.Kind, door.Address, unit.Name, unit.UnitPath }).FirstOrDefaultAsync(cancel);
        if (found is null) return null;
        var address = words.OpenDoorAddress(found.Address);
        return new View(found.Kind, found.Kind == DoorCodeKind.Door ? OrderWords.Area(address) : address, found.Name, found.UnitPath);
    }
}
