using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>The door of Volunteers: people, teams, their booked time, and the hours ledger.</summary>
public sealed class VolunteersModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddScoped<DutyBook>();
}
