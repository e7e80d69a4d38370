using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The center as its residents meet it: name, phone number, how many stations, what it offers.</summary>
public sealed class PublicHome(ShouwangDb db, ServiceMenu menu)
{
    public sealed record Home(string Code, string Name, string? Phone, string Path, int Stations, IReadOnlyList<ServiceMenu.Line> Menu);

    public sealed record Center(string Code, string Name, string? Phone, string Path);

    /// <summary>The center with that code, else the first of this house; null in an empty house.</summary>
    public Task<Center?> Find(string? code, CancellationToken cancel) => db.Units().AsNoTracking()
        .Where(unit => unit.Kind == UnitKind.Center)
        .OrderByDescending(unit => unit.Code == code).ThenBy(unit => unit.Code)
        .Select(unit => new Center(unit.Code, unit.Name, unit.PublicPhone, unit.UnitPath))
        .FirstOrDefaultAsync(cancel);

    public async Task<Home?> Run(string? code, CancellationToken cancel)
    {
        if (await Find(code, cancel) is not { } center) return null;
        var stations = await db.Units().Within(new Reach([center.Path])).CountAsync(unit => unit.Kind == UnitKind.Station && unit.ClosedOn == null, cancel);
        return new Home(center.Code, center.Name, center.Phone, center.Path, stations, await menu.Offered(center.Path, cancel));
    }

    /// <summary>The public number of a unit, or of the nearest unit above it that has one.</summary>
    public async Task<(string Name, string Phone)?> WhomToCall(string unitPath, CancellationToken cancel)
    {
        var paths = DispatchPolicies.Above(unitPath);
        var lines = await db.Units().AsNoTracking().Where(unit => paths.Contains(unit.UnitPath) && unit.PublicPhone != null)
            .Select(unit => new { unit.Name, unit.PublicPhone, unit.UnitPath }).ToListAsync(cancel);
        return lines.OrderByDescending(line => line.UnitPath.Length).Select(line => ((string, string)?)(line.Name, line.PublicPhone!)).FirstOrDefault();
    }
}
