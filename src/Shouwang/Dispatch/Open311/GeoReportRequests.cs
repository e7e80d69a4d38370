using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The needs that partners placed, as anybody may read them: what and how far, never who, what was said, or a place finer than the community.</summary>
public sealed class GeoReportRequests(ShouwangDb db, GeoReportServices services, IStringLocalizer words, TimeProvider clock)
{
    /// <summary>Most requests in one answer.</summary>
    public const int Most = 1000;

    /// <summary>The words of a question, as they stand in the address.</summary>
    internal sealed record Question(string? Ids, string? Services, string? Start, string? End, string? Status, string? Jurisdiction, string? Page, string? PageSize);

    internal async Task<Result<GeoReportAnswer>> List(Question asked, CancellationToken cancel)
    {
        var found = await Found(asked, cancel);
        if (!found.IsOk) return Result<GeoReportAnswer>.Refuse(found.Refusals);
        var (page, size) = (Number(asked.Page, otherwise: 1, most: 1_000_000), Number(asked.PageSize, otherwise: Most, most: Most));
        var rows = found.Value.OrderByDescending(order => order.PlacedAt).ThenBy(order => order.Number).Skip((page - 1) * size).Take(size);
        return Answer(await Rows(rows).ToListAsync(cancel));
    }

    internal async Task<Result<GeoReportAnswer>> One(string typed, CancellationToken cancel)
    {
        var number = typed.Trim().ToUpperInvariant();
        return await Rows(FromPartners().Where(order => order.Number == number)).ToListAsync(cancel) is { Count: > 0 } rows ? Answer(rows) : Unknown;
    }

    /// <summary>Every request has its number at once; a token is that number.</summary>
    internal async Task<Result<GeoReportAnswer>> Token(string token, CancellationToken cancel)
    {
        var number = token.Trim().ToUpperInvariant();
        if (!await FromPartners().AnyAsync(order => order.Number == number, cancel)) return Unknown;
        return new GeoReportAnswer("service_requests", Several.Of("request", [[new("service_request_id", number), new("token", number)]]));
    }

    private static Refusal Unknown => new Refusal("dispatch.open311.request.unknown").At("service_request_id");

    private IQueryable<ServiceOrder> FromPartners() => db.Orders().AsNoTracking().Where(order => order.Source == OrderSource.Partner);

    private async Task<Result<IQueryable<ServiceOrder>>> Found(Question asked, CancellationToken cancel)
    {
        var orders = FromPartners();
        if (!string.IsNullOrWhiteSpace(asked.Jurisdiction))
        {
            var center = await services.Jurisdiction(asked.Jurisdiction, cancel);
            if (!center.IsOk) return Result<IQueryable<ServiceOrder>>.Refuse(center.Refusals);
            orders = orders.Within(new Reach([center.Value.UnitPath]));
        }
        if (Listed(asked.Ids) is { Count: > 0 } ids) // overrides all other words
        {
            if (ids.Count > Most) return new Refusal("dispatch.open311.too-many", ("most", Most)).At("service_request_id");
            return Result<IQueryable<ServiceOrder>>.Ok(orders.Where(order => ids.Contains(order.Number)));
        }
        return Narrowed(orders, asked, clock.GetUtcNow());
    }

    private static Result<IQueryable<ServiceOrder>> Narrowed(IQueryable<ServiceOrder> orders, Question asked, DateTimeOffset now)
    {
        var span = GeoReportTime.Span(asked.Start, asked.End, now);
        if (!span.IsOk) return Result<IQueryable<ServiceOrder>>.Refuse(span.Refusals);
        var (from, until) = span.Value;
        orders = orders.Where(order => order.PlacedAt >= from && order.PlacedAt <= until);
        if (Listed(asked.Services) is { Count: > 0 } kinds)
        {
            var codes = kinds.Select(kind => kind.ToLowerInvariant()).ToList();
            orders = orders.Where(order => codes.Contains(order.Kind));
        }
        var states = Listed(asked.Status);
        if (states.Except(["OPEN", "CLOSED"]).Any()) return new Refusal("dispatch.open311.status").At("status");
        if (states.Count == 1) orders = states[0] == "OPEN" ? orders.Where(order => OrderStates.Open.Contains(order.State)) : orders.Where(order => !OrderStates.Open.Contains(order.State));
        return Result<IQueryable<ServiceOrder>>.Ok(orders);
    }

    private sealed record Row(string Number, string Kind, string Name, string? EnglishName, OrderState State, DateTimeOffset PlacedAt, DateTimeOffset StateSince, DateTimeOffset DueAt, string UnitCode, string UnitName, double? Latitude, double? Longitude);

    private IQueryable<Row> Rows(IQueryable<ServiceOrder> orders) =>
        from order in orders
        join unit in db.Units() on order.UnitId equals unit.Id
        join item in db.Menu() on order.MenuItemId equals item.Id
        select new Row(order.Number, order.Kind, item.Name, item.EnglishName, order.State, order.PlacedAt, order.StateSince, order.DueAt, unit.Code, unit.Name, unit.Latitude, unit.Longitude);

    private GeoReportAnswer Answer(IEnumerable<Row> rows) => new("service_requests", Several.Of("request", rows.Select(Request)));

    private IReadOnlyList<Element> Request(Row row) =>
    [
        new("service_request_id", row.Number),
        new("status", row.State.IsOpen() ? "open" : "closed"),
        new("status_notes", words[Term.Of(row.State)].Value),
        new("service_name", Host.Texts.IsEnglish && row.EnglishName is { Length: > 0 } english ? english : row.Name),
        new("service_code", row.Kind),
        new("description", null), // may hold what is nobody's business
        new("agency_responsible", row.UnitName),
        new("service_notice", null),
        new("requested_datetime", GeoReportTime.Text(row.PlacedAt)),
        new("updated_datetime", GeoReportTime.Text(row.StateSince)),
        new("expected_datetime", GeoReportTime.Text(row.DueAt)),
        new("address", DivisionNames.Short(row.UnitName)),
        new("address_id", row.UnitCode),
        new("zipcode", null),
        new("lat", row.Latitude),
        new("long", row.Longitude),
        new("media_url", null),
    ];

    private static List<string> Listed(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(word => word.ToUpperInvariant()).Distinct()];

    private static int Number(string? text, int otherwise, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, most) : otherwise;
}
