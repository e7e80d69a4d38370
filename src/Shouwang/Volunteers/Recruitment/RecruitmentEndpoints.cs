using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Recruitment calls for programs.</summary>
static class RecruitmentEndpoints
{
    public sealed record Published(string Code);

    public sealed record Need(string? Skill, int Wanted);

    public sealed record Intake(bool Open);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/api/calls");
        open.MapGet("", async (OpenCalls calls, CancellationToken cancel) => TypedResults.Ok(await calls.Run(cancel))).AllowAnonymous().WithSummary("正在招募的招募令");
        open.MapGet("/{code}", async (string code, OpenCalls calls, HttpContext http, CancellationToken cancel) => (await calls.One(code, cancel)).ToHttp(http)).AllowAnonymous().WithSummary("一份招募令，连同自己的报名状态");
        open.MapPost("/{code}/entries", async (string code, CallRequest request, EnterCall use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, request, byStaff: false, cancel)).ToHttp(http)).AllowAnonymous().WithSummary("报名招募，立即答复录取、候补第几位或改报别处");
        open.MapDelete("/{code}/entries/mine", async (string code, WithdrawFromCall use, CurrentCaller current, HttpContext http, CancellationToken cancel) =>
            (current.Caller.IsVolunteer ? await use.Run(code, null, cancel) : Result<Done>.Refuse([new Refusal("volunteers.caller.forbidden")])).ToHttp(http)).RequireAuthorization().WithSummary("退出自己的报名");
        var desk = routes.MapGroup("/api/recruitment");
        desk.MapGet("", async (bool? all, CallBoard board, CancellationToken cancel) => TypedResults.Ok(await board.Run(all == true, cancel))).Needs(VolunteersAccess.See).WithSummary("范围内的招募令和缺口");
        desk.MapGet("/{code}", async (string code, CallBoard board, HttpContext http, CancellationToken cancel) => (await board.One(code, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("一份招募令和报名的人，电话打码");
        desk.MapPost("", async (NewCall call, PublishCall use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(call, cancel)).Then(code => new Published(code)).ToCreated(http, made => "/api/recruitment/" + made.Code)).Needs(VolunteersAccess.Recruit).WithSummary("发布招募令");
        desk.MapPut("/{code}/need", async (string code, Need need, ChangeCallNeed use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, need.Skill, need.Wanted, cancel)).ToHttp(http)).Needs(VolunteersAccess.Recruit).WithSummary("调整一项技能的需要人数，候补依次递补");
        desk.MapPut("/{code}/intake", async (string code, Intake intake, CloseCall use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, !intake.Open, cancel)).ToHttp(http)).Needs(VolunteersAccess.Recruit).WithSummary("停止或重新招募");
        desk.MapPost("/{code}/entries", async (string code, CallRequest request, EnterCall use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, request, byStaff: true, cancel)).ToHttp(http)).Needs(VolunteersAccess.Recruit).WithSummary("代人报名招募");
        desk.MapDelete("/{code}/entries/{number}", async (string code, string number, WithdrawFromCall use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, number, cancel)).ToHttp(http)).Needs(VolunteersAccess.Recruit).WithSummary("代人退出报名");
    }
}
