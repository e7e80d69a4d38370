using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>门口: from where somebody without a log-in knocks: network address, and the browser's own token if it brings one.</summary>
/// <param name="Address">The network: an IPv4 address, or the 64 bits that name a household's IPv6 network.</param>
/// <param name="Device">The token of this browser or program.</param>
public sealed record Doorstep(string Address, string? Device)
{
    public const string Cookie = "shouwang-device";
    private const int TokenLength = 40;

    /// <summary>Where a browser stands; one that has no token yet is given one.</summary>
    public static Doorstep Of(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is { Length: TokenLength } token) return new Doorstep(AttemptLimits.AddressOf(http), token);
        token = FieldCipher.NewCode(TokenLength);
        http.Response.Cookies.Append(Cookie, token, new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = LogInRules.DeviceKnown,
        });
        return new Doorstep(AttemptLimits.AddressOf(http), token);
    }

    /// <summary>Where a program stands; a token too short to be unguessable is none.</summary>
    public static Doorstep Of(HttpContext http, string? device) => new(AttemptLimits.AddressOf(http), device is { Length: >= TokenLength and <= 2 * TokenLength } ? device : null);
}
