using Shouwang.Host;

namespace Shouwang.Ui;

/// <summary>How this browser wants its pages: read from its preference cookies.</summary>
/// <param name="Theme">light or dark; null follows the device.</param>
/// <param name="Elder">An empty string in elder mode, else null (the attribute is then left out).</param>
public sealed record Look(string? Theme, string? Elder)
{
    public static Look Of(HttpContext http) => new(
        http.Request.Cookies[PreferenceEndpoints.LookCookie] is "light" or "dark" ? http.Request.Cookies[PreferenceEndpoints.LookCookie] : null,
        http.Request.Cookies[PreferenceEndpoints.ElderCookie] == "on" ? "" : null);
}
