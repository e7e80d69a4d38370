using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Badges to take along, and what is needed to check them: keys, issuer, status.</summary>
static class BadgeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/my/certificates/{certificate}.jwt", (string certificate, Badges use, HttpContext http, CancellationToken cancel) => Badge(null, certificate, use, http, cancel)).RequireAuthorization();
        routes.MapGet("/volunteers/{number}/certificates/{certificate}.jwt", (string number, string certificate, Badges use, HttpContext http, CancellationToken cancel) => Badge(number, certificate, use, http, cancel)).Needs(VolunteersAccess.See);
        routes.MapGet("/api/badges/{code}/status", async (string code, Badges use, HttpContext http, CancellationToken cancel) => (await use.Status(code, Root(http), cancel)).ToHttp(http)).AllowAnonymous().WithSummary("数字证明是否还有效");
        routes.MapGet("/.well-known/jwks.json", async (Badges use, HttpContext http, CancellationToken cancel) => TypedResults.Json(await use.Keys(Root(http), cancel), contentType: "application/jwk-set+json")).AllowAnonymous();
        routes.MapGet("/badges/keys/{id}", async Task<Results<JsonHttpResult<System.Text.Json.Nodes.JsonObject>, NotFound>> (string id, Badges use, HttpContext http, CancellationToken cancel) =>
            await use.Key(id, Root(http), cancel) is { } key ? TypedResults.Json(key, contentType: "application/jwk+json") : TypedResults.NotFound()).AllowAnonymous();
        routes.MapGet("/badges/issuer", async (ShouwangDb db, IStringLocalizer words, HttpContext http, CancellationToken cancel) =>
            TypedResults.Json(Badges.Issuer(Root(http), await db.Units().Where(unit => unit.ParentId == null).OrderBy(unit => unit.UnitPath).Select(unit => unit.Name).FirstOrDefaultAsync(cancel) ?? words["守望"]))).AllowAnonymous();
        routes.MapGet("/badges/service", (HttpContext http) => TypedResults.Json(Badges.Achievement(Root(http)))).AllowAnonymous();
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Badge(string? volunteer, string certificate, Badges use, HttpContext http, CancellationToken cancel)
    {
        var badge = await use.Run(volunteer, certificate, Root(http), cancel);
        http.Response.Headers.CacheControl = "no-store";
        return badge.IsOk ? TypedResults.File(System.Text.Encoding.ASCII.GetBytes(badge.Value), "application/vc+jwt", certificate + ".jwt") : Answers.Problem(http, badge.Refusals);
    }

    private static string Root(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";
}
