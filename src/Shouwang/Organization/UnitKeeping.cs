using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Finds a unit for one who wants to change it; outside his reach there is none.</summary>
public sealed class UnitKeeping(ShouwangDb db, CurrentCaller current)
{
    public async Task<Result<Unit>> Run(string? code, CancellationToken cancel)
    {
        var unit = await db.Units().FirstOrDefaultAsync(u => u.Code == code, cancel);
        if (unit is null || !current.Where(OrganizationAccess.SeeUnits).Covers(unit.Path)) return new Refusal("organization.unit.unknown", ("code", code is { Length: > 24 } ? code[..24] : code));
        return current.Lacks(OrganizationAccess.ManageUnits, unit.Path) is { } no ? no : unit;
    }
}
