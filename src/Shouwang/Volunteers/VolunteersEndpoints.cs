using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Volunteers, teams and hours for programs: the same use cases as the pages.</summary>
static class VolunteersEndpoints
{
    public sealed record AnswerToSignUp(bool Approve, string? Reason);

    public sealed record NewState(VolunteerState State);

    public sealed record WantedReason(string? Reason);

    public sealed record ShownPhone(string Phone);

    public sealed record NewTeam(string? Unit, Guid? Parent, string? Name, TeamKind Kind, IReadOnlyList<string>? Members, string? Leader);

    public sealed record TeamChange(string? Name, string? Leader);

    public sealed record NewMembers(IReadOnlyList<string>? Members);

    public sealed record Correction(string? Minutes, string? Reason);

    public sealed record DutySwitch(bool On, int? Hours);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapPeople(routes.MapGroup("/api/volunteers"));
        MapTeams(routes.MapGroup("/api/teams"));
        MapHours(routes.MapGroup("/api/hours/{id:guid}").Needs(VolunteersAccess.ManageHours));
        HoursEndpoints.Map(routes);
        MapMine(routes.MapGroup("/api/my").RequireAuthorization());
        routes.MapGet("/volunteers/export.csv", (HttpContext http, VolunteerBoard board, IStringLocalizer words, CancellationToken cancel) =>
            Sheet.Csv(http, "volunteers", Heads(words), board.Export(Question(http.Request.Query), cancel).Select(line => Cells(line, words)), cancel)).Needs(VolunteersAccess.Export);
        routes.MapGet("/volunteers/export.xlsx", (HttpContext http, VolunteerBoard board, IStringLocalizer words, CancellationToken cancel) =>
            Sheet.Xlsx(http, "volunteers", words["志愿者"].Value, Heads(words), board.Export(Question(http.Request.Query), cancel).Select(line => Cells(line, words)), cancel)).Needs(VolunteersAccess.Export);
    }

    private static void MapPeople(RouteGroupBuilder people)
    {
        people.MapPost("", async (SignUpRequest request, SignUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(request, byStaff: false, cancel)).ToCreated(http, signedUp => $"/api/volunteers/{signedUp.Number}")).AllowAnonymous().WithSummary("Sign up as a volunteer; waits for an answer");
        people.MapPost("/register", async (SignUpRequest request, SignUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(request, byStaff: true, cancel)).ToCreated(http, signedUp => $"/api/volunteers/{signedUp.Number}")).Needs(VolunteersAccess.Manage).WithSummary("Enter a volunteer on his behalf; on the register at once");
        people.MapGet("", async ([AsParameters] VolunteerQuestion question, int? page, VolunteerBoard board, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(question, null, page ?? 1, cancel))).Needs(VolunteersAccess.See).WithSummary("Volunteers within reach, phones masked");
        people.MapPost("/find", async (Sought sought, VolunteerBoard board, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(new VolunteerQuestion(), sought.Words, 1, cancel))).Needs(VolunteersAccess.See).WithSummary("Volunteers by a part of the name, the number or a whole phone number");
        people.MapGet("/{number}", async (string number, VolunteerCard card, HttpContext http, CancellationToken cancel) =>
            (await card.Run(number, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("One volunteer with hours and teams, phone masked");
        people.MapPut("/{number}", async (string number, ProfileRequest request, ChangeVolunteer use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, request, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("Change name, skills, languages, availability on his behalf");
        people.MapPost("/{number}/answer", async (string number, AnswerToSignUp answer, AnswerSignUp use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, answer.Approve, answer.Reason, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("Approve or decline a sign-up");
        people.MapPut("/{number}/state", async (string number, NewState state, ChangeVolunteerState use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, state.State, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("Pause, resume or end");
        people.MapPost("/{number}/phone", async (string number, WantedReason why, RevealPhone use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(number, why.Reason, cancel)).Then(phone => new ShownPhone(phone)).ToHttp(http)).Needs(VolunteersAccess.RevealPhone).WithSummary("Show one phone number; the reason becomes a fact");
    }

    private static void MapTeams(RouteGroupBuilder teams)
    {
        teams.MapGet("", async (string? words, bool? dissolved, TeamBoard board, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(words, dissolved == true, cancel))).Needs(VolunteersAccess.See).WithSummary("Teams within reach, in the order of their tree");
        teams.MapGet("/{id:guid}", async (Guid id, TeamBoard board, HttpContext http, CancellationToken cancel) =>
            (await board.One(id, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("One team with its roll");
        teams.MapPost("", async (NewTeam team, MakeTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(team.Unit ?? "", team.Parent, team.Name ?? "", team.Kind, [.. team.Members ?? []], team.Leader, cancel)).ToCreated(http, id => $"/api/teams/{id}"))
            .Needs(VolunteersAccess.ManageTeams).WithSummary("Make a team, or a squad with its people in one go");
        teams.MapPut("/{id:guid}", async (Guid id, TeamChange change, ChangeTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, change.Name ?? "", change.Leader, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageTeams).WithSummary("Another name, another leader");
        teams.MapPost("/{id:guid}/members", async (Guid id, NewMembers joining, JoinTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, [.. joining.Members ?? []], cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageTeams).WithSummary("Put volunteers on the roll");
        teams.MapDelete("/{id:guid}/members/{number}", async (Guid id, string number, LeaveTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, number, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageTeams).WithSummary("Take a volunteer off the roll");
        teams.MapPut("/{id:guid}/dissolution", async (Guid id, DissolveTeam use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageTeams).WithSummary("Dissolve a team; its records stay");
    }

    private static void MapHours(RouteGroupBuilder hours)
    {
        hours.MapPut("/confirmation", async (Guid id, ConfirmHours use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, cancel)).ToHttp(http)).WithSummary("Confirm minutes that the clock had closed");
        hours.MapPut("/correction", async (Guid id, Correction correction, CorrectHours use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, correction.Minutes, correction.Reason, cancel)).ToHttp(http)).WithSummary("Correct the minutes that count, with the reason");
    }

    private static void MapMine(RouteGroupBuilder mine)
    {
        mine.MapPut("/duty", async (DutySwitch duty, SwitchDuty use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(duty.On, duty.Hours, cancel)).ToHttp(http)).WithSummary("Switch on or off duty");
        mine.MapPut("/profile", async (ProfileRequest request, ChangeVolunteer use, CurrentCaller current, HttpContext http, CancellationToken cancel) =>
            (current.Caller.IsVolunteer ? await use.Run(null, request, cancel) : Result<Done>.Refuse([new Refusal("volunteers.caller.forbidden")])).ToHttp(http)).WithSummary("Change one's own skills, languages, availability");
        mine.MapGet("/hours", async (DateOnly? first, DateOnly? last, HoursLedger ledger, CurrentCaller current, TimeProvider clock, HttpContext http, CancellationToken cancel) =>
        {
            var today = LocalTime.Today(clock);
            var period = Period.Days(first ?? new DateOnly(today.Year, 1, 1), last ?? today, LocalTime.Zone);
            var own = new VolunteerId(current.Actor.Id);
            return (current.Caller.IsVolunteer
                ? Result<MyHours>.Ok(new MyHours(await ledger.SumOf(own, period, cancel), await ledger.LinesOf(own, period, cancel)))
                : Result<MyHours>.Refuse([new Refusal("volunteers.caller.forbidden")])).ToHttp(http);
        }).WithSummary("One's own hours in a period (first and last day inclusive)");
    }

    /// <summary>One's own hours: the sums and the lines behind them.</summary>
    public sealed record MyHours(HoursSum Sum, IReadOnlyList<HoursLine> Lines);

    private static VolunteerQuestion Question(IQueryCollection query) => new(
        query["unit"], query["skill"], Enum.TryParse<VolunteerState>(query["state"], out var state) && Enum.IsDefined(state) ? state : null, query["duty"] == "1",
        query["figure"], query["from"], query["until"], query["alone"]);

    private static IEnumerable<string> Heads(IStringLocalizer words) =>
        [words["编号"], words["姓名"], words["手机号"], words["单位编码"], words["单位"], words["技能"], words["状态"], words["在岗"], words["报名时间"]];

    private static IEnumerable<string> Cells(VolunteerLine line, IStringLocalizer words) =>
    [
        line.Number, line.Name, line.Phone, line.UnitCode, line.UnitName, Pages.SkillWords.Of(line.Skills, words), words[Term.Of(line.State)],
        line.OnDuty ? words["是"] : words["否"], LocalTime.Sortable(line.SignedUpAt),
    ];
}
