using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Everything the page of a unit shows.</summary>
public sealed record UnitView(
    Guid Id, string Code, string Name, UnitKind Kind, string Path, string? Region, string? PublicPhone, double? Latitude, double? Longitude, DateOnly? ClosedOn,
    IReadOnlyList<UnitStep> Above, bool MayManage);

/// <summary>A unit on the way from the root, for the crumbs.</summary>
public sealed record UnitStep(string Code, string Name);

/// <summary>One unit within reach, and the way to it.</summary>
public sealed class UnitDetails(ShouwangDb db, CurrentCaller current)
{
    public async Task<Result<UnitView>> Run(string code, CancellationToken cancel)
    {
        var reach = current.Where(OrganizationAccess.SeeUnits);
        var unit = await db.Units().AsNoTracking().Within(reach).FirstOrDefaultAsync(u => u.Code == code, cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", code.Length > 24 ? code[..24] : code));
        var codesAbove = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[..^1];
        var above = await db.Units().AsNoTracking().Within(reach).Where(u => codesAbove.Contains(u.Code)).OrderBy(u => u.UnitPath).Select(u => new UnitStep(u.Code, u.Name)).ToListAsync(cancel);
        return new UnitView(unit.Id.Value, unit.Code, unit.Name, unit.Kind, unit.Path, unit.RegionDigits, unit.PublicPhone, unit.Latitude, unit.Longitude, unit.ClosedOn,
            above, current.Rights.May(OrganizationAccess.ManageUnits, unit.Path));
    }
}
