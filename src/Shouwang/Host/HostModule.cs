using System.CommandLine;

namespace Shouwang.Host;

/// <summary>The ground floor's own door: serving, migrating, health.</summary>
public sealed class HostModule : Module
{
    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).AllowAnonymous();
        routes.MapGet("/health/ready", Ready).AllowAnonymous();
        // Counts and durations by route: nothing about people, yet nothing for the street either; a proxy keeps it inside.
        _ = routes.ServiceProvider.GetRequiredService<MetricsText>(); // it hears from the start, not from the first question
        routes.MapGet("/metrics", (MetricsText metrics) => TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8")).AllowAnonymous();
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        LiveEndpoint.Map(routes);
        PreferenceEndpoints.Map(routes);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<CheckReadiness>();
        services.AddSingleton<MetricsText>();
        services.AddSingleton<PaperPrinter>();
        ApiBook.AddTo(services);
    }

    private static async Task<IResult> Ready(CheckReadiness readiness, CancellationToken cancel)
    {
        var answer = await readiness.Run(cancel);
        return TypedResults.Json(answer, statusCode: answer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    public override IEnumerable<Command> Commands() => [ServeCommand.Make(), MigrateCommand.Make(), VerifyCommand.Make()];
}
