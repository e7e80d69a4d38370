namespace Shouwang.Dispatch;

/// <summary>What a scanned code says: the unit, and for one door that its address is known.</summary>
public sealed record ScannedDoor(DoorCodeId Id, DoorCodeKind Kind, UnitId UnitId, string UnitCode, string UnitName, string UnitPath, string Address);

/// <summary>扫码: the place behind a printed code; null for a code that opens nothing.</summary>
public sealed class OpenDoor(ShouwangDb db, OrderWords words)
{
    public async Task<ScannedDoor?> Run(string? code, CancellationToken cancel)
    {
        if (code is not { Length: > 0 and <= 64 }) return null;
        var hash = words.DoorCodeHash(code);
        var found = await (
            from door in db.DoorCodes().AsNoTracking()
            where door.CodeHash == hash && door.RevokedAt == null
            join unit in db.Set<Organization.Unit>() on door.UnitId equals unit.Id
            select new { door.Id, door.Kind, door.Address, UnitId = unit.Id, unit.Code, unit.Name, unit.UnitPath }).FirstOrDefaultAsync(cancel);
        return found is null ? null : new ScannedDoor(found.Id, found.Kind, found.UnitId, found.Code, found.Name, found.UnitPath, words.OpenDoorAddress(found.Address));
    }
}
