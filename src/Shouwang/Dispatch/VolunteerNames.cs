using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Names of the volunteers that a card speaks of, read once for all of them.</summary>
public sealed class VolunteerNames(ShouwangDb db)
{
    public sealed record Line(string Name, string Number);

    public async Task<IReadOnlyDictionary<VolunteerId, Line>> Run(IReadOnlyCollection<VolunteerId> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        if (wanted.Count == 0) return new Dictionary<VolunteerId, Line>();
        return await db.Volunteers().AsNoTracking().Where(volunteer => wanted.Contains(volunteer.Id)).ToDictionaryAsync(volunteer => volunteer.Id, volunteer => new Line(volunteer.Name, volunteer.Number), cancel);
    }
}
