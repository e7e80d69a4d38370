using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Shouwang.Host;

/// <summary>
/// Traces for a collector that speaks OTLP: one span per request and per run of a job. They are sent when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>
/// names the collector; the other <c>OTEL_…</c> settings (protocol, headers, sampler, service name) have their standard meaning.
/// </summary>
/// <remarks>A span carries the route as the program knows it, method and status: no address that was asked, no words of a query, no people.</remarks>
static class Traces
{
    private const string Web = "Microsoft.AspNetCore";
    private static readonly ActivitySource House = new("Shouwang");

    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("shouwang").AddEnvironmentVariableDetector())
            .AddSource(Web, House.Name)
            .AddOtlpExporter()
            .Build());
    }

    /// <summary>Begins to listen, where a collector is named; a provider nobody has asked for hears nothing.</summary>
    public static void Begin(IServiceProvider services) => _ = services.GetService<TracerProvider>();

    /// <summary>Names a request's span once it is known which route answered.</summary>
    public static void Name(HttpContext http, string route)
    {
        if (Activity.Current is not { } request) return;
        request.DisplayName = $"{http.Request.Method} {route}";
        request.SetTag("http.request.method", http.Request.Method).SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError) request.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>A span for one run of a job; ends when it is disposed.</summary>
    public static Activity? Job(string name) => House.StartActivity("job " + name);
}
