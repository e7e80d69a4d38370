using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>设置派单规矩: for a unit and all below it; orders under way follow from their next step on.</summary>
public sealed class SetDispatchPolicy(ShouwangDb db, CurrentCaller current)
{
    public Task<Result<Done>> Run(string? unitCode, DispatchPolicy policy, CancellationToken cancel) => db.Attempt(async () =>
    {
        var unit = await db.UnitByCode(unitCode ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(DispatchAccess.ManageMenu, unit.UnitPath) is { } no) return no;
        var settings = await db.DispatchSettings().FirstOrDefaultAsync(s => s.UnitId == unit.Id, cancel);
        if (settings is null) db.DispatchSettings().Add(settings = DispatchSettings.For(unit));
        var decision = settings.Set(policy);
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}
