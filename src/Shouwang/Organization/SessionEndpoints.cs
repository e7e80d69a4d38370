using Microsoft.AspNetCore.Http.HttpResults;
using Shouwang.Host;
using Shouwang.Ui;

namespace Shouwang.Organization;

/// <summary>Log-in and log-out, for programs and for the console's button.</summary>
static class SessionEndpoints
{
    /// <param name="Name">登录名.</param>
    /// <param name="Password">密码.</param>
    /// <param name="Device">A secret of the program's own, at least 40 characters, the same each time: after one log-in its tries are counted by themselves.</param>
    public sealed record Credentials(string? Name, string? Password, string? Device = null);

    /// <param name="Code">Code of the authenticator, or a recovery code.</param>
    /// <param name="Device">As at the log-in.</param>
    public sealed record ShownCode(string? Code, string? Device = null);

    public sealed record PassedFactor(bool MustChangePassword);

    public sealed record PasswordChange(string? Old, string? Fresh);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/sessions", Open).AllowAnonymous().WithSummary("用登录名和密码登录，得到令牌");
        routes.MapPost("/api/sessions/current/second-factor", Pass).RequireAuthorization().WithSummary("第二验证：动态码或恢复码");
        routes.MapDelete("/api/sessions/current", End).RequireAuthorization().WithSummary("退出");
        routes.MapPut("/api/password", Change).RequireAuthorization().WithSummary("修改自己的密码");
        routes.MapPost("/log-out", Leave).RequireAuthorization();
        routes.MapGet("/console", Start).RequireAuthorization();
    }

    private static async Task<Results<Created<LoggedIn>, ProblemHttpResult>> Open(Credentials who, LogIn logIn, HttpContext http, CancellationToken cancel) =>
        (await logIn.Run(who.Name, who.Password, Doorstep.Of(http, who.Device), cancel)).ToCreated(http, _ => "/api/sessions/current");

    private static async Task<Results<Ok<PassedFactor>, ProblemHttpResult>> Pass(ShownCode shown, PassSecondFactor pass, HttpContext http, CancellationToken cancel) =>
        (await pass.Run(shown.Code, Doorstep.Of(http, shown.Device), cancel)).Then(change => new PassedFactor(change)).ToHttp(http);

    private static async Task<Results<Ok<Done>, ProblemHttpResult>> End(LogOut logOut, HttpContext http, CancellationToken cancel) => (await logOut.Run(cancel)).ToHttp(http);

    private static async Task<Results<Ok<LoggedIn>, ProblemHttpResult>> Change(PasswordChange change, ChangePassword changePassword, HttpContext http, CancellationToken cancel) =>
        (await changePassword.Run(change.Old, change.Fresh, cancel)).Then(token => new LoggedIn(token, MustChangePassword: false)).ToHttp(http);

    private static async Task Leave(LogOut logOut, HttpContext http, CancellationToken cancel)
    {
        await logOut.Run(cancel);
        Sessions.TakeCookie(http);
        Address.SeeOther(http, "/log-in");
    }

    /// <summary>Where a member of staff starts: the first entry of his menu.</summary>
    private static RedirectHttpResult Start(CurrentCaller current) => TypedResults.Redirect(
        Rooms.All.SelectMany(room => room.Menu).Where(entry => current.Rights.MayAnywhere(entry.Permission)).OrderBy(entry => entry.Order).FirstOrDefault()?.Address ?? "/settings");
}
