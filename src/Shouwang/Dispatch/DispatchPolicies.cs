
namespace Shouwang.Dispatch;

/// <summary>The dispatch policy that holds at a unit: its own, or that of the nearest unit above that has one.</summary>
public sealed class DispatchPolicies(ShouwangDb db)
{
    public async Task<DispatchPolicy> For(string unitPath, CancellationToken cancel)
    {
        var above = Above(unitPath);
        var nearest = await db.DispatchSettings().AsNoTracking().Where(s => above.Contains(s.UnitPath))
            .OrderByDescending(s => s.UnitPath.Length).FirstOrDefaultAsync(cancel);
        return nearest?.Policy ?? DispatchPolicy.Standard;
    }

    /// <summary>The paths of a unit and of all above it, topmost first.</summary>
    public static List<string> Above(string unitPath)
    {
        var paths = new List<string>();
        for (var i = 1; i < unitPath.Length; i++) if (unitPath[i] == '/') paths.Add(unitPath[..(i + 1)]);
        return paths;
    }
}

static class MenuQueries
{
    /// <summary>The service menu that holds at a unit: the items of the units above it.</summary>
    public static IQueryable<MenuItem> MenuFor(this ShouwangDb db, string unitPath)
    {
        var above = DispatchPolicies.Above(unitPath);
        return db.Menu().AsNoTracking().Where(item => above.Contains(item.UnitPath)).OrderBy(item => item.Order).ThenBy(item => item.Code);
    }
}
