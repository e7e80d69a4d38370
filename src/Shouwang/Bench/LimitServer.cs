using System.CommandLine;
using System.Security.Cryptography;
using Shouwang.Host;

namespace Shouwang.Bench;

/// <summary>The ids of one loop; the client makes them.</summary>
sealed record LimitIds(Guid Order, Guid First, Guid Second, Guid Third, Guid Volunteer, Guid Unit, string Path);

/// <summary>bench limit: a bare endpoint. It reads JSON and writes the rows of a step in one durable transaction; it asks nothing, checks nothing and knows nobody.</summary>
static class LimitServer
{
    private static readonly string Sealed = new('s', 64), Payload = """{"kind":"shopping","urgency":"Ordinary","source":"Api","people":1,"due":"2026-01-01T00:00:00+00:00"}""", Answer = new('a', 300);
    private static long slot;

    public static Command Make()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", DefaultValueFactory = _ => 5081 };
        var verb = CommandLine.Verb("limit", "Serve the bare endpoint that the loop is measured against", port);
        verb.Runs(async (parsed, cancel) =>
        {
            await using var writer = await LimitWriter.Open(CommandLine.StorageOf(parsed), cancel);
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls($"http://127.0.0.1:{parsed.GetValue(port)}");
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            app.MapGet("/ready", () => "ready");
            app.MapPost("/limit/{step}", async (string step, string operation, LimitIds ids, CancellationToken stop) =>
            {
                await writer.Write(LimitRows.Of(step), Values(operation, ids), stop);
                return TypedResults.Ok(ids.Order);
            });
            await app.RunAsync(cancel);
            return 0;
        });
        return verb;
    }

    private static Dictionary<string, object> Values(string operation, LimitIds ids)
    {
        var (now, free) = (TimeProvider.System.GetUtcNow(), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(2 * Interlocked.Increment(ref slot)));
        return new Dictionary<string, object>
        {
            ["operation"] = operation, ["order"] = ids.Order, ["first"] = ids.First, ["second"] = ids.Second, ["third"] = ids.Third, ["volunteer"] = ids.Volunteer, ["unit"] = ids.Unit, ["path"] = ids.Path,
            ["now"] = now, ["later"] = now.AddHours(2), ["slot"] = free, ["slotend"] = free.AddHours(1), ["day"] = DateOnly.FromDateTime(free.UtcDateTime), ["no"] = false,
            ["hash"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), ["mac"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["sealed"] = Sealed, ["payload"] = Payload, ["answer"] = Answer,
        };
    }
}
