using Microsoft.AspNetCore.Http.HttpResults;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Certificates of service for programs, and as paper.</summary>
static class CertificateEndpoints
{
    public sealed record Days(DateOnly? First, DateOnly? Last);

    public sealed record Issued(string Number);

    public sealed record Revocation(string? Reason);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/volunteers/{number}/certificates", async (string number, CertificateDesk desk, HttpContext http, CancellationToken cancel) =>
            (await desk.All(number, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("一名志愿者的服务证明");
        routes.MapPost("/api/volunteers/{number}/certificates", async (string number, Days days, IssueCertificate use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, days.First, days.Last, cancel)).Then(issued => new Issued(issued)).ToCreated(http, issued => $"/api/volunteers/{number}/certificates")).Needs(VolunteersAccess.IssueCertificates).WithSummary("出具服务证明，从某天到某天");
        routes.MapPost("/api/certificates/{number}/revocation", async (string number, Revocation said, RevokeCertificate use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, said.Reason, cancel)).ToHttp(http)).Needs(VolunteersAccess.IssueCertificates).WithSummary("撤销服务证明，写明理由");
        routes.MapGet("/api/my/certificates", async (CertificateDesk desk, HttpContext http, CancellationToken cancel) =>
            (await desk.All(null, cancel)).ToHttp(http)).RequireAuthorization().WithSummary("我的服务证明");
        routes.MapPost("/api/my/certificates", async (Days days, IssueCertificate use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(null, days.First, days.Last, cancel)).Then(issued => new Issued(issued)).ToCreated(http, _ => "/api/my/certificates")).RequireAuthorization().WithSummary("给自己开服务证明");
        routes.MapGet("/api/verification/{code}", async (string code, CertificateBook book, HttpContext http, CancellationToken cancel) =>
            (await book.Check(code, cancel)).ToHttp(http)).AllowAnonymous().WithSummary("查验服务证明：编号连着查验码");
        routes.MapGet("/my/certificates/{certificate}.pdf", (string certificate, PrintCertificate use, HttpContext http, CancellationToken cancel) => Paper(null, certificate, use, http, cancel)).RequireAuthorization();
        routes.MapGet("/volunteers/{number}/certificates/{certificate}.pdf", (string number, string certificate, PrintCertificate use, HttpContext http, CancellationToken cancel) => Paper(number, certificate, use, http, cancel)).Needs(VolunteersAccess.See);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Paper(string? volunteer, string certificate, PrintCertificate use, HttpContext http, CancellationToken cancel)
    {
        var paper = await use.Run(volunteer, certificate, $"{http.Request.Scheme}://{http.Request.Host}", cancel);
        http.Response.Headers.CacheControl = "no-store";
        return paper.IsOk ? TypedResults.File(paper.Value, "application/pdf", certificate + ".pdf") : Answers.Problem(http, paper.Refusals);
    }
}
