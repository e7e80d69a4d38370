using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>What decides which services somebody may give, for programs: birth date, guardian's consent, agreements, insurance.</summary>
static class ConditionEndpoints
{
    public sealed record Birth(DateOnly? BirthDate);

    public sealed record Reasoned(string? Reason);

    public sealed record Signing(Guid Text, bool Agrees);

    public sealed record NewText(string? Unit, string? Kind, string? Text);

    public sealed record NewPolicy(string? Unit, string? Insurer, string? Number, DateOnly? From, DateOnly? Until, bool CoversEverybody);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapPeople(routes.MapGroup("/api/volunteers/{number}"));
        MapMine(routes.MapGroup("/api/my/conditions").RequireAuthorization());
        MapAgreements(routes.MapGroup("/api/agreements").Needs(VolunteersAccess.ManageAgreements));
        MapPolicies(routes.MapGroup("/api/insurance"));
    }

    private static void MapPeople(RouteGroupBuilder person)
    {
        person.MapGet("/conditions", async (string number, ConditionDesk desk, HttpContext http, CancellationToken cancel) => (await desk.Look(number, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("一名志愿者的服务资格：年龄、监护人同意、协议、保险");
        person.MapPut("/birth-date", async (string number, Birth birth, NoteBirth use, HttpContext http, CancellationToken cancel) => (await use.Run(number, birth.BirthDate, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("代志愿者登记出生日期");
        person.MapPut("/minor-basis", async (string number, MinorBasisRequest request, NoteMinorBasis use, HttpContext http, CancellationToken cancel) => (await use.Run(number, request, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("登记监护人同意，或以自己的劳动收入为主要生活来源");
        person.MapPost("/minor-basis/withdrawal", async (string number, Reasoned said, WithdrawMinorBasis use, HttpContext http, CancellationToken cancel) => (await use.Run(number, said.Reason, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("监护人撤回同意");
        person.MapPost("/guardian", async (string number, Reasoned said, RevealGuardian use, HttpContext http, CancellationToken cancel) => (await use.Run(number, said.Reason, cancel)).ToHttp(http)).Needs(VolunteersAccess.RevealPhone).WithSummary("查看监护人的姓名和电话；理由记录在案");
        person.MapPost("/agreements", async (string number, Signing signing, SignAgreement use, HttpContext http, CancellationToken cancel) => (await use.Run(number, signing.Text, signing.Agrees, cancel)).ToHttp(http)).Needs(VolunteersAccess.Manage).WithSummary("登记志愿者在纸上签的协议");
    }

    private static void MapMine(RouteGroupBuilder mine)
    {
        mine.MapGet("", async (ConditionDesk desk, HttpContext http, CancellationToken cancel) => (await desk.Look(null, cancel)).ToHttp(http)).WithSummary("我的服务资格");
        mine.MapPut("/birth-date", async (Birth birth, NoteBirth use, HttpContext http, CancellationToken cancel) => (await use.Run(null, birth.BirthDate, cancel)).ToHttp(http)).WithSummary("登记自己的出生日期");
        mine.MapPost("/agreements", async (Signing signing, SignAgreement use, HttpContext http, CancellationToken cancel) => (await use.Run(null, signing.Text, signing.Agrees, cancel)).ToHttp(http)).WithSummary("签协议");
    }

    private static void MapAgreements(RouteGroupBuilder texts)
    {
        texts.MapGet("", async (int? page, AgreementBoard board, CancellationToken cancel) => TypedResults.Ok((await board.Run(Math.Max(1, page ?? 1), cancel)).Rows)).WithSummary("协议文本，新的在前");
        texts.MapPost("", async (NewText text, PublishAgreement use, HttpContext http, CancellationToken cancel) => (await use.Run(text.Unit, text.Kind, text.Text, cancel)).ToCreated(http, id => "/api/agreements/" + id)).WithSummary("发布协议文本的新一版");
        texts.MapDelete("/{id:guid}", async (Guid id, EndAgreement use, HttpContext http, CancellationToken cancel) => (await use.Run(id, cancel)).ToHttp(http)).WithSummary("停用协议文本");
    }

    private static void MapPolicies(RouteGroupBuilder policies)
    {
        policies.MapGet("", async (int? page, PolicyBoard board, CancellationToken cancel) => TypedResults.Ok((await board.Run(Math.Max(1, page ?? 1), cancel)).Rows)).Needs(VolunteersAccess.See).WithSummary("保单");
        policies.MapPost("", async (NewPolicy policy, EnterPolicy use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(policy.Unit, new PolicyTerms(policy.Insurer, policy.Number, policy.From, policy.Until, policy.CoversEverybody), cancel)).ToCreated(http, id => "/api/insurance/" + id)).Needs(VolunteersAccess.ManageInsurance).WithSummary("登记保单");
        policies.MapPost("/{id:guid}/end", async (Guid id, Reasoned said, EndPolicy use, HttpContext http, CancellationToken cancel) => (await use.Run(id, said.Reason, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageInsurance).WithSummary("终止保单，写明原因");
        policies.MapPut("/{id:guid}/volunteers/{number}", async (Guid id, string number, CoverVolunteer use, HttpContext http, CancellationToken cancel) => (await use.Run(id, number, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageInsurance).WithSummary("把志愿者列入保单");
        policies.MapDelete("/{id:guid}/volunteers/{number}", async (Guid id, string number, UncoverVolunteer use, HttpContext http, CancellationToken cancel) => (await use.Run(id, number, cancel)).ToHttp(http)).Needs(VolunteersAccess.ManageInsurance).WithSummary("把志愿者移出保单");
    }
}
