using System.CommandLine;
using Shouwang.Host;

namespace Shouwang.Demo;

/// <summary>The door of the demo: a district to look at, and a day to watch.</summary>
public sealed class DemoModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddScoped<DemoDistrict>();

    public override IEnumerable<Command> Commands() => [DemoCommand.Make(), DrillCommand.Make()];
}
