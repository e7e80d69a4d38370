using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>属地: which unit serves a place that another system names.</summary>
public sealed class ServingUnit(ShouwangDb db)
{
    /// <summary>A station further away than this serves somebody else's place.</summary>
    public const int FurthestMetres = 20_000;

    // A little more than the furthest, in degrees; narrows the search before distances are computed.
    private const double Near = 0.3;

    /// <param name="within">Path of the unit whose subtree may be served.</param>
    /// <param name="code">Code of the unit, when the other system knows it.</param>
    /// <param name="place">Where on the map.</param>
    /// <param name="address">The address in words.</param>
    /// <param name="today">Units closed by this day do not serve.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>The code of the unit: the one named, else the nearest station, else the station whose community the address names, else the topmost.</returns>
    public async Task<Result<string>> Run(string within, string? code, GeoPoint? place, string? address, DateOnly today, CancellationToken cancel)
    {
        var units = db.Units().AsNoTracking().Within(new Reach([within])).Where(unit => unit.ClosedOn == null || unit.ClosedOn > today);
        if (!string.IsNullOrWhiteSpace(code))
            return await units.AnyAsync(unit => unit.Code == code.Trim(), cancel) ? code.Trim() : new Refusal("dispatch.open311.address-id").At("address_id");
        var stations = units.Where(unit => unit.Kind == UnitKind.Station);
        if (place is { } here && await stations.AnyAsync(unit => unit.Latitude != null, cancel)) return await Nearest(stations, here, cancel) is { } nearest ? nearest : new Refusal("dispatch.open311.too-far").At("lat");
        if (address is { Length: > 0 } && await Named(stations, address, cancel) is { } named) return named;
        // Everything within reach may have been closed since the key was made.
        return await units.OrderBy(unit => unit.UnitPath).Select(unit => unit.Code).FirstOrDefaultAsync(cancel) is { } topmost ? topmost : new Refusal("dispatch.open311.too-far").At("address_string");
    }

    private static async Task<string?> Nearest(IQueryable<Unit> stations, GeoPoint here, CancellationToken cancel)
    {
        var around = await stations
            .Where(unit => unit.Latitude > here.Latitude - Near && unit.Latitude < here.Latitude + Near && unit.Longitude > here.Longitude - 2 * Near && unit.Longitude < here.Longitude + 2 * Near)
            .Select(unit => new { unit.Code, unit.Latitude, unit.Longitude }).ToListAsync(cancel);
        return around.Select(unit => (unit.Code, Metres: here.MetresTo(new GeoPoint(unit.Latitude!.Value, unit.Longitude!.Value))))
            .Where(unit => unit.Metres <= FurthestMetres).OrderBy(unit => unit.Metres).ThenBy(unit => unit.Code, StringComparer.Ordinal).Select(unit => unit.Code).FirstOrDefault();
    }

    private static async Task<string?> Named(IQueryable<Unit> stations, string address, CancellationToken cancel)
    {
        var names = await stations.Select(unit => new { unit.Code, unit.Name }).ToListAsync(cancel);
        return names.Select(unit => (unit.Code, Area: DivisionNames.Short(unit.Name))).Where(unit => address.Contains(unit.Area, StringComparison.Ordinal))
            .OrderByDescending(unit => unit.Area.Length).Select(unit => unit.Code).FirstOrDefault();
    }
}
