namespace Shouwang.Host;

/// <summary>One line per request: the route as the program knows it, never the address that was asked, since codes and numbers stand in addresses.</summary>
public sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var begun = clock.GetTimestamp();
        await next(http);
        // Files of the front end say nothing about anybody's work.
        var reached = http.GetEndpoint() ?? http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Endpoint;
        if (reached is not RouteEndpoint endpoint || endpoint.Metadata.Any(part => part.GetType().Name == "StaticAssetDescriptor")) return;
        var route = endpoint.RoutePattern.RawText ?? "";
        Traces.Name(http, route);
        Handled(http.Request.Method, route, http.Response.StatusCode, (int)clock.GetElapsedTime(begun).TotalMilliseconds, http.RequestServices.GetRequiredService<CurrentCaller>().Caller.Actor.Kind, FailurePage.Trace(http));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Milliseconds} ms by {Who}, {Trace}")]
    private partial void Handled(string method, string route, int status, int milliseconds, ActorKind who, string trace);
}
