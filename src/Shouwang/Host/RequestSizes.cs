namespace Shouwang.Host;

/// <summary>How large a request may be: forms with a few photos and lists of some thousand rows, no more.</summary>
static class RequestSizes
{
    /// <summary>Most bytes of one request.</summary>
    public const int Most = 20 << 20;

    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Most;
        });
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form => form.MultipartBodyLengthLimit = Most);
    }
}
