using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Shouwang.Broadcast;

/// <summary>Which addresses may be called: public ones, and those that the operator names in <c>Webhooks:Allow</c> (networks as 10.20.0.0/16, separated by commas) for an intranet.</summary>
public sealed class WebhookGuard(string? allow)
{
    private readonly IPNetwork[] allowed = [.. (allow ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    /// <summary>Whether http is good enough: only for an address that is written as a number and allowed.</summary>
    public bool MayBePlain(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var number) && IsAllowed(number);

    public bool May(IPAddress address) => IsAllowed(address) || OutwardAddress.IsPublic(address);

    /// <summary>Connects after the name was resolved, to an address that may be called; a name that leads anywhere else as well is refused whole.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        if (found.Length == 0 || !found.All(May)) throw new ForbiddenAddressException();
        var plain = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp;
        if (plain && !found.All(IsAllowed)) throw new ForbiddenAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address) => allowed.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private static IPNetwork Read(string network) => IPNetwork.TryParse(network, out var read) ? read : throw new SetupException($"Webhooks:Allow: “{network}” is not a network such as 10.20.0.0/16");
}

/// <summary>An address that no webhook may lead to.</summary>
sealed class ForbiddenAddressException : IOException;

/// <summary>Hands one event over by HTTP: no redirects, no proxy, no cookies, twenty seconds.</summary>
public sealed class WebhookSender : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient client;

    public WebhookSender(WebhookGuard guard) => client = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(1), ConnectCallback = guard.Connect,
    }) { Timeout = Patience };

    /// <param name="to">The receiver's address.</param>
    /// <param name="id">The <c>webhook-id</c>.</param>
    /// <param name="at">Now.</param>
    /// <param name="body">The event.</param>
    /// <param name="secrets">The secrets that sign it, newest first.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<WebhookAnswer> Send(string to, string id, DateTimeOffset at, string body, IEnumerable<string> secrets, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/cloudevents+json", "utf-8")) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(secret => WebhookSignature.Of(secret, id, at, body))));
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return new WebhookAnswer((int)answer.StatusCode, null, answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - at : null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { return new WebhookAnswer(null, "http.timeout"); }
        catch (HttpRequestException failed) { return new WebhookAnswer(null, failed.InnerException is ForbiddenAddressException ? "http.forbidden-address" : "http." + failed.HttpRequestError.ToString().ToLowerInvariant()); }
    }

    public void Dispose() => client.Dispose();
}
