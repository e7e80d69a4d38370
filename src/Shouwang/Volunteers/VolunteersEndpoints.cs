using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Volunteers, teams and hours for programs: the same use cases as the pages.</summary>
static class VolunteersEndpoints
{
    public sealed record AnswerToSignUp(bool Approve, string? Reason);

    public sealed record NewState(VolunteerState State);

    public sealed record WantedReason(string? Reason);

    public sealed record WantedMerge(string? Kept, string? Merged, string? Reason);

    public sealed record ShownPhone(string Phone);

    public sealed record NewTeam(string? Unit, Guid? Parent, string? Name, TeamKind Kind, IReadOnlyList<string>? Members, string? Leader);

    public sealed record TeamChange(string? Name, string? Leader);

    public sealed record NewMembers(IReadOnlyList<string>? Members);

    public sealed record Correction(string? Minutes, string? Reason, string? Photo);

    public sealed record CorrectionAnswer(bool Agree);

    public sealed record Reasoned(string? Reason);

    public sealed record NewHoursRules(string? Unit, int? CorrectionLimit, string? StarScheme);

    public sealed record DutySwitch(bool On, int? Hours);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapPeople(routes.MapGroup("/api/volunteers"));
        MapTeams(routes.MapGroup("/api/teams"));
        MapHours(routes.MapGroup("/api/hours/{id:guid}").Needs(VolunteersAccess.ManageHours));
        HoursEndpoints.Map(routes);
        MapCorrectionsAndStars(routes);
        CertificateEndpoints.Map(routes);
        BadgeEndpoints.Map(routes);
        IdentityEndpoints.Map(routes);
        ImportEndpoints.Map(routes);
        RecruitmentEndpoints.Map(routes);
        ReserveEndpoints.Map(routes);
        RecordEndpoints.Map(routes);
        ConditionEndpoints.Map(routes);
        ExportEndpoints.Map(routes);
        routes.MapGet("/calendar/{code}.ics", Calendar).AllowAnonymous();
        MapMine(routes.MapGroup("/api/my").RequireAuthorization());
    }

    private static async Task<IResult> Calendar(string code, CalendarFeed feed, IStringLocalizer words, HttpContext http, CancellationToken cancel)
    {
        var calendar = await feed.Run(code, words["守望 · 我的任务"], $"{http.Request.Scheme}://{http.Request.Host}", cancel);
        http.Response.Headers.CacheControl = "private, no-store";
        return calendar.IsOk ? TypedResults.Text(calendar.Value, "text/calendar; charset=utf-8") : Answers.Problem(http, calendar.Refusals);
    }

    private static void MapPeople(RouteGroupBuilder people)
    {
        people.MapPost("", async (SignUpRequest request, SignUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(request, byStaff: false, cancel)).ToCreated(http, signedUp => $"/api/volunteers/{signedUp.Number}")).AllowAnonymous().WithSummary("报名做志愿者，等候答复");
        people.MapPost("/register", async (SignUpRequest request, SignUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(request, byStaff: true, cancel)).ToCreated(http, signedUp => $"/api/volunteers/{signedUp.Number}")).Needs(VolunteersAccess.Manage).WithSummary("代志愿者登记，立即在册");
        people.MapGet("", async ([AsParameters] VolunteerQuestion question, int? page, VolunteerBoard board, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(question, null, page ?? 1, cancel))).Needs(VolunteersAccess.See).WithSummary("范围内的志愿者，电话打码");
        people.MapPost("/find", async (Sought sought, VolunteerBoard board, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(new VolunteerQuestion(), sought.Words, 1, cancel))).Needs(VolunteersAccess.See).WithSummary("按姓名的一部分、编号或完整电话查志愿者");
        people.MapGet("/{number}", async (string number, VolunteerCard card, HttpContext http, CancellationToken cancel) =>
            (await card.Run(number, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("一名志愿者，连同时长和队伍，电话打码");
        people.MapPut("/{number}", async (string number, ProfileRequest request, ChangeVolunteer use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, request, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("代志愿者修改姓名、技能、语言、空闲时间");
        people.MapPost("/{number}/answer", async (string number, AnswerToSignUp answer, AnswerSignUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, answer.Approve, answer.Reason, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("同意或不同意报名");
        people.MapPut("/{number}/state", async (string number, NewState state, ChangeVolunteerState use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, state.State, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("暂停、恢复或退出");
        people.MapGet("/duplicates", async (FindDuplicatePeople find, CancellationToken cancel) => TypedResults.Ok(await find.Run(cancel))).Needs(VolunteersAccess.Manage).WithSummary("可能是同一个人的两份档案");
        people.MapPost("/merges", async (WantedMerge wanted, MergeVolunteers use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(wanted.Kept, wanted.Merged, wanted.Reason, cancel)).ToCreated(http, id => "/api/volunteers/merges/" + id)).Needs(VolunteersAccess.Manage).WithSummary("合并两份档案，写明理由");
        people.MapDelete("/merges/{id:guid}", async (Guid id, UndoMerge use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("拆开一次合并，各归各位");
        people.MapPost("/{number}/phone", async (string number, WantedReason why, RevealPhone use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, why.Reason, cancel)).Then(phone => new ShownPhone(phone)).ToHttp(http)).Needs(VolunteersAccess.RevealPhone).WithSummary("查看一个电话；理由记录在案");
    }

    private static void MapTeams(RouteGroupBuilder teams)
    {
        teams.MapGet("", async (string? words, bool? dissolved, TeamBoard board, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(words, dissolved == true, cancel))).Needs(VolunteersAccess.See).WithSummary("范围内的队伍，按层级排列");
        teams.MapGet("/{id:guid}", async (Guid id, TeamBoard board, HttpContext http, CancellationToken cancel) =>
            (await board.One(id, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("一支队伍和它的名册");
        teams.MapPost("", async (NewTeam team, MakeTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(team.Unit ?? "", team.Parent, team.Name ?? "", team.Kind, [.. team.Members ?? []], team.Leader, cancel)).ToCreated(http, id => $"/api/teams/{id}"))
            .Needs(VolunteersAccess.ManageTeams).WithSummary("建队伍，或连人一起建小队");
        teams.MapPut("/{id:guid}", async (Guid id, TeamChange change, ChangeTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, change.Name ?? "", change.Leader, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageTeams).WithSummary("改名，换队长");
        teams.MapPost("/{id:guid}/members", async (Guid id, NewMembers joining, JoinTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, [.. joining.Members ?? []], cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageTeams).WithSummary("把志愿者编入名册");
        teams.MapDelete("/{id:guid}/members/{number}", async (Guid id, string number, LeaveTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, number, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageTeams).WithSummary("把志愿者移出名册");
        teams.MapPut("/{id:guid}/dissolution", async (Guid id, DissolveTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageTeams).WithSummary("解散队伍，记录保留");
    }

    private static void MapHours(RouteGroupBuilder hours)
    {
        hours.MapPut("/confirmation", async (Guid id, ConfirmHours use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, cancel)).ToHttp(http)).WithSummary("确认系统自动结束的时长");
        hours.MapPut("/correction", async (Guid id, Correction correction, CorrectHours use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, correction.Minutes, correction.Reason, correction.Photo, cancel)).ToHttp(http)).WithSummary("更正计入的时长，写明依据；超过上限的等另一人同意");
    }

    private static void MapCorrectionsAndStars(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/hours/corrections", async (CorrectionBoard board, CancellationToken cancel) => TypedResults.Ok(await board.Run(cancel))).Needs(VolunteersAccess.ManageHours).WithSummary("等人同意的更正");
        routes.MapPost("/api/hours/corrections/{id:guid}/answer", async (Guid id, CorrectionAnswer answer, AnswerCorrection use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, answer.Agree, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageHours).WithSummary("同意或不同意一条更正");
        routes.MapPut("/api/hours/rules", async (NewHoursRules rules, SetHoursRules use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(rules.Unit, rules.CorrectionLimit, rules.StarScheme, cancel)).ToHttp(http)).Needs(VolunteersAccess.SetHoursRules).WithSummary("设置时长规矩：更正上限、星级办法");
        routes.MapPost("/api/volunteers/{number}/stars", async (string number, PutUpStar use, HttpContext http, CancellationToken cancel) => (await use.Run(number, cancel)).ToHttp(http)).Needs(VolunteersAccess.AwardStars).WithSummary("公示达到的星级");
        routes.MapPost("/api/stars/{id:guid}/award", async (Guid id, AwardStar use, HttpContext http, CancellationToken cancel) => (await use.Run(id, cancel)).ToHttp(http)).Needs(VolunteersAccess.AwardStars).WithSummary("公示期满，授予星级");
        routes.MapPost("/api/stars/{id:guid}/withdrawal", async (Guid id, Reasoned said, WithdrawStar use, HttpContext http, CancellationToken cancel) => (await use.Run(id, said.Reason, cancel)).ToHttp(http)).Needs(VolunteersAccess.AwardStars).WithSummary("撤回星级，写明理由");
        routes.MapGet("/api/stars/notices", async (StarNotices notices, CancellationToken cancel) => TypedResults.Ok(await notices.Run(cancel))).AllowAnonymous().WithSummary("公示中的星级，姓名打码");
    }

    private static void MapMine(RouteGroupBuilder mine)
    {
        mine.MapPut("/duty", async (DutySwitch duty, SwitchDuty use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(duty.On, duty.Hours, cancel)).ToHttp(http)).WithSummary("上岗、下岗");
        mine.MapPut("/profile", async (ProfileRequest request, ChangeVolunteer use, CurrentCaller current, HttpContext http, CancellationToken cancel) =>
            (current.Caller.IsVolunteer ? await use.Run(null, request, cancel) : Result<Done>.Refuse([new Refusal("volunteers.caller.forbidden")])).ToHttp(http)).WithSummary("修改自己的技能、语言、空闲时间");
        mine.MapPost("/hours/{id:guid}/corrections", async (Guid id, Correction correction, CorrectHours use, CurrentCaller current, HttpContext http, CancellationToken cancel) =>
            (current.Caller.IsVolunteer ? await use.Run(id, correction.Minutes, correction.Reason, correction.Photo, cancel) : Result<CorrectionState>.Refuse([new Refusal("volunteers.caller.forbidden")])).ToHttp(http)).WithSummary("请工作人员更正自己的一条时长");
        mine.MapGet("/hours", async (DateOnly? first, DateOnly? last, HoursLedger ledger, CurrentCaller current, TimeProvider clock, HttpContext http, CancellationToken cancel) =>
        {
            var today = LocalTime.Today(clock);
            var period = Period.Days(first ?? new DateOnly(today.Year, 1, 1), last ?? today, LocalTime.Zone);
            var own = new VolunteerId(current.Actor.Id);
            return (current.Caller.IsVolunteer
                ? Result<MyHours>.Ok(new MyHours(await ledger.SumOf(own, period, cancel), await ledger.LinesOf(own, period, cancel)))
                : Result<MyHours>.Refuse([new Refusal("volunteers.caller.forbidden")])).ToHttp(http);
        }).WithSummary("自己在一段日子里的时长（含首尾两天）");
    }

    /// <summary>One's own hours: the sums and the lines behind them.</summary>
    public sealed record MyHours(HoursSum Sum, IReadOnlyList<HoursLine> Lines);
}
