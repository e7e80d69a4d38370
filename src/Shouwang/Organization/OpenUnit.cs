using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>新增单位: a base, a point, or another unit under one of the caller's; a center stands by itself and comes by import.</summary>
public sealed class OpenUnit(ShouwangDb db, UnitKeeping keeping, IdSource ids, TimeProvider clock)
{
    public async Task<Result<string>> Run(string? parentCode, string? code, UnitKind? kind, string? name, string? region, CancellationToken cancel)
    {
        var found = await keeping.Run(parentCode, cancel);
        if (found.Refusal is { } no) return no.IsForbidden ? no : no.At("parent");
        var refusals = new List<Refusal>();
        if (kind is null) refusals.Add(new Refusal("organization.unit.kind-missing").At("kind"));
        var area = string.IsNullOrWhiteSpace(region) ? null : RegionCode.Read(region);
        refusals.AddRange((area?.Refusals ?? []).Select(refusal => refusal.At("region")));
        var parent = found.Value;
        if (area is { IsOk: true } && RegionCode.Read(parent.RegionDigits) is { IsOk: true } above && !above.Value.Holds(area.Value))
            refusals.Add(new Refusal("organization.unit.other-region", ("parent", parent.Name)).At("region"));

        var opened = Unit.Open(ids.New<UnitId>(), parent, (code ?? "").Trim(), kind ?? UnitKind.Point, name ?? "", area is { IsOk: true } ? area.Value : null, LocalTime.Today(clock));
        refusals.AddRange(opened.Refusals.Where(refusal => kind is not null || refusal.Field != "kind"));
        if (refusals.Count > 0) return refusals;
        return await Save(opened.Value, cancel);
    }

    private async Task<Result<string>> Save(Unit unit, CancellationToken cancel)
    {
        var taken = new Refusal("organization.unit.code-taken", ("code", unit.Code)).At("code");
        if (await db.Units().AnyAsync(u => u.Code == unit.Code, cancel)) return taken;
        db.Units().Add(unit);
        try { await db.SaveChangesAsync(cancel); }
        catch (DbUpdateException clash) when (Conflict.Of(clash) is not null) // somebody else was quicker
        {
            db.ChangeTracker.Clear();
            return taken;
        }
        return unit.Code;
    }
}
