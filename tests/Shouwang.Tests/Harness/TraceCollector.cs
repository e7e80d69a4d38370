using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Shouwang.Harness;

/// <summary>A collector of traces that speaks OTLP over HTTP: it takes what is posted to <c>/v1/traces</c>. Names and tags stand in protobuf as plain UTF-8.</summary>
sealed class TraceCollector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentQueue<string> posted = new();
    private readonly WebApplication listener;

    private TraceCollector()
    {
        listener = WebApplication.CreateSlimBuilder().Build();
        listener.Urls.Add("http://127.0.0.1:0");
        listener.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            posted.Enqueue(Encoding.UTF8.GetString(body.ToArray()));
        });
    }

    // The standard wants the signal's path only where it is set for one signal; the general address gets it appended.
    private string Address => listener.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";

    /// <summary>The settings with which a server sends here.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    public static async Task<TraceCollector> Listen()
    {
        var collector = new TraceCollector();
        await collector.listener.StartAsync();
        return collector;
    }

    public async Task<string> Until(params string[] words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var heard = string.Concat(posted);
            if (words.All(word => heard.Contains(word, StringComparison.Ordinal))) return heard;
            if (patience.IsCancellationRequested) Assert.Fail("Not heard of: " + string.Join(", ", words.Where(word => !heard.Contains(word, StringComparison.Ordinal))));
            await Task.Delay(100, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => listener.DisposeAsync();
}
