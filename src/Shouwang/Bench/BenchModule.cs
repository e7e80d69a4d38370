using System.CommandLine;
using Shouwang.Host;

namespace Shouwang.Bench;

/// <summary>The door of the bench: measures the loop on this machine, beside the least that would have to be done.</summary>
public sealed class BenchModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddScoped<OrderHistory>().AddScoped<BenchPeople>();

    public override IEnumerable<Command> Commands() => [BenchCommand.Make()];
}
