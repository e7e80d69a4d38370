using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>A kind of service as programs see it.</summary>
public sealed record MenuLine(string Code, string Name, string? EnglishName, ServiceForm Form, string? Skill, int StandardMinutes, int PeopleNeeded, Urgency Urgency, string? SafetyRule);

/// <summary>服务菜单: what may be asked for at a unit; public.</summary>
public sealed class ListMenu(ShouwangDb db)
{
    public async Task<Result<IReadOnlyList<MenuLine>>> Run(string? unitCode, CancellationToken cancel)
    {
        var unit = await db.Units().AsNoTracking().FirstOrDefaultAsync(u => u.Code == (unitCode ?? ""), cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode));
        return Result<IReadOnlyList<MenuLine>>.Ok(await db.MenuFor(unit.UnitPath).Where(i => i.IsOffered)
            .Select(i => new MenuLine(i.Code, i.Name, i.EnglishName, i.Form, i.Skill, i.StandardMinutes, i.PeopleNeeded, i.Urgency, i.SafetyRule)).ToListAsync(cancel));
    }
}
