using Microsoft.AspNetCore.Mvc;
using Shouwang.Host;
using Shouwang.Ui;

namespace Shouwang.Organization;

/// <summary>Partner keys for programs, and the button that revokes one.</summary>
static class PartnerKeyEndpoints
{
    public sealed record NewKey(string? Partner, string? Unit, PartnerDoor Door, DateOnly? LastDay);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/keys", async (PartnerKeyBoard board, CancellationToken cancel) => TypedResults.Ok(await board.Run(cancel)))
            .Needs(OrganizationAccess.ManageKeys).WithSummary("伙伴密钥；密钥本身不再显示");
        routes.MapPost("/api/keys", async (NewKey key, MakePartnerKey use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(key.Partner, key.Unit, key.Door, key.LastDay, cancel)).ToCreated(http, made => $"/api/keys/{made.Id}"))
            .Needs(OrganizationAccess.ManageKeys).WithSummary("制作一个伙伴密钥，只显示这一次");
        routes.MapDelete("/api/keys/{id:guid}", async (Guid id, RevokePartnerKey use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(new PartnerKeyId(id), cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageKeys).WithSummary("吊销伙伴密钥，立即生效");
        routes.MapPost("/keys/{id:guid}/revocation", Revoke).Needs(OrganizationAccess.ManageKeys);
    }

    /// <summary>The button in a row of the keys' table: a plain form, back to the page it stood on.</summary>
    private static async Task Revoke(Guid id, [FromForm] string? back, RevokePartnerKey use, HttpContext http, CancellationToken cancel)
    {
        var result = await use.Run(new PartnerKeyId(id), cancel);
        Address.SeeOther(http, result.IsOk ? Address.Local(back, "/keys?revoked=1") : "/keys?refused=" + result.Refusal!.Code);
    }
}
