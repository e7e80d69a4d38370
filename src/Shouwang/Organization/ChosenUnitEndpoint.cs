using Microsoft.AspNetCore.Mvc;
using Shouwang.Ui;

namespace Shouwang.Organization;

/// <summary>Remembers in the browser which unit its lists are narrowed to; whether it may be seen is asked with every page.</summary>
static class ChosenUnitEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/chosen-unit", Choose).RequireAuthorization().DisableAntiforgery();

    private static IResult Choose(HttpContext http, [FromForm] string? unit, [FromForm] string? back)
    {
        var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = http.Request.IsHttps };
        if (string.IsNullOrEmpty(unit)) http.Response.Cookies.Delete(ChosenUnit.Cookie, options);
        else http.Response.Cookies.Append(ChosenUnit.Cookie, unit, options);
        http.Response.Headers.Location = Address.Local(back, "/");
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
