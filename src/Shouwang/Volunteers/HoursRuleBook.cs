using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>时长规矩 as they hold at a unit: its own, or those of the nearest unit above that has set some.</summary>
public sealed class HoursRuleBook(ShouwangDb db)
{
    /// <summary>The limit of a correction, and the star scheme.</summary>
    public sealed record Held(int CorrectionLimit, StarScheme Scheme);

    public async Task<Held> For(string unitPath, CancellationToken cancel)
    {
        var above = Above(unitPath);
        var nearest = await db.HoursRules().AsNoTracking().Where(r => above.Contains(r.UnitPath)).OrderByDescending(r => r.UnitPath.Length).FirstOrDefaultAsync(cancel);
        return new Held(nearest?.CorrectionLimit ?? HoursRules.StandardLimit, StarSchemes.Of(nearest?.StarScheme) ?? StarSchemes.National);
    }

    private static List<string> Above(string unitPath) =>
        [.. Enumerable.Range(1, Math.Max(0, unitPath.Length - 1)).Where(i => unitPath[i] == '/').Select(i => unitPath[..(i + 1)])];
}

/// <summary>设置时长规矩: for a unit and all below it.</summary>
public sealed class SetHoursRules(ShouwangDb db, CurrentCaller current)
{
    public Task<Result<Done>> Run(string? unitCode, int? limit, string? scheme, CancellationToken cancel) => db.Retrying(async () =>
    {
        var unit = await db.UnitByCode(unitCode ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(VolunteersAccess.SetHoursRules, unit.UnitPath) is { } no) return no;
        var rules = await db.HoursRules().FirstOrDefaultAsync(r => r.UnitId == unit.Id, cancel);
        if (rules is null) db.HoursRules().Add(rules = HoursRules.For(unit));
        var decision = rules.Set(limit, scheme);
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}
