using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>附近站点: the institutes and stations of a center as a resident looks for them: by street, by words, or by distance.</summary>
public sealed class StationsNear(ShouwangDb db)
{
    /// <summary>More than a resident reads on a phone; then words narrow it down.</summary>
    public const int Most = 400;

    public sealed record Station
    {
        public required string Code { get; init; }
        public required string Name { get; init; }

        /// <summary>Name of the street's institute.</summary>
        public required string Street { get; init; }
        public required UnitKind Kind { get; init; }
        public string? Phone { get; init; }
        public double? Latitude { get; init; }
        public double? Longitude { get; init; }
        public required string Path { get; init; }

        /// <summary>Metres from the place asked about, when both are known.</summary>
        public int? Metres { get; init; }
    }

    /// <param name="center">Path of the center.</param>
    /// <param name="words">Part of the name of a station or street, or null.</param>
    /// <param name="here">Where the resident is; then the nearest come first.</param>
    /// <param name="today">Closed units are left out.</param>
    /// <param name="cancel"/>
    public async Task<IReadOnlyList<Station>> Run(string center, string? words, GeoPoint? here, DateOnly today, CancellationToken cancel)
    {
        var rows = Rows(new Reach([center]), today);
        if (!string.IsNullOrWhiteSpace(words)) rows = rows.Where(station => station.Name.Contains(words.Trim()) || station.Street.Contains(words.Trim()));
        var found = await rows.OrderBy(station => station.Path).Take(Most).ToListAsync(cancel);
        if (here is not { } from) return found;
        return [.. found.Select(station => station with { Metres = Metres(from, station) }).OrderBy(station => station.Metres ?? int.MaxValue)];
    }

    /// <summary>The stations within reach, for choosing one in a form.</summary>
    public Task<List<Station>> In(Reach reach, DateOnly today, CancellationToken cancel) =>
        Rows(reach, today).Where(station => station.Kind == UnitKind.Station).OrderBy(station => station.Path).Take(Most).ToListAsync(cancel);

    private IQueryable<Station> Rows(Reach reach, DateOnly today) =>
        from unit in db.Units().AsNoTracking().Within(reach)
        where (unit.Kind == UnitKind.Station || unit.Kind == UnitKind.Institute) && (unit.ClosedOn == null || unit.ClosedOn > today)
        join above in db.Units() on unit.ParentId equals above.Id
        select new Station
        {
            Code = unit.Code, Name = unit.Name, Street = unit.Kind == UnitKind.Institute ? unit.Name : above.Name, Kind = unit.Kind,
            Phone = unit.PublicPhone, Latitude = unit.Latitude, Longitude = unit.Longitude, Path = unit.UnitPath,
        };

    private static int? Metres(GeoPoint from, Station station) =>
        station is { Latitude: { } latitude, Longitude: { } longitude } ? (int)from.MetresTo(new GeoPoint(latitude, longitude)) : null;
}
