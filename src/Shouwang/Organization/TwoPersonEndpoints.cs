using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Requests for a second person, for programs.</summary>
static class TwoPersonEndpoints
{
    public sealed record Why(string? Answer);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/two-person-requests", async (TwoPersonBoard board, CancellationToken cancel) => TypedResults.Ok(await board.Run(cancel)))
            .Needs(OrganizationAccess.SecondPersons).WithSummary("等第二个人复核的事项，和自己发起的");
        routes.MapPut("/api/two-person-requests/{id:guid}/agreement", async (Guid id, AnswerSecondPerson use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(new TwoPersonRequestId(id), agrees: true, null, cancel)).ToHttp(http)).Needs(OrganizationAccess.SecondPersons).WithSummary("复核同意，事项立即办理");
        routes.MapPut("/api/two-person-requests/{id:guid}/refusal", async (Guid id, Why why, AnswerSecondPerson use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(new TwoPersonRequestId(id), agrees: false, why.Answer, cancel)).ToHttp(http)).Needs(OrganizationAccess.SecondPersons).WithSummary("复核不同意，写明原因");
        routes.MapDelete("/api/two-person-requests/{id:guid}", async (Guid id, WithdrawSecondPerson use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(new TwoPersonRequestId(id), cancel)).ToHttp(http)).Needs(OrganizationAccess.SecondPersons).WithSummary("撤回自己发起的复核");
    }
}
