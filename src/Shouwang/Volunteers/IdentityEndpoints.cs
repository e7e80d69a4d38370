using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Identity documents for programs: noted, withdrawn, revealed with a reason; otherwise masked.</summary>
static class IdentityEndpoints
{
    public sealed record WantedReason(string? Reason);

    public sealed record ShownIdentity(string Number);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var (staff, mine) = (routes.MapGroup("/api/volunteers/{number}/identity"), routes.MapGroup("/api/my/identity").RequireAuthorization());
        staff.MapGet("", async (string number, IdentityDesk desk, HttpContext http, CancellationToken cancel) => (await desk.Look(number, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("一名志愿者的证件，号码打码");
        staff.MapPut("", async (string number, IdentityRequest request, NoteIdentity use, HttpContext http, CancellationToken cancel) => (await use.Run(number, request, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("经本人同意，代为登记证件");
        staff.MapDelete("", async (string number, ForgetIdentity use, HttpContext http, CancellationToken cancel) => (await use.Run(number, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("本人撤回同意时，证件要删除。");
        staff.MapPost("/number", async (string number, WantedReason why, RevealIdentity use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, why.Reason, cancel)).Then(shown => new ShownIdentity(shown)).ToHttp(http)).Needs(VolunteersAccess.RevealIdentity).WithSummary("查看一个证件号码；理由记录在案");
        mine.MapGet("", async (IdentityDesk desk, HttpContext http, CancellationToken cancel) => (await desk.Look(null, cancel)).ToHttp(http)).WithSummary("我登记的证件，号码打码");
        mine.MapPut("", async (IdentityRequest request, NoteIdentity use, HttpContext http, CancellationToken cancel) => (await use.Run(null, request, cancel)).ToHttp(http)).WithSummary("登记自己的证件");
        mine.MapDelete("", async (ForgetIdentity use, HttpContext http, CancellationToken cancel) => (await use.Run(null, cancel)).ToHttp(http)).WithSummary("撤回同意，删除自己的证件");
    }
}
