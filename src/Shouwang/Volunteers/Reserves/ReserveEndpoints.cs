using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Reserves and call-ups for programs.</summary>
static class ReserveEndpoints
{
    public sealed record Wanted(string? Unit, string? Name, ReserveKind Kind, int Strength);

    public sealed record Made(Guid Id);

    public sealed record Started(string Code);

    public sealed record Filled(int Added);

    public sealed record Reply(CallUpReply Answer);

    public sealed record Ending(bool Cancel);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapReserves(routes.MapGroup("/api/reserves"));
        MapCallUps(routes.MapGroup("/api/call-ups"));
        var mine = routes.MapGroup("/api/my/call-ups").RequireAuthorization();
        mine.MapGet("", async (MyCallUps calls, CancellationToken cancel) => TypedResults.Ok(await calls.Run(cancel))).WithSummary("自己被叫到的集结");
        mine.MapPut("/{code}/answer", async (string code, Reply reply, AnswerCallUp use, CurrentCaller current, HttpContext http, CancellationToken cancel) =>
            (current.Caller.IsVolunteer ? await use.Run(code, null, reply.Answer, cancel) : Result<CallUpReplied>.Refuse([new Refusal("volunteers.caller.forbidden")])).ToHttp(http)).WithSummary("答复集结：来，或来不了");
    }

    private static void MapReserves(RouteGroupBuilder reserves)
    {
        reserves.MapGet("", async (int? page, ReserveBoard board, CancellationToken cancel) => TypedResults.Ok((await board.Run(page ?? 1, cancel)).Lines)).Needs(VolunteersAccess.See).WithSummary("范围内的预备队，应有和现有人数");
        reserves.MapGet("/{id:guid}", async (Guid id, int? page, ReserveBoard board, HttpContext http, CancellationToken cancel) => (await board.One(id, page ?? 1, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("一支预备队和名单");
        reserves.MapPost("", async (Wanted wanted, MakeReserve use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(wanted.Unit, wanted.Name, wanted.Kind, wanted.Strength, cancel)).Then(id => new Made(id)).ToCreated(http, made => $"/api/reserves/{made.Id}")).Needs(VolunteersAccess.KeepReserves).WithSummary("组建预备队");
        reserves.MapPut("/{id:guid}", async (Guid id, Wanted wanted, ChangeReserve use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, wanted.Name, wanted.Kind, wanted.Strength, cancel)).ToHttp(http)).Needs(VolunteersAccess.KeepReserves).WithSummary("调整预备队");
        reserves.MapDelete("/{id:guid}", async (Guid id, DissolveReserve use, HttpContext http, CancellationToken cancel) => (await use.Run(id, cancel)).ToHttp(http)).Needs(VolunteersAccess.KeepReserves).WithSummary("撤销预备队");
        reserves.MapPost("/{id:guid}/members", async (Guid id, ReserveFill fill, FillReserve use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, fill, cancel)).Then(added => new Filled(added)).ToHttp(http)).Needs(VolunteersAccess.KeepReserves).WithSummary("编入预备队：按编号、按队伍，或按单位和技能");
        reserves.MapDelete("/{id:guid}/members/{number}", async (Guid id, string number, LeaveReserve use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, number, cancel)).ToHttp(http)).Needs(VolunteersAccess.KeepReserves).WithSummary("移出预备队");
        reserves.MapPost("/{id:guid}/call-ups", async (Guid id, NewCallUp call, StartCallUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, call, cancel)).Then(code => new Started(code)).ToCreated(http, started => "/api/call-ups/" + started.Code)).Needs(VolunteersAccess.CallUp).WithSummary("发起集结，第一批马上发出");
    }

    private static void MapCallUps(RouteGroupBuilder callUps)
    {
        callUps.MapGet("", async ([AsParameters] CallUpQuestion question, int? page, CallUpBoard board, CancellationToken cancel) => TypedResults.Ok((await board.Run(question, page ?? 1, cancel)).Lines)).Needs(VolunteersAccess.See).WithSummary("范围内的集结");
        callUps.MapGet("/{code}", async (string code, CallUpAnswerState? state, int? page, CallUpBoard board, HttpContext http, CancellationToken cancel) =>
            (await board.One(code, state, page ?? 1, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("一次集结和被叫到的人");
        callUps.MapPut("/{code}/answers/{number}", async (string code, string number, Reply reply, AnswerCallUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, number, reply.Answer, cancel)).ToHttp(http)).Needs(VolunteersAccess.CallUp).WithSummary("代人答复集结");
        callUps.MapPost("/{code}/waves", async (string code, ResumeCallUp use, HttpContext http, CancellationToken cancel) => (await use.Run(code, cancel)).ToHttp(http)).Needs(VolunteersAccess.CallUp).WithSummary("再叫一批");
        callUps.MapPut("/{code}/end", async (string code, Ending ending, EndCallUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, ending.Cancel, cancel)).ToHttp(http)).Needs(VolunteersAccess.CallUp).WithSummary("结束或取消集结");
    }
}
