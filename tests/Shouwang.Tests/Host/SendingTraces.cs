using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Shouwang.Host;

/// <summary>A collector that speaks OTLP over HTTP gets a span per request and per job, and learns nothing about people from them.</summary>
public sealed class SendingTraces
{
    private const string Phone = "13977770001";

    [Fact]
    public async Task A_collector_hears_of_routes_and_jobs_but_of_nobody()
    {
        await using var collector = await Collector.Listen();
        await using var database = await TestDatabase.Migrated(Engine.Sqlite);
        await using var server = await ShouwangProcess.Serve(
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment=try-out",
            }, "--data", database.Storage.Folder);
        using var visitor = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };
        using var asked = await visitor.GetAsync(new Uri($"/t/{Phone}?q={Phone}", UriKind.Relative));

        var heard = await collector.Until("GET /t/{Code}", "GET /health/ready", "job ");
        Assert.Contains("shouwang", heard, StringComparison.Ordinal);
        Assert.Contains("try-out", heard, StringComparison.Ordinal);
        Assert.Contains("http.route", heard, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, heard, StringComparison.Ordinal);
    }

    /// <summary>Takes what is posted to <c>/v1/traces</c>. Names and tags stand in protobuf as plain UTF-8.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
        private readonly ConcurrentQueue<string> posted = new();
        private readonly WebApplication listener;

        private Collector()
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
        public string Address => listener.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";

        public static async Task<Collector> Listen()
        {
            var collector = new Collector();
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
}
