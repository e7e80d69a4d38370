using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>新增菜单项.</summary>
public sealed class AddMenuItem(ShouwangDb db, CurrentCaller current, IdSource ids)
{
    public Task<Result<MenuItemId>> Run(string? unitCode, string? code, MenuEntryTerms terms, CancellationToken cancel) => db.Attempt<MenuItemId>(async () =>
    {
        var unit = await db.UnitByCode(unitCode ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(DispatchAccess.ManageMenu, unit.UnitPath) is { } no) return no;
        var added = MenuItem.Add(ids.New<MenuItemId>(), unit, (code ?? "").Trim(), terms);
        if (!added.IsOk) return Result<MenuItemId>.Refuse(added.Refusals);
        // Orders name their kind by code: a center and what lies below it must not mean two things by one.
        var (above, path, wanted) = (DispatchPolicies.Above(unit.UnitPath), unit.UnitPath, added.Value.Code);
        if (await db.Menu().AnyAsync(i => i.Code == wanted && (above.Contains(i.UnitPath) || i.UnitPath.StartsWith(path)), cancel)) return new Refusal("dispatch.menu.code-taken").At("code");
        db.Menu().Add(added.Value);
        await db.SaveChangesAsync(cancel);
        return added.Value.Id;
    }, cancel);
}

/// <summary>修改菜单项; orders already placed keep their terms.</summary>
public sealed class ChangeMenuItem(ShouwangDb db, CurrentCaller current)
{
    public Task<Result<Done>> Run(MenuItemId id, int? expectedVersion, MenuEntryTerms terms, CancellationToken cancel) => db.Attempt(async () =>
    {
        var item = await db.Menu().Within(current.Where(DispatchAccess.ManageMenu)).FirstOrDefaultAsync(i => i.Id == id, cancel);
        if (item is null) return new Refusal("dispatch.menu.unknown");
        if (expectedVersion is { } seen && seen != item.Version) return new Refusal("dispatch.menu.changed-meanwhile");
        var decision = item.Change(terms);
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}

/// <summary>停用或恢复菜单项.</summary>
public sealed class OfferMenuItem(ShouwangDb db, CurrentCaller current)
{
    public Task<Result<Done>> Run(MenuItemId id, bool offered, CancellationToken cancel) => db.Attempt(async () =>
    {
        var item = await db.Menu().Within(current.Where(DispatchAccess.ManageMenu)).FirstOrDefaultAsync(i => i.Id == id, cancel);
        if (item is null) return new Refusal("dispatch.menu.unknown");
        var decision = item.Offer(offered);
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}
