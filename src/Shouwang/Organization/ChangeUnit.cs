using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>更名: gives a unit another name.</summary>
public sealed class RenameUnit(ShouwangDb db, UnitKeeping keeping)
{
    public Task<Result<Done>> Run(string code, string? name, CancellationToken cancel) => db.Retrying(async () =>
    {
        var found = await keeping.Run(code, cancel);
        if (found.Refusal is { } no) return no;
        if (found.Value.Name == name?.Trim()) return Done.It;
        return await db.Keep(found.Value.Rename(name ?? ""), cancel);
    });
}

/// <summary>位置和电话: puts a unit on the map and gives it a public phone number.</summary>
public sealed class LocateUnit(ShouwangDb db, UnitKeeping keeping)
{
    public Task<Result<Done>> Run(string code, GeoPoint? place, string? publicPhone, CancellationToken cancel) => db.Retrying(async () =>
    {
        var found = await keeping.Run(code, cancel);
        if (found.Refusal is { } no) return no;
        return await db.Keep(found.Value.Locate(place, publicPhone), cancel);
    });
}

/// <summary>撤销: closes a unit from a day on. What is under way is finished, nothing new is taken.</summary>
public sealed class CloseUnit(ShouwangDb db, UnitKeeping keeping, TimeProvider clock)
{
    public Task<Result<Done>> Run(string code, DateOnly from, CancellationToken cancel) => db.Retrying(async () =>
    {
        var found = await keeping.Run(code, cancel);
        if (found.Refusal is { } no) return no;
        var unit = found.Value;
        var openBelow = await db.Units().AnyAsync(child => child.ParentId == unit.Id && (child.ClosedOn == null || child.ClosedOn > from), cancel);
        return await db.Keep(unit.Close(from, LocalTime.Today(clock), openBelow), cancel);
    });
}

/// <summary>重新开放: takes a closing back; the unit above must be open.</summary>
public sealed class ReopenUnit(ShouwangDb db, UnitKeeping keeping, TimeProvider clock)
{
    public Task<Result<Done>> Run(string code, CancellationToken cancel) => db.Retrying(async () =>
    {
        var found = await keeping.Run(code, cancel);
        if (found.Refusal is { } no) return no;
        var (unit, today) = (found.Value, LocalTime.Today(clock));
        if (unit.ParentId is { } above && await db.Units().FirstAsync(u => u.Id == above, cancel) is var parent && !parent.IsOpenOn(today))
            return new Refusal("organization.unit.closed", ("name", parent.Name));
        return await db.Keep(unit.Reopen(), cancel);
    });
}

static class KeepDecision
{
    /// <summary>Saves what a decision has changed; a refusal has changed nothing.</summary>
    public static async Task<Result<Done>> Keep(this ShouwangDb db, Result<Done> decision, CancellationToken cancel)
    {
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }
}
