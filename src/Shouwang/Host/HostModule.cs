using System.CommandLine;

namespace Shouwang.Host;

/// <summary>The ground floor's own door: serving, migrating, health.</summary>
public sealed class HostModule : Module
{
    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).AllowAnonymous();
        LiveEndpoint.Map(routes);
        PreferenceEndpoints.Map(routes);
    }

    public override IEnumerable<Command> Commands() => [ServeCommand.Make(), MigrateCommand.Make(), VerifyCommand.Make()];
}
