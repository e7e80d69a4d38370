using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The teams to which an order of a unit can be given: those of the unit and of all above it.</summary>
public sealed class TeamsFor(ShouwangDb db)
{
    public sealed record Line(TeamId Id, string Name);

    public Task<List<Line>> Run(string unitPath, CancellationToken cancel)
    {
        var above = DispatchPolicies.Above(unitPath);
        return db.Teams().AsNoTracking().Where(team => above.Contains(team.UnitPath) && team.DissolvedAt == null)
            .OrderByDescending(team => team.UnitPath.Length).ThenBy(team => team.Name).Take(100).Select(team => new Line(team.Id, team.Name)).ToListAsync(cancel);
    }
}
