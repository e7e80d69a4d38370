using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>会话: one log-in of a member of staff or a volunteer. Ending it takes effect with the next request.</summary>
public sealed class Session
{
    public Guid Id { get; init; }

    /// <summary>Keyed hash of the token; the token itself is only in the browser.</summary>
    public required string TokenHash { get; init; }
    public ActorKind Kind { get; init; }
    public Guid PersonId { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What it still waits for after the password; null when it is open.</summary>
    public LogInStep? Awaits { get; set; }
}

/// <summary>Opens and ends sessions, and tells who is behind a token.</summary>
public sealed class Sessions(ShouwangDb db, FieldCipher cipher, IdSource ids, TimeProvider clock)
{
    public const string Scheme = "Session", Cookie = "shouwang", Purpose = "session";

    // Staff log in every working day; a volunteer's phone keeps its log-in, because a password check at a gate would cost minutes.
    private static readonly TimeSpan StaffSession = TimeSpan.FromHours(12), VolunteerSession = TimeSpan.FromDays(90);

    /// <summary>A new session; the answer is its token.</summary>
    public string Open(ActorKind kind, Guid person, LogInStep? awaits = null)
    {
        var token = FieldCipher.NewCode(40);
        var now = clock.GetUtcNow();
        db.Set<Session>().Add(new Session
        {
            Id = ids.NewGuid(),
            TokenHash = cipher.Hash(token, Purpose),
            Kind = kind,
            PersonId = person,
            Awaits = awaits,
            OpenedAt = now,
            ExpiresAt = now + (kind == ActorKind.Staff ? StaffSession : VolunteerSession),
        });
        return token;
    }

    public Task<Session?> Find(string token, CancellationToken cancel)
    {
        var (hash, now) = (cipher.Hash(token, Purpose), clock.GetUtcNow());
        return db.Set<Session>().AsNoTracking().FirstOrDefaultAsync(s => s.TokenHash == hash && s.EndedAt == null && s.ExpiresAt > now, cancel);
    }

    public Task<bool> IsOpen(Guid session, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.Set<Session>().AnyAsync(s => s.Id == session && s.EndedAt == null && s.ExpiresAt > now, cancel);
    }

    /// <summary>Ends one session, or all of a person's.</summary>
    public Task<int> End(Guid person, Guid? session, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.Set<Session>()
            .Where(s => s.PersonId == person && s.EndedAt == null && (session == null || s.Id == session))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);
    }

    /// <summary>The session has shown what it waited for.</summary>
    public Task<int> GoOn(Guid session, CancellationToken cancel) =>
        db.Set<Session>().Where(s => s.Id == session && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.Awaits, (LogInStep?)null), cancel);

    /// <summary>Ends all of a person's but this one.</summary>
    public Task<int> EndOthers(Guid person, Guid session, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.Set<Session>().Where(s => s.PersonId == person && s.EndedAt == null && s.Id != session).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);
    }

    /// <summary>Takes the cookie back from the browser.</summary>
    public static void TakeCookie(HttpContext http) => http.Response.Cookies.Delete(Cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });

    /// <summary>The cookie that carries the token: not readable by script, not sent by foreign sites.</summary>
    public static void GiveCookie(HttpContext http, string token) => http.Response.Cookies.Append(Cookie, token, new CookieOptions
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        MaxAge = VolunteerSession,
    });
}

/// <summary>Reads the session token from the cookie or, for programs, from the bearer header.</summary>
sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SessionClaim = "session", KindClaim = "kind", AwaitsClaim = "awaits";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Token() is not { } token) return AuthenticateResult.NoResult();
        if (await sessions.Find(token, Context.RequestAborted) is not { } session) return AuthenticateResult.NoResult();
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, session.PersonId.ToString()),
                new Claim(KindClaim, session.Kind.ToString()),
                new Claim(SessionClaim, session.Id.ToString()),
                .. session.Awaits is { } step ? [new Claim(AwaitsClaim, step.ToString())] : Array.Empty<Claim>(),
            ], Sessions.Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Sessions.Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return Answers.Refuse(Context, new Refusal("host.log-in.forbidden"));
        Response.Redirect((Request.Path.StartsWithSegments("/my", StringComparison.Ordinal) ? "/my/log-in?back=" : "/log-in?back=") + Uri.EscapeDataString(Request.Path + Request.QueryString));
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var refusal = new Refusal("organization.page.forbidden");
        return Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? Answers.Refuse(Context, refusal) : FailurePage.Refuse(Context, refusal);
    }

    private string? Token()
    {
        const string bearer = "Bearer ";
        if (Request.Headers.Authorization.ToString() is { } header && header.StartsWith(bearer, StringComparison.Ordinal)) return header[bearer.Length..].Trim();
        return Request.Cookies[Sessions.Cookie];
    }
}
