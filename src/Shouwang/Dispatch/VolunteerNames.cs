using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Names of the volunteers that a card speaks of, read once for all of them.</summary>
public sealed class VolunteerNames(ShouwangDb db, FieldCipher cipher)
{
    public sealed record Line(string Name, string Phone);

    public async Task<IReadOnlyDictionary<VolunteerId, Line>> Run(IReadOnlyCollection<VolunteerId> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        if (wanted.Count == 0) return new Dictionary<VolunteerId, Line>();
        var found = await db.Volunteers().AsNoTracking().Where(volunteer => wanted.Contains(volunteer.Id)).Select(volunteer => new { volunteer.Id, volunteer.Name, volunteer.Phone }).ToListAsync(cancel);
        return found.ToDictionary(volunteer => volunteer.Id, volunteer => new Line(cipher.Open(volunteer.Name, "volunteer.name"), cipher.Open(volunteer.Phone, "volunteer.phone")));
    }
}
