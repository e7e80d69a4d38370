using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Broadcast;

/// <summary>Webhooks for programs.</summary>
static class WebhookEndpoints
{
    public sealed record NewWebhook(string? Partner, string? Unit, string? Address, IReadOnlyList<string>? Types);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/webhooks").Needs(OrganizationAccess.ManageKeys);
        webhooks.MapGet("", async (WebhookBoard board, CancellationToken cancel) => TypedResults.Ok(await board.Run(cancel))).WithSummary("推送；密钥不再显示");
        webhooks.MapPost("", async (NewWebhook wanted, MakeWebhook use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(wanted.Partner, wanted.Unit, wanted.Address, wanted.Types ?? [], cancel)).ToCreated(http, made => $"/api/webhooks/{made.Id}/deliveries")).WithSummary("订阅推送，密钥只显示这一次");
        webhooks.MapPost("/{id:guid}/secret", async (Guid id, ChangeWebhookSecret use, HttpContext http, CancellationToken cancel) => (await use.Run(id, cancel)).ToHttp(http)).WithSummary("更换推送密钥，旧的再用一天");
        webhooks.MapDelete("/{id:guid}", async (Guid id, EndWebhook use, HttpContext http, CancellationToken cancel) => (await use.Run(id, cancel)).ToHttp(http)).WithSummary("停用推送");
        webhooks.MapGet("/{id:guid}/deliveries", async (Guid id, WebhookBoard board, HttpContext http, CancellationToken cancel) => (await board.Log(id, cancel)).ToHttp(http)).WithSummary("推送记录，新的在前");
        webhooks.MapPost("/{id:guid}/deliveries/{delivery:guid}/redelivery", async (Guid id, Guid delivery, RedeliverWebhook use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, delivery, cancel)).ToHttp(http)).WithSummary("再推送一次，编号不变");
    }
}
