using Microsoft.AspNetCore.Authentication;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>The door of Organization: units, accounts, roles with reach, sessions.</summary>
public sealed class OrganizationModule : Module
{
    public override IReadOnlyList<AccessRule> Access => OrganizationAccess.Rules;

    public override IEnumerable<MenuEntry> Menu =>
    [
        new(60, "单位", "building-community", "/units", OrganizationAccess.SeeUnits, MenuGroups.Network, "g u"),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Sessions>();
        services.AddScoped<Callers>();
        services.AddScoped<ChosenUnit>();
        services.AddScoped<ActorNames>();
        services.AddIdentityCore<Account>().AddEntityFrameworkStores<ShouwangDb>();
        services.AddAuthentication(Sessions.Scheme).AddScheme<AuthenticationSchemeOptions, SessionHandler>(Sessions.Scheme, null);
        services.AddAuthorization();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ChosenUnitEndpoint.Map(routes);
    }
}
