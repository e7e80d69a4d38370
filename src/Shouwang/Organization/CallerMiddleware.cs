using System.Security.Claims;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Who is behind this request: reads the person's roles anew each time, so that a revoked role is gone at once.</summary>
public sealed class CallerMiddleware(RequestDelegate next)
{
    private const string Password = "/password";

    public async Task InvokeAsync(HttpContext http, CurrentCaller current, Callers callers)
    {
        // Whoever is not logged in acts as an unnamed resident; "the system" is for jobs and commands only.
        current.ActAs(http.User.Identity?.IsAuthenticated == true && await callers.Find(http.User, http.RequestAborted) is { } caller ? caller : Caller.Nobody);
        if (Owed(current.Caller) is var (page, refusal) && http.Request.Path != page && !IsAlwaysAllowed(http.Request.Path) && !(page == Password && http.Request.Path == "/api/password"))
        {
            await SendTo(http, page, refusal);
            return;
        }
        await next(http);
    }

    // In this order: a code, if there is a second factor; a password of one's own; a second factor, if one is asked for.
    private static (string Page, string Refusal)? Owed(Caller caller) =>
        caller.Awaits == LogInStep.SecondFactor ? ("/log-in/second", "organization.second-factor.awaited.forbidden")
        : caller.MustChangePassword ? (Password, "organization.password.must-change.forbidden")
        : caller.Awaits == LogInStep.Enrolment ? ("/second-factor", "organization.second-factor.enrol.forbidden") : null;

    // Whoever still owes one of them may pay it, look at what needs no log-in in the way of files, or leave.
    private static bool IsAlwaysAllowed(PathString path) =>
        path == "/log-out" || path == "/log-in" || path == "/preferences"
        || path.StartsWithSegments("/api/sessions", StringComparison.Ordinal) || path.StartsWithSegments("/health", StringComparison.Ordinal) || Path.HasExtension(path);

    private static Task SendTo(HttpContext http, string page, string refusal)
    {
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return Answers.Refuse(http, new Refusal(refusal));
        http.Response.Redirect(page);
        return Task.CompletedTask;
    }
}

/// <summary>Finds the caller for a session or an account.</summary>
public sealed class Callers(ShouwangDb db, TimeProvider clock, HouseOptions house, IEnumerable<ICallerSource> sources)
{
    public async Task<Caller?> Find(ClaimsPrincipal user, CancellationToken cancel)
    {
        var person = Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var via = user.FindFirstValue(SessionHandler.SessionClaim);
        var kind = Enum.Parse<ActorKind>(user.FindFirstValue(SessionHandler.KindClaim)!);
        if (kind == ActorKind.Staff)
        {
            var staff = await Staff(person, via, cancel);
            return staff is not null && Enum.TryParse<LogInStep>(user.FindFirstValue(SessionHandler.AwaitsClaim), out var step) ? new Caller(staff.Actor, staff.Name, Rights.None) { MustChangePassword = staff.MustChangePassword, Awaits = step } : staff;
        }
        foreach (var source in sources)
            if (source.Kind == kind && await source.Find(person, via, cancel) is { } caller) return caller;
        return null;
    }

    public async Task<Caller?> Staff(Guid id, string? via, CancellationToken cancel)
    {
        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.DisabledAt == null, cancel);
        if (account is null) return null;
        if (account.MustChangePassword) return new Caller(new Actor(ActorKind.Staff, id, Via: via), account.DisplayName, Rights.None) { MustChangePassword = true };
        var (now, holder) = (clock.GetUtcNow(), new AccountId(id));
        var grants = await db.Set<RoleGrant>().AsNoTracking()
            .Where(grant => grant.AccountId == holder && grant.From <= now && (grant.Until == null || grant.Until > now))
            .Select(grant => new HeldRole(grant.Role, grant.UnitPath, grant.Until))
            .ToListAsync(cancel);
        return new Caller(new Actor(ActorKind.Staff, id, Via: via), account.DisplayName, new Rights(grants, house.Access, now, await db.SharesFor(grants, now, cancel)));
    }
}

/// <summary>A room whose people log in (volunteers) says who they are.</summary>
public interface ICallerSource
{
    ActorKind Kind { get; }

    Task<Caller?> Find(Guid person, string? via, CancellationToken cancel);
}
