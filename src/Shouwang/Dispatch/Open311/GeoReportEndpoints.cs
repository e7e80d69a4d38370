using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The door for partners' systems: Open311 GeoReport v2, whole, in XML and JSON, at <c>/open311/v2</c>.</summary>
/// <remarks>https://wiki.open311.org/GeoReport_v2. Reading is public and names nobody; placing needs a key.</remarks>
static class GeoReportEndpoints
{
    private const string Specification = "http://wiki.open311.org/GeoReport_v2";

    // When the answers last changed their form.
    private const string Changeset = "2026-11-24T00:00:00+08:00";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup("/open311/v2").AllowAnonymous().WithMetadata(new OpenToPartners());
        door.MapGet("/discovery.{format}", (string format, HttpContext http, IStringLocalizer words) => Answer(http, format, Discovery(http, words)));
        door.MapGet("/services.{format}", async (string format, HttpContext http, GeoReportServices services) =>
            Answer(http, format, await services.List(Asked(http, "jurisdiction_id"), http.RequestAborted)));
        door.MapGet("/services/{service}.{format}", async (string service, string format, HttpContext http, GeoReportServices services) =>
            Answer(http, format, await services.Definition(service, Asked(http, "jurisdiction_id"), http.RequestAborted)));
        door.MapGet("/requests.{format}", async (string format, HttpContext http, GeoReportRequests requests) =>
            Answer(http, format, await requests.List(Question(http), http.RequestAborted)));
        door.MapGet("/requests/{number}.{format}", async (string number, string format, HttpContext http, GeoReportRequests requests) =>
            Answer(http, format, await requests.One(number, http.RequestAborted)));
        door.MapGet("/tokens/{token}.{format}", async (string token, string format, HttpContext http, GeoReportRequests requests) =>
            Answer(http, format, await requests.Token(token, http.RequestAborted)));
        door.MapPost("/requests.{format}", async (string format, HttpContext http, PlaceFromPartner place, IStringLocalizer words) =>
            Answer(http, format, await Place(http, place, words)));
    }

    private static async Task<Result<GeoReportAnswer>> Place(HttpContext http, PlaceFromPartner place, IStringLocalizer words)
    {
        if (!http.Request.HasFormContentType) return new Refusal("dispatch.open311.not-a-form");
        var placed = await place.Run(await http.Request.ReadFormAsync(http.RequestAborted), Doorstep.Of(http, null), http.RequestAborted);
        return placed.Then(done => new GeoReportAnswer("service_requests", Several.Of("request",
        [
            [new("service_request_id", done.Number), new("service_notice", words["已收到，{0}会安排志愿者。", done.UnitName].Value), new("account_id", null)],
        ])));
    }

    private static Result<GeoReportAnswer> Discovery(HttpContext http, IStringLocalizer words) => new GeoReportAnswer("discovery", new Element[]
    {
        new("changeset", Changeset),
        new("contact", words["密钥由当地实践中心的安全管理员制作。"].Value),
        new("key_service", words["密钥由当地实践中心的安全管理员制作。"].Value),
        new("endpoints", Several.Of("endpoint",
        [
            [
                new("specification", Specification),
                new("url", $"{http.Request.Scheme}://{http.Request.Host}/open311/v2"),
                new("changeset", Changeset),
                new("type", "production"),
                new("formats", new Several("format", ["text/xml", "application/json"])),
            ],
        ])),
    });

    private static GeoReportRequests.Question Question(HttpContext http) => new(
        Asked(http, "service_request_id"), Asked(http, "service_code"), Asked(http, "start_date"), Asked(http, "end_date"), Asked(http, "status"),
        Asked(http, "jurisdiction_id"), Asked(http, "page"), Asked(http, "page_size"));

    private static string? Asked(HttpContext http, string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    // What cannot be answered as asked for is answered in XML, the format that every client of the standard reads.
    private static FileContentHttpResult Answer(HttpContext http, string format, Result<GeoReportAnswer> result)
    {
        if (format is not ("xml" or "json")) result = new Refusal("dispatch.open311.format");
        var answer = result.IsOk ? result.Value : GeoReportRefusals.Of(http, result.Refusals);
        var (contentType, body) = GeoReportText.Write(answer, json: format == "json");
        http.Response.StatusCode = answer.Status;
        return TypedResults.Bytes(body, contentType);
    }
}

/// <summary>A "no" in the words of the standard, also when the house says it: an address that is not there, too many calls, a failure.</summary>
sealed class GeoReportRefusals : IRefusalForm
{
    public bool Covers(PathString path) => path.StartsWithSegments("/open311", StringComparison.Ordinal);

    public async Task Say(HttpContext http, int status, Refusal refusal)
    {
        var (contentType, body) = GeoReportText.Write(GeoReportAnswer.Errors(status, [Words(http, refusal)]), json: http.Request.Path.Value!.EndsWith(".json", StringComparison.Ordinal));
        (http.Response.StatusCode, http.Response.ContentType) = (status, contentType);
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The standard knows three: no key, not found, and everything else; a guesser of keys is told to wait in the way of HTTP.</summary>
    public static GeoReportAnswer Of(HttpContext http, IReadOnlyList<Refusal> refusals)
    {
        Answers.TellWait(http, refusals);
        return GeoReportAnswer.Errors(StatusOf(refusals), refusals.Select(refusal => Words(http, refusal)));
    }

    private static int StatusOf(IReadOnlyList<Refusal> refusals) =>
        refusals.Any(refusal => refusal.IsTooSoon) ? StatusCodes.Status429TooManyRequests
        : refusals.Any(refusal => refusal.IsForbidden) ? StatusCodes.Status403Forbidden
        : refusals.All(refusal => refusal.IsUnknown) ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;

    private static string Words(HttpContext http, Refusal refusal)
    {
        var text = http.RequestServices.GetRequiredService<RefusalTexts>().Of(refusal);
        return refusal.Field is { } field ? $"{field}: {text}" : text;
    }
}
