using System.Diagnostics;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Localization;
using Shouwang.Ui;

namespace Shouwang.Host;

/// <summary>What people see instead of a page: plain words about what happened and what to do, nothing of the inside. Programs get the same as problem details.</summary>
static class FailurePage
{
    public const string Failure = "host.failure";

    /// <summary>The program failed. Whoever quotes the number leads us to the line in the log.</summary>
    public static Task Show(HttpContext http)
    {
        var failed = http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Error;
        // The server itself refuses a body that is too large or cut off while somebody reads it.
        if (failed is BadHttpRequestException unfit) return Say(http, unfit.StatusCode, OfStatus(unfit.StatusCode, http));
        return Say(http, StatusCodes.Status500InternalServerError, new Refusal(Failure, ("trace", Trace(http))));
    }

    /// <summary>An answer that is a status and nothing else gets its words, whatever type of content it claims to have.</summary>
    public static async Task Explain(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var answer = http.Response;
        if (answer is { StatusCode: >= 400, HasStarted: false, ContentLength: null or 0 } && !HttpMethods.IsHead(http.Request.Method))
        {
            answer.ContentLength = null;
            await Say(http, answer.StatusCode, OfStatus(answer.StatusCode, http));
        }
    }

    /// <summary>A page for a "no" that concerns the whole address.</summary>
    public static Task Refuse(HttpContext http, Refusal refusal) => Say(http, Answers.StatusOf(refusal), refusal);

    /// <summary>The number of this request in the log.</summary>
    public static string Trace(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;

    private static Refusal OfStatus(int status, HttpContext http) => status switch
    {
        StatusCodes.Status403Forbidden => new Refusal("organization.page.forbidden"),
        StatusCodes.Status404NotFound => new Refusal("host.address.unknown"),
        StatusCodes.Status405MethodNotAllowed => new Refusal("host.address.other-method"),
        StatusCodes.Status413PayloadTooLarge => new Refusal("host.body.too-large", ("most", RequestSizes.Most >> 20)),
        StatusCodes.Status415UnsupportedMediaType => new Refusal("host.body.other-type"),
        StatusCodes.Status429TooManyRequests => new Refusal("host.attempts.too-many", ("seconds", http.Response.Headers.RetryAfter.ToString())),
        >= 500 => new Refusal(Failure, ("trace", Trace(http))),
        _ => new Refusal("host.body.unreadable"),
    };

    private static Task Say(HttpContext http, int status, Refusal refusal)
    {
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return Answers.Refuse(http, refusal, status);
        if (http.RequestServices.GetServices<IRefusalForm>().FirstOrDefault(form => form.Covers(http.Request.Path)) is { } form) return form.Say(http, status, refusal);
        (http.Response.StatusCode, http.Response.ContentType, http.Response.Headers.CacheControl) = (status, "text/html; charset=utf-8", "no-store");
        return http.Response.WriteAsync(Page(http, status, refusal));
    }

    // Written by hand, since what renders pages may be what has failed.
    private static string Page(HttpContext http, int status, Refusal refusal)
    {
        var words = http.RequestServices.GetRequiredService<IStringLocalizer>();
        var encoder = http.RequestServices.GetRequiredService<HtmlEncoder>();
        string Shown(string text) => encoder.Encode(text);
        var title = Shown(words[TitleOf(status)]);
        var (look, english) = (Look.Of(http), Texts.IsEnglish);
        var (theme, elder) = (look.Theme is null ? "" : $" data-bs-theme={look.Theme}", look.Elder is null ? "" : " data-elder");
        return $"""
            <!doctype html><html lang="{(english ? "en" : "zh-CN")}"{theme}{elder}>
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/phone.css"><title>{title}</title></head>
            <body><header class="topbar"><a class="topbar-brand" href="/"><img src="/favicon.svg" alt="">{Shown(words["守望"])}</a></header>
            <main class="page" id="main"><h1 class="page-title">{title}</h1>
            <div class="card"><div class="card-body"><p>{Shown(Texts.Refusal(refusal, words))}</p><p class="btn-list"><a class="btn btn-primary" href="/">{Shown(words["回到首页"])}</a></p></div></div></main></body></html>
            """;
    }

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => "没有权限",
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "找不到这一页",
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType => "这份内容收不下",
        StatusCodes.Status429TooManyRequests => "请稍等一会儿",
        >= 500 => "系统出了点问题",
        _ => "没有收到完整的内容",
    };
}

/// <summary>A door whose standard has a form of its own for a "no".</summary>
interface IRefusalForm
{
    bool Covers(PathString path);

    Task Say(HttpContext http, int status, Refusal refusal);
}
