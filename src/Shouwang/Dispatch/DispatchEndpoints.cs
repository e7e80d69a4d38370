using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The API of the loop: resources are nouns, each handler one use case. Residents appear masked everywhere but in <c>contact</c>.</summary>
static class DispatchEndpoints
{
    public sealed record StaffAct(int? ExpectedVersion, string? Reason);

    public sealed record Triage(int? ExpectedVersion, Urgency Urgency, DateTimeOffset From, DateTimeOffset DueAt, int PeopleNeeded);

    /// <summary>How people are to be found: <c>Waves</c>, <c>Chosen</c> (with volunteers), <c>Team</c> (with the team) or <c>Claiming</c>.</summary>
    public sealed record Dispatching(int? ExpectedVersion, DispatchMode Mode, IReadOnlyList<Guid>? Volunteers, string? PinReason, Guid? Team);

    /// <summary>A volunteer's act; staff name the volunteer they note it for.</summary>
    public sealed record VolunteerAct(Guid? Volunteer, string? Reason, string? HandOverNote);

    /// <summary>One line of a proposal that is accepted.</summary>
    public sealed record Acceptance(Guid Order, int Version, IReadOnlyList<Guid> People);

    public sealed record NoShow(int? ExpectedVersion, Guid Volunteer);

    public sealed record Given(string? Stars, string? Words, Guid? Volunteer, int? ExpectedVersion);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapPlacing(routes);
        MapResident(routes);
        MapDispatching(routes.MapGroup("/api/orders/{number}").Needs(DispatchAccess.SeeOrders));
        MapServing(routes.MapGroup("/api/orders/{number}").RequireAuthorization());
    }

    private static void MapPlacing(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/orders", async (OrderRequest request, PlaceOrder use, HttpContext http) =>
            (await use.Run(request, SourceOf(request), http.RequestAborted)).ToCreated(http, placed => "/api/orders/" + placed.Number)).Needs(DispatchAccess.PlaceOrders).WithSummary("新建一个需求");
        routes.MapPost("/api/orders/batches", async (HttpRequest request, PlaceBatch use, HttpContext http, bool dryRun = false) =>
            (await use.Run(await Body(request), dryRun, http.RequestAborted)).ToHttp(http)).Needs(DispatchAccess.PlaceOrders).WithMetadata(new RequestSizeLimit()).Accepts<Stream>("text/csv", "*/*").WithSummary("用 CSV 批量新建需求；dryRun=true 只检查");
        routes.MapGet("/api/orders", async ([AsParameters] OrderQuery query, ListOrders list, HttpContext http) =>
            (await list.Run(query, http.RequestAborted)).ToHttp(http)).Needs(DispatchAccess.SeeOrders).WithSummary("范围内的需求，一页一页给");
        routes.MapGet("/api/proposals", async (string? unit, string? lender, string? borrower, int? people, ProposeAll use, HttpContext http) =>
            (await use.Run(unit, lender is not null && borrower is not null ? new Loan(lender, borrower, people ?? 0) : null, http.RequestAborted)).ToHttp(http)).Needs(DispatchAccess.Dispatch).WithSummary("系统拟派：所有等人的单一起统筹；lender、borrower、people 试算借人");
        routes.MapPost("/api/proposals/acceptances", async (IReadOnlyList<Acceptance> rows, AcceptProposal use, HttpContext http) =>
            (await use.Run([.. rows.Select(row => new AcceptedRow(new OrderId(row.Order), row.Version, [.. row.People.Select(who => new VolunteerId(who))]))], "系统拟派", http.RequestAborted)).ToHttp(http)).Needs(DispatchAccess.Dispatch).WithSummary("采纳拟派，一单一单回答");
        routes.MapGet("/api/orders/attention", async (LackingPlaces lacking, ChosenUnit chosen, CancellationToken cancel) =>
            TypedResults.Ok(await lacking.Run(await chosen.Where(DispatchAccess.SeeOrders, cancel), null, cancel))).Needs(DispatchAccess.SeeOrders).WithSummary("接单后条件不再具备的名额：缺什么，志愿者打码");
        routes.MapGet("/api/menu", async (string? unit, ListMenu list, HttpContext http) => (await list.Run(unit, http.RequestAborted)).ToHttp(http)).AllowAnonymous().WithSummary("服务菜单");
    }

    private static void MapResident(IEndpointRouteBuilder routes)
    {
        var tracking = routes.MapGroup("/api/tracking/{code}").AllowAnonymous();
        tracking.MapGet("", async (string code, TrackOrder track, HttpContext http) => (await track.Run(code, http.RequestAborted)).ToHttp(http)).WithSummary("居民凭码查看自己的需求");
        tracking.MapPost("/withdrawal", async (string code, StaffAct act, WithdrawByResident use, HttpContext http) => (await use.Run(code, act.Reason, http.RequestAborted)).ToHttp(http)).WithSummary("居民凭码撤回");
        tracking.MapPost("/reviews", async (string code, Given given, ReviewOrder use, HttpContext http) => (await use.Run(code, given.Stars, given.Words, http.RequestAborted)).ToHttp(http)).WithSummary("居民凭码评价");
    }

    private static void MapDispatching(RouteGroupBuilder order)
    {
        order.MapGet("", async (string number, ListOrders list, HttpContext http) => (await list.One(number, http.RequestAborted)).ToHttp(http)).WithSummary("一个需求");
        order.MapGet("/duplicates", async (string number, OrderNumbers numbers, FindDuplicates use, HttpContext http) => (await use.Run(await numbers.Of(number, http), http.RequestAborted)).ToHttp(http)).WithSummary("可能重复的需求");
        order.MapGet("/candidates", async (string number, int? count, OrderNumbers numbers, FindCandidates use, HttpContext http) => (await use.Run(await numbers.Of(number, http), count ?? 20, http.RequestAborted)).ToHttp(http)).WithSummary("合适的志愿者，按先后，附理由");
        order.MapPost("/contact", async (string number, StaffAct act, OrderNumbers numbers, RevealContact use, HttpContext http) => (await use.Run(await numbers.Of(number, http), act.Reason, http.RequestAborted)).ToHttp(http)).WithSummary("查看居民的联系方式；理由记录在案");
        order.MapPut("/triage", async (string number, Triage said, OrderNumbers numbers, TriageOrder use, HttpContext http) =>
            (await use.Run(await numbers.Of(number, http), said.ExpectedVersion, new TriageDecision(said.Urgency, said.From, said.DueAt, said.PeopleNeeded), http.RequestAborted)).ToHttp(http)).WithSummary("分级：缓急、时间、人数");
        order.MapPost("/offers", Dispatch).WithSummary("派单：分批询问、指定人、交给队伍、开放认领");
        order.MapPost("/no-shows", async (string number, NoShow said, OrderNumbers numbers, ReportNoShow use, HttpContext http) =>
            (await use.Run(await numbers.Of(number, http), said.ExpectedVersion, new VolunteerId(said.Volunteer), http.RequestAborted)).ToHttp(http)).WithSummary("报告志愿者没到");
        MapStaffActs(order);
    }

    private static void MapStaffActs(RouteGroupBuilder order)
    {
        order.MapPost("/escalation", async (string number, StaffAct act, OrderNumbers numbers, EscalateOrder use, HttpContext http) => (await use.Run(await numbers.Of(number, http), act.ExpectedVersion, http.RequestAborted)).ToHttp(http)).WithSummary("上报上一级");
        order.MapPost("/undo", async (string number, StaffAct act, OrderNumbers numbers, UndoLast use, HttpContext http) => (await use.Run(await numbers.Of(number, http), act.ExpectedVersion, http.RequestAborted)).ToHttp(http)).WithSummary("撤销刚才的一步");
        order.MapPost("/completion", async (string number, StaffAct act, OrderNumbers numbers, CompleteWithThose use, HttpContext http) => (await use.Run(await numbers.Of(number, http), act.ExpectedVersion, http.RequestAborted)).ToHttp(http)).WithSummary("就以到场的人办结");
        order.MapPost("/withdrawal", async (string number, StaffAct act, OrderNumbers numbers, WithdrawOrder use, HttpContext http) => (await use.Run(await numbers.Of(number, http), act.ExpectedVersion, act.Reason, http.RequestAborted)).ToHttp(http)).WithSummary("撤回需求，写明理由");
        order.MapPost("/failure", async (string number, StaffAct act, OrderNumbers numbers, FailOrder use, HttpContext http) => (await use.Run(await numbers.Of(number, http), act.ExpectedVersion, act.Reason, http.RequestAborted)).ToHttp(http)).WithSummary("办不了，写明理由");
        order.MapPost("/referral", async (string number, StaffAct act, OrderNumbers numbers, ReferOrder use, HttpContext http) => (await use.Run(await numbers.Of(number, http), act.ExpectedVersion, act.Reason, http.RequestAborted)).ToHttp(http)).WithSummary("转到别处，写明去向");
        order.MapDelete("/exception", async (string number, int? expectedVersion, OrderNumbers numbers, ClearException use, HttpContext http) => (await use.Run(await numbers.Of(number, http), expectedVersion, http.RequestAborted)).ToHttp(http)).WithSummary("异常已处理");
    }

    private static void MapServing(RouteGroupBuilder order)
    {
        order.MapPost("/acceptance", async (string number, VolunteerAct act, OrderNumbers numbers, AcceptOffer use, CurrentCaller who, HttpContext http) => (await use.Run(await numbers.Of(number, http), Me(act.Volunteer, who), http.RequestAborted)).ToHttp(http)).WithSummary("接单");
        order.MapPost("/claims", async (string number, VolunteerAct act, OrderNumbers numbers, ClaimOrder use, CurrentCaller who, HttpContext http) => (await use.Run(await numbers.Of(number, http), Me(act.Volunteer, who), http.RequestAborted)).ToHttp(http)).WithSummary("认领");
        order.MapPost("/declines", async (string number, VolunteerAct act, OrderNumbers numbers, DeclineOffer use, CurrentCaller who, HttpContext http) => (await use.Run(await numbers.Of(number, http), Me(act.Volunteer, who), act.Reason, http.RequestAborted)).ToHttp(http)).WithSummary("去不了");
        order.MapPost("/hand-backs", async (string number, VolunteerAct act, OrderNumbers numbers, HandBackOrder use, CurrentCaller who, HttpContext http) => (await use.Run(await numbers.Of(number, http), Me(act.Volunteer, who), act.Reason, http.RequestAborted)).ToHttp(http)).WithSummary("接了又去不了，退回");
        order.MapPost("/departures", async (string number, VolunteerAct act, OrderNumbers numbers, SetOut use, CurrentCaller who, HttpContext http) => (await use.Run(await numbers.Of(number, http), Me(act.Volunteer, who), http.RequestAborted)).ToHttp(http)).WithSummary("出发");
        order.MapPost("/attendance", async (string number, VolunteerAct act, OrderNumbers numbers, CheckIn use, CurrentCaller who, HttpContext http) => (await use.Run(await numbers.Of(number, http), Me(act.Volunteer, who), http.RequestAborted)).ToHttp(http)).WithSummary("到场签到");
        order.MapPost("/attendance/end", async (string number, VolunteerAct act, OrderNumbers numbers, CheckOut use, CurrentCaller who, HttpContext http) => (await use.Run(await numbers.Of(number, http), Me(act.Volunteer, who), act.HandOverNote, null, http.RequestAborted)).ToHttp(http)).WithSummary("签退，可写交接");
        order.MapPost("/photos", async (string number, OrderNumbers numbers, AddPhotos use, CurrentCaller who, HttpContext http) => (await use.Run(await numbers.Of(number, http), Me(null, who), [await Body(http.Request)], http.RequestAborted)).ToHttp(http))
            .WithMetadata(new RequestSizeLimit()).WithSummary("服务照片一张，作正文（JPEG 或 PNG）；去掉位置信息");
        order.MapPost("/reviews", async (string number, Given given, OrderNumbers numbers, ReviewAsVolunteer own, ReviewOnBehalf resident, CurrentCaller who, HttpContext http) =>
        {
            var id = await numbers.Of(number, http);
            return (who.Caller.IsVolunteer || given.Volunteer is not null
                ? await own.Run(id, Me(given.Volunteer, who), given.Stars, given.Words, http.RequestAborted)
                : await resident.Run(id, given.ExpectedVersion, given.Stars, given.Words, http.RequestAborted)).ToHttp(http);
        }).WithSummary("评价：志愿者评，或代居民评");
    }

    private static async Task<IResult> Dispatch(string number, Dispatching said, OrderNumbers numbers, HttpContext http, DispatchInWaves waves, AskVolunteers ask, GiveToTeam team, OpenForClaiming claiming)
    {
        var (id, cancel) = (await numbers.Of(number, http), http.RequestAborted);
        var result = said.Mode switch
        {
            DispatchMode.Waves => await waves.Run(id, said.ExpectedVersion, cancel),
            DispatchMode.Chosen => await ask.Run(id, said.ExpectedVersion, [.. (said.Volunteers ?? []).Select(v => new VolunteerId(v))], said.PinReason, cancel),
            DispatchMode.Team => await team.Run(id, said.ExpectedVersion, new TeamId(said.Team ?? Guid.Empty), cancel),
            DispatchMode.Claiming => await claiming.Run(id, said.ExpectedVersion, cancel),
            DispatchMode.None => new Refusal("dispatch.place.unknown-word", ("value", said.Mode)).At("mode"),
        };
        return result.ToHttp(http).Result;
    }

    // A volunteer acts for himself, whatever the body says.
    private static VolunteerId Me(Guid? named, CurrentCaller who) => new(who.Caller.IsVolunteer ? who.Actor.Id : named ?? Guid.Empty);

    private static OrderSource SourceOf(OrderRequest request) => request.Source?.ToUpperInvariant() switch
    {
        "CLERK" => OrderSource.Clerk,
        "BUILDINGHEAD" => OrderSource.BuildingHead,
        "HOTLINE" => OrderSource.Hotline,
        _ => OrderSource.Api,
    };

    private static async Task<byte[]> Body(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return bytes.ToArray();
    }

    private sealed class RequestSizeLimit : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => 4 * 1024 * 1024;
    }
}

/// <summary>单号: the id behind the number staff say; an id that is nowhere when there is none, so that the use case answers "unknown".</summary>
public sealed class OrderNumbers(ShouwangDb db)
{
    public Task<OrderId> Of(string number, HttpContext http) => Find(number, http.RequestAborted);

    public async Task<OrderId> Find(string number, CancellationToken cancel)
    {
        var wanted = number.Trim().ToUpperInvariant();
        return await db.Orders().AsNoTracking().Where(order => order.Number == wanted).Select(order => order.Id).FirstOrDefaultAsync(cancel);
    }
}
