using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>What units share, for programs.</summary>
static class ShareEndpoints
{
    public sealed record NewShare(string? From, string? To, SharedThing Thing, ShareTier Tier, DateOnly? LastDay, string? Why);

    public sealed record Answer(bool Accept);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/shares", async (ShareBoard board, CancellationToken cancel) => TypedResults.Ok(await board.Run(cancel))).Needs(OrganizationAccess.SeeShares).WithSummary("单位之间的共享：谁让谁看什么、做什么，从几时起，为什么");
        routes.MapPost("/api/shares", async (NewShare share, ProposeShare use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(share.From, share.To, share.Thing, share.Tier, share.LastDay, share.Why, cancel)).ToCreated(http, id => $"/api/shares/{id}")).Needs(OrganizationAccess.ManageShares).WithSummary("提出共享：给出的一方是提供，得到的一方是请求");
        routes.MapPost("/api/shares/{id:guid}/answer", async (Guid id, Answer answer, AnswerShare use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, answer.Accept, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageShares).WithSummary("答复共享：接受或谢绝");
        routes.MapDelete("/api/shares/{id:guid}", async (Guid id, EndShare use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageShares).WithSummary("结束共享，立即生效；哪一方都可以");
    }
}
