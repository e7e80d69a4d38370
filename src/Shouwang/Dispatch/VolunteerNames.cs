using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Names of the volunteers that a card speaks of, read once for all of them.</summary>
public sealed class VolunteerNames(ShouwangDb db)
{
    public sealed record Line(string Name, string Number, string Unit);

    public async Task<IReadOnlyDictionary<VolunteerId, Line>> Run(IReadOnlyCollection<VolunteerId> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        if (wanted.Count == 0) return new Dictionary<VolunteerId, Line>();
        return await (
            from volunteer in db.Volunteers().AsNoTracking()
            where wanted.Contains(volunteer.Id)
            join unit in db.Set<Organization.Unit>() on volunteer.UnitId equals unit.Id
            select new { volunteer.Id, Line = new Line(volunteer.Name, volunteer.Number, unit.Name) }).ToDictionaryAsync(found => found.Id, found => found.Line, cancel);
    }
}
