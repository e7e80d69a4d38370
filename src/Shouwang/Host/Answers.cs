using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Shouwang.Host;

/// <summary>Turns results into HTTP: values as they are, refusals as RFC 9457 problem details in the caller's language.</summary>
static class Answers
{
    /// <summary>The status of a refusal: 404 for unknown, 403 for forbidden, 422 for a field, 429 for too soon, 500 when the program failed, else 409.</summary>
    public static int StatusOf(Refusal refusal) => refusal switch
    {
        { Code: FailurePage.Failure } => StatusCodes.Status500InternalServerError,
        { IsUnknown: true } => StatusCodes.Status404NotFound,
        { IsTooSoon: true } => StatusCodes.Status429TooManyRequests,
        { IsForbidden: true } => StatusCodes.Status403Forbidden,
        { Field: not null } => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status409Conflict,
    };

    public static Results<Ok<T>, ProblemHttpResult> ToHttp<T>(this Result<T> result, HttpContext http) =>
        result.IsOk ? TypedResults.Ok(result.Value) : Problem(http, result.Refusals);

    public static Results<Created<T>, ProblemHttpResult> ToCreated<T>(this Result<T> result, HttpContext http, Func<T, string> address) =>
        result.IsOk ? TypedResults.Created(address(result.Value), result.Value) : Problem(http, result.Refusals);

    public static ProblemHttpResult Problem(HttpContext http, IReadOnlyList<Refusal> refusals, int? status = null)
    {
        var texts = http.RequestServices.GetRequiredService<RefusalTexts>();
        TellWait(http, refusals);
        return TypedResults.Problem(
            title: texts.Of(refusals[0]),
            statusCode: status ?? StatusOf(refusals[0]),
            type: "urn:shouwang:refusal:" + refusals[0].Code,
            extensions: new Dictionary<string, object?>
            {
                ["code"] = refusals[0].Code,
                ["errors"] = refusals.Select(refusal => new { code = refusal.Code, field = refusal.Field, text = texts.Of(refusal), facts = refusal.Facts }),
            });
    }

    /// <summary>The status of a page that shows its form again.</summary>
    public static void OfForm(HttpContext http, IReadOnlyList<Refusal> refusals)
    {
        TellWait(http, refusals);
        http.Response.StatusCode = refusals.Any(refusal => refusal.IsTooSoon) ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity;
    }

    /// <summary>Says in the header as well how long to wait.</summary>
    public static void TellWait(HttpContext http, IReadOnlyList<Refusal> refusals)
    {
        if (refusals.FirstOrDefault(refusal => refusal.IsTooSoon) is { } wait) http.Response.Headers.RetryAfter = Convert.ToString(wait.Facts["seconds"], CultureInfo.InvariantCulture);
    }

    /// <summary>Answers a refusal from a place that has no endpoint result.</summary>
    public static Task Refuse(HttpContext http, Refusal refusal, int? status = null) => Problem(http, [refusal], status).ExecuteAsync(http);
}

/// <summary>The texts of refusal codes, in the language of the request.</summary>
public sealed class RefusalTexts(IStringLocalizer localizer)
{
    public string Of(Refusal refusal) => Texts.Refusal(refusal, localizer);
}
