using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Shouwang.Host;

/// <summary>Language, light or dark, elder mode: kept in the browser, for a year.</summary>
static class PreferenceEndpoints
{
    public const string LanguageCookie = "language", LookCookie = "look", ElderCookie = "elder";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/preferences", Set).AllowAnonymous().DisableAntiforgery();

    private static IResult Set(HttpContext http, [FromForm] string? language, [FromForm] string? look, [FromForm] string? elder, [FromForm] string? back)
    {
        if (language is "zh-CN" or "en-GB") Keep(http, LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
        if (look is "light" or "dark" or "auto") Keep(http, LookCookie, look);
        if (elder is "on" or "off") Keep(http, ElderCookie, elder);
        return Results.LocalRedirect(back is { } local && local.StartsWith('/') && !local.StartsWith("//", StringComparison.Ordinal) && !local.Contains('\\', StringComparison.Ordinal) ? local : "/");
    }

    private static void Keep(HttpContext http, string cookie, string value) => http.Response.Cookies.Append(cookie, value, new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true, Secure = http.Request.IsHttps,
    });
}
