using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Shouwang.Host;

/// <summary>Whose word counts about where a request came from: proxies named in the setting <c>Proxies</c> (addresses, separated by commas), nobody else.</summary>
static class Proxies
{
    public static void AddTo(IServiceCollection services, IConfiguration settings)
    {
        var known = (settings["Proxies"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parsed).ToList();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            forwarded.ForwardedHeaders = known.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in known) forwarded.KnownProxies.Add(proxy);
        });
    }

    private static IPAddress Parsed(string address) => IPAddress.TryParse(address, out var parsed)
        ? parsed
        : throw new SetupException($"The setting Proxies names “{address}”, which is not an address such as 10.0.0.1. Several are separated by commas.");
}
