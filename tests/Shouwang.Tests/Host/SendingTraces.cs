namespace Shouwang.Host;

/// <summary>A collector that speaks OTLP over HTTP gets a span per request and per job, and learns nothing about people from them.</summary>
public sealed class SendingTraces
{
    private const string Phone = "13977770001";

    [Fact]
    public async Task A_collector_hears_of_routes_and_jobs_but_of_nobody()
    {
        await using var collector = await TraceCollector.Listen();
        await using var database = await TestDatabase.Migrated(Engine.Sqlite);
        await using var server = await ShouwangProcess.Serve(
            new Dictionary<string, string>(collector.Settings) { ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment=try-out" }, "--data", database.Storage.Folder);
        using var visitor = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };
        using var asked = await visitor.GetAsync(new Uri($"/t/{Phone}?q={Phone}", UriKind.Relative));

        var heard = await collector.Until("GET /t/{Code}", "GET /health/ready", "job ");
        Assert.Contains("shouwang", heard, StringComparison.Ordinal);
        Assert.Contains("try-out", heard, StringComparison.Ordinal);
        Assert.Contains("http.route", heard, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, heard, StringComparison.Ordinal);
    }
}
