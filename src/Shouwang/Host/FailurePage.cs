namespace Shouwang.Host;

/// <summary>What people see when the program failed: plain words and a number to quote, nothing of the inside.</summary>
static class FailurePage
{
    public const string Failure = "host.failure";

    public static async Task Show(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await Answers.Refuse(http, new Refusal(Failure, ("trace", http.TraceIdentifier)));
            return;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        var (title, text) = Texts.IsEnglish
            ? ("Something went wrong here", "Nothing was changed. Please go back and try again; if it happens again, quote this number:")
            : ("系统出了点问题", "没有任何内容被改动。请返回再试一次；如果还是这样，请把这个编号告诉工作人员：");
        await http.Response.WriteAsync($"<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><link rel=stylesheet href=/phone.css><title>{title}</title><main class=page><h1>{title}</h1><p>{text} <code>{http.TraceIdentifier}</code></p></main>");
    }

    /// <summary>A page for a "no" that concerns the whole address.</summary>
    public static async Task Refuse(HttpContext http, Refusal refusal)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (Answers.StatusOf(refusal), "text/html; charset=utf-8");
        var text = System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(http.RequestServices.GetRequiredService<RefusalTexts>().Of(refusal));
        var (title, back) = Texts.IsEnglish ? ("Not for you", "Back to the start") : ("没有权限", "回到首页");
        await http.Response.WriteAsync($"<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><link rel=stylesheet href=/phone.css><title>{title}</title><main class=page><h1>{title}</h1><p>{text}</p><p><a class=btn href=/console>{back}</a></p></main>");
    }
}
