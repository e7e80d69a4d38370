using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Records that are due, and one's own record to take along.</summary>
static class RecordEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/hours/due", async (int? page, RecordsDue due, CancellationToken cancel) => TypedResults.Ok(await due.Run(page ?? 1, cancel)))
            .Needs(VolunteersAccess.See).WithSummary("等待确认的服务记录和最迟记录日（10 个工作日），志愿者打码");
        routes.MapGet("/api/my/record", async (CopyMyRecord copy, HttpContext http, CancellationToken cancel) =>
        {
            http.Response.Headers.CacheControl = "private, no-store";
            http.Response.Headers.ContentDisposition = "attachment; filename=\"volunteer-record.json\"";
            return (await copy.Run(cancel)).ToHttp(http);
        }).RequireAuthorization().WithSummary("自己的全部资料的副本，可以带走");
    }
}
