using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The door of Dispatch: orders from need to review.</summary>
public sealed class DispatchModule : Module
{
    public override IReadOnlyList<AccessRule> Access => DispatchAccess.Rules;

    public override IEnumerable<MenuEntry> Menu => DispatchPages.Menu;

    public override IEnumerable<TabEntry> Tabs => DispatchPages.Tabs;

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<OrderWords>().AddScoped<DispatchPolicies>().AddScoped<PlaceOrder>();
        DispatchPages.AddServices(services);
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes) => DispatchPages.Map(routes);
}
