using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;

namespace Shouwang.Host;

/// <summary>How many tries one network address has in one go, and how many come back each second.</summary>
/// <param name="Burst">Tries at once.</param>
/// <param name="PerSecond">Tries that come back each second.</param>
public sealed record AttemptAllowance(int Burst, int PerSecond);

/// <summary>
/// What people without a log-in may send from one network address: forms, log-ins, and looks at pages that a secret code opens.
/// A building of 200 households behind one address gets through together; a machine that guesses or floods does not.
/// </summary>
/// <remarks>Guessing one person's code or password is stopped earlier, by the tries counted at that person. Addresses are kept in memory only, for as long as they wait.</remarks>
static class AttemptLimits
{
    /// <summary>Settings <c>Limits:Forms:Burst</c> and so on replace these.</summary>
    public static readonly AttemptAllowance Forms = new(900, 3), Codes = new(3000, 30), Partners = new(600, 30);

    public static void AddTo(IServiceCollection services, IConfiguration settings)
    {
        var (forms, codes, partners) = (Of(settings, nameof(Forms), Forms), Of(settings, nameof(Codes), Codes), Of(settings, nameof(Partners), Partners));
        services.AddSingleton(_ => PartitionedRateLimiter.Create<HttpContext, string>(http => KindOf(http) switch
        {
            Kind.Form => Bucket("form/" + AddressOf(http), forms),
            Kind.Code => Bucket("code/" + AddressOf(http), codes),
            Kind.Partner => Bucket("partner/" + AddressOf(http), partners),
            _ => RateLimitPartition.GetNoLimiter(""),
        }));
    }

    /// <summary>Lets the request pass, or says when to come again.</summary>
    /// <remarks>The framework's own middleware never stops the clock of its buckets, which keeps a closed house alive; the services do.</remarks>
    public static async Task Demand(HttpContext http, RequestDelegate next)
    {
        using var lease = await http.RequestServices.GetRequiredService<PartitionedRateLimiter<HttpContext>>().AcquireAsync(http, cancellationToken: http.RequestAborted);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
        http.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }

    private enum Kind { Free, Form, Code, Partner }

    // Whoever is logged in is counted nowhere: his acts are in the ledger under his name.
    private static Kind KindOf(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated == true || http.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null) return Kind.Free;
        if (endpoint.Metadata.GetMetadata<OpenToPartners>() is not null) return Kind.Partner;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return Kind.Form;
        return endpoint.RoutePattern.Parameters.Any(part => string.Equals(part.Name, "code", StringComparison.OrdinalIgnoreCase)) ? Kind.Code : Kind.Free;
    }

    private static RateLimitPartition<string> Bucket(string key, AttemptAllowance allowance) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = allowance.Burst,
        TokensPerPeriod = allowance.PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    });

    /// <summary>The network a request comes from. With IPv6 a household has a network of its own: 64 bits name it.</summary>
    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address => new IPNetwork(Masked(address), 64).ToString(),
        var address => address.MapToIPv4().ToString(),
    };

    private static IPAddress Masked(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }

    private static AttemptAllowance Of(IConfiguration settings, string name, AttemptAllowance usual)
    {
        var section = settings.GetSection("Limits").GetSection(name);
        return new AttemptAllowance(section.GetValue(nameof(AttemptAllowance.Burst), usual.Burst), section.GetValue(nameof(AttemptAllowance.PerSecond), usual.PerSecond));
    }
}

/// <summary>Marks endpoints that other systems call, with a key or without: one address sends for many people.</summary>
sealed record OpenToPartners;
