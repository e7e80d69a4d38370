using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Shouwang.Host;
using Shouwang.Ui;

namespace Shouwang.Organization;

/// <summary>Units, accounts, role grants and facts for programs: the same use cases as the pages.</summary>
static class OrganizationEndpoints
{
    public sealed record NewUnit(string? Parent, string? Code, UnitKind? Kind, string? Name, string? Region);

    public sealed record NewName(string? Name);

    public sealed record NewParent(string? Parent);

    public sealed record NewPlace(double? Latitude, double? Longitude, string? PublicPhone);

    public sealed record NewClosing(DateOnly? From);

    public sealed record NewAccount(string? Name, string? DisplayName, string? Unit);

    public sealed record NewGrant(Guid Account, Role Role, string? Unit, DateOnly? LastDay, string? Reason);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapUnits(routes);
        MapAccounts(routes);
        routes.MapGet("/api/role-grants", async (RoleBoard board, string? unit, Guid? account, Role? role, bool? over, int? page, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(new RoleQuestion(unit, WithBelow: true, account, role, over == true), page ?? 1, cancel))).Needs(OrganizationAccess.GrantRoles).WithSummary("授予的角色");
        routes.MapPost("/api/role-grants", async (NewGrant grant, GrantRole use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(new WantedGrant(grant.Account, grant.Role, grant.Unit ?? "", grant.LastDay), grant.Reason, cancel))
                .ToCreated(http, outcome => outcome.Grant is { } id ? $"/api/role-grants/{id}" : $"/api/two-person-requests/{outcome.Request}"))
            .Needs(OrganizationAccess.GrantRoles).WithSummary("给账号授予角色，可定最后一天；管理岗位和中心一级的角色等第二个人复核");
        routes.MapDelete("/api/role-grants/{id:guid}", async (Guid id, RevokeRole use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(new RoleGrantId(id), cancel)).ToHttp(http)).Needs(OrganizationAccess.GrantRoles).WithSummary("收回角色，立即生效");
        routes.MapPost("/roles/{id:guid}/end", EndRole).Needs(OrganizationAccess.GrantRoles);
        MapFacts(routes);
        routes.MapPost("/console/find.json", async (Sought sought, FindAnything find, CancellationToken cancel) =>
            TypedResults.Ok((await find.Run(sought.Words, cancel)).Select(found => new { title = found.Title, hint = found.Hint, url = found.Address }))).RequireAuthorization();
    }

    /// <summary>The button in a row of the roles' table: a plain form, back to the page it stood on.</summary>
    private static async Task EndRole(Guid id, [FromForm] string? back, RevokeRole use, HttpContext http, CancellationToken cancel)
    {
        var result = await use.Run(new RoleGrantId(id), cancel);
        Address.SeeOther(http, result.IsOk ? Address.Local(back, "/roles?saved=1") : "/roles?refused=" + result.Refusal!.Code);
    }

    private static void MapUnits(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/units", async (UnitTree tree, string? parent, string? q, UnitKind? kind, bool? closed, int? page, CancellationToken cancel) =>
            TypedResults.Ok(await tree.Run(parent, q, kind, closed == true, page ?? 1, cancel))).Needs(OrganizationAccess.SeeUnits).WithSummary("单位：按上级、名称、层级查，一页一页给");
        routes.MapGet("/api/units/{code}", async (string code, UnitDetails details, HttpContext http, CancellationToken cancel) =>
            (await details.Run(code, cancel)).ToHttp(http)).Needs(OrganizationAccess.SeeUnits).WithSummary("一个单位");
        routes.MapPost("/api/units", async (NewUnit unit, OpenUnit use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(unit.Parent, unit.Code, unit.Kind, unit.Name, unit.Region, cancel)).ToCreated(http, code => $"/api/units/{code}")).Needs(OrganizationAccess.ManageUnits).WithSummary("新增一个单位");
        routes.MapPut("/api/units/{code}/name", async (string code, NewName change, RenameUnit use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, change.Name, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageUnits).WithSummary("给单位改名");
        routes.MapPut("/api/units/{code}/parent", async (string code, NewParent change, MoveUnit use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, change.Parent, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageUnits).WithSummary("把单位移到另一个上级");
        routes.MapPut("/api/units/{code}/place", PlaceUnit).Needs(OrganizationAccess.ManageUnits).WithSummary("单位在地图上的位置和公开电话");
        routes.MapPut("/api/units/{code}/closing", async (string code, NewClosing change, CloseUnit use, TimeProvider clock, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, change.From ?? LocalTime.Today(clock), cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageUnits).WithSummary("从某天起关闭单位");
        routes.MapDelete("/api/units/{code}/closing", async (string code, ReopenUnit use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(code, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageUnits).WithSummary("取消关闭");
    }

    private static async Task<Results<Ok<Done>, ProblemHttpResult>> PlaceUnit(string code, NewPlace change, LocateUnit use, HttpContext http, CancellationToken cancel)
    {
        if (change.Latitude is null != change.Longitude is null) return Answers.Problem(http, [new Refusal("organization.unit.half-a-place").At("latitude")]);
        return (await use.Run(code, change is { Latitude: { } lat, Longitude: { } lon } ? new GeoPoint(lat, lon) : null, change.PublicPhone, cancel)).ToHttp(http);
    }

    private static void MapAccounts(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/accounts", async (AccountBoard board, bool? disabled, int? page, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(null, disabled == true, page ?? 1, cancel))).Needs(OrganizationAccess.ManageAccounts).WithSummary("账号，一页一页给");
        routes.MapPost("/api/accounts/find", async (Sought sought, AccountBoard board, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(sought.Words, withDisabled: true, 1, cancel))).Needs(OrganizationAccess.ManageAccounts).WithSummary("按登录名或姓名查账号；词写在正文里，不写在地址里");
        routes.MapPost("/api/accounts", async (NewAccount account, OpenAccount use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(account.Name, account.DisplayName, account.Unit, cancel)).ToCreated(http, opened => $"/api/accounts/{opened.Id}")).Needs(OrganizationAccess.ManageAccounts).WithSummary("开一个账号，给一次性密码");
        routes.MapGet("/api/accounts/{id:guid}", async (Guid id, AccountBoard board, HttpContext http, CancellationToken cancel) =>
            (await board.One(id, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageAccounts).WithSummary("一个账号和它的角色");
        routes.MapPost("/api/accounts/{id:guid}/passwords", async (Guid id, ResetPassword use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageAccounts).WithSummary("重置密码，给一次性密码");
        routes.MapPut("/api/accounts/{id:guid}/disabling", async (Guid id, DisableAccount use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, disabled: true, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageAccounts).WithSummary("停用账号，立即生效");
        routes.MapDelete("/api/accounts/{id:guid}/disabling", async (Guid id, DisableAccount use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, disabled: false, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageAccounts).WithSummary("恢复账号");
        routes.MapDelete("/api/accounts/{id:guid}/sessions", async (Guid id, EndSessions use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(id, cancel)).ToHttp(http)).Needs(OrganizationAccess.ManageAccounts).WithSummary("让这个账号在所有设备上退出");
    }

    private static void MapFacts(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/facts", async ([AsParameters] FactQuestion question, FactBook book, CancellationToken cancel) =>
        {
            var page = await book.Run(question, cancel);
            return TypedResults.Ok(new { facts = page.Facts, older = page.Older });
        }).Needs(OrganizationAccess.ReadFacts).WithSummary("记录在案的经过，从新到旧");
        routes.MapGet("/facts.csv", async ([AsParameters] FactQuestion question, FactBook book, IStringLocalizer words, HttpContext http, CancellationToken cancel) =>
        {
            http.Response.ContentType = "text/csv; charset=utf-8";
            http.Response.Headers.ContentDisposition = "attachment; filename=facts.csv";
            await foreach (var row in book.Export(question, words, cancel)) await http.Response.WriteAsync(row, cancel);
        }).Needs(OrganizationAccess.ReadFacts);
    }
}
