using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>A code just made: only now is it known, and the sheet must be printed from it.</summary>
public sealed record MadeDoorCode(DoorCodeId Id, DoorCodeKind Kind, string UnitName, string Address, string Code);

/// <summary>制码: codes for a station, its buildings or its doors; an address that has a code in force keeps it.</summary>
public sealed class MakeDoorCodes(ShouwangDb db, OrderWords words, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <summary>Most codes at once.</summary>
    public const int Most = 2000;

    /// <param name="unitCode">The unit that serves the places.</param>
    /// <param name="kind">What the codes stand for.</param>
    /// <param name="addresses">One address on each line; for the station itself it may be left out.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<Result<IReadOnlyList<MadeDoorCode>>> Run(string? unitCode, DoorCodeKind kind, string? addresses, CancellationToken cancel) => db.Attempt<IReadOnlyList<MadeDoorCode>>(async () =>
    {
        var unit = await db.UnitByCode((unitCode ?? "").Trim(), cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(DispatchAccess.ManageCodes, unit.UnitPath) is { } no) return no;
        if (!unit.IsOpenOn(LocalTime.Today(clock))) return new Refusal("organization.unit.closed", ("name", unit.Name)).At("unit");
        var wanted = (addresses ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        if (wanted.Count == 0 && kind == DoorCodeKind.Station) wanted.Add(unit.Name);
        if (wanted.Count is 0 or > Most) return new Refusal("dispatch.door-code.how-many", ("most", Most)).At("addresses");
        if (wanted.FindIndex(a => a.Length > DoorCode.LongestAddress) is >= 0 and var line) return new Refusal("dispatch.door-code.address-too-long", ("line", line + 1), ("most", DoorCode.LongestAddress)).At("addresses");

        var indexes = wanted.DistinctBy(words.DoorAddressIndex).ToDictionary(words.DoorAddressIndex);
        var keys = indexes.Keys.ToList();
        var inForce = await db.DoorCodes().Where(c => c.RevokedAt == null && keys.Contains(c.AddressIndex)).Select(c => c.AddressIndex).ToListAsync(cancel);
        var made = new List<MadeDoorCode>();
        foreach (var (index, address) in indexes.Where(pair => !inForce.Contains(pair.Key)))
        {
            var (id, code) = (ids.New<DoorCodeId>(), OrderWords.NewCode());
            db.DoorCodes().Add(DoorCode.Make(id, unit, kind, words.DoorCodeHash(code), words.SealDoorAddress(address), index, unit.Place, clock.GetUtcNow()));
            made.Add(new MadeDoorCode(id, kind, unit.Name, address, code));
        }
        if (made.Count == 0) return new Refusal("dispatch.door-code.all-have-one").At("addresses");
        await db.SaveChangesAsync(cancel);
        return Result<IReadOnlyList<MadeDoorCode>>.Ok(made);
    }, cancel);
}

/// <summary>换码: new codes for places that have one; the old sheets open nothing any more.</summary>
public sealed class ReplaceDoorCodes(ShouwangDb db, OrderWords words, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<IReadOnlyList<MadeDoorCode>>> Run(IReadOnlyCollection<DoorCodeId> codes, CancellationToken cancel) => db.Attempt<IReadOnlyList<MadeDoorCode>>(async () =>
    {
        var wanted = codes.Distinct().ToList();
        var found = await db.DoorCodes().Within(current.Where(DispatchAccess.ManageCodes)).Where(c => wanted.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(cancel);
        if (found.Count < wanted.Count || wanted.Count == 0) return new Refusal("dispatch.door-code.unknown");
        var units = found.Select(c => c.UnitId).Distinct().ToList();
        var names = await db.Units().Where(u => units.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancel);
        var made = new List<MadeDoorCode>();
        foreach (var door in found)
        {
            var code = OrderWords.NewCode();
            if (door.Replace(words.DoorCodeHash(code), clock.GetUtcNow()).Refusal is { } no) return no;
            made.Add(new MadeDoorCode(door.Id, door.Kind, names[door.UnitId], words.OpenDoorAddress(door.Address), code));
        }
        await db.SaveChangesAsync(cancel);
        return Result<IReadOnlyList<MadeDoorCode>>.Ok(made);
    }, cancel);
}

/// <summary>作废门码: lost or misused.</summary>
public sealed class RevokeDoorCode(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(DoorCodeId id, CancellationToken cancel) => db.Attempt(async () =>
    {
        var door = await db.DoorCodes().Within(current.Where(DispatchAccess.ManageCodes)).FirstOrDefaultAsync(c => c.Id == id, cancel);
        if (door is null) return new Refusal("dispatch.door-code.unknown");
        var decision = door.Revoke(clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}
