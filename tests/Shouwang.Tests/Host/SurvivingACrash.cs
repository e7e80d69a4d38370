using System.Globalization;
using Shouwang.Dispatch;
using Xunit.Abstractions;

namespace Shouwang.Host;

public sealed class SurvivingACrash(ITestOutputHelper output)
{
    private const int Writers = 50, Seed = 20261124;
    private static readonly int Rounds = Nightly.Or(byDay: 3, byNight: 20);

    [DatabaseTheory]
    public async Task No_acknowledged_need_is_lost_and_none_is_there_twice(Engine engine)
    {
        await using var server = await CrashingServer.On(engine);
        var (chance, writers, readyAfter) = (new Random(Seed), Enumerable.Range(0, Writers).Select(number => new Writer(number)).ToList(), new List<TimeSpan>());
        _ = await server.Start();
        var cutOff = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var writing = writers.Select(writer => writer.WriteUntilItBreaks(server.Client)).ToList();
            await InTheMidst(writers, more: 60 + chance.Next(300), writing);
            await Task.Delay(chance.Next(20));
            await server.Crash();
            await Task.WhenAll(writing);
            cutOff += writers.Count(writer => writer.Pending is not null);
            readyAfter.Add(await server.Start());
        }
        await Task.WhenAll(writers.Select(writer => writer.Finish(server.Client)));

        var acknowledged = writers.SelectMany(writer => writer.Acknowledged).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine}: {Rounds} crashes, {acknowledged.Count} needs, {cutOff} cut off, {writers.Sum(w => w.Repeated)} of them done already; ready again after {readyAfter.Max().TotalSeconds:0.0} s at most"));
        Assert.True(cutOff >= Rounds, "The crashes hit nobody at work.");
        Assert.Equal(acknowledged.Order(), await Numbers(server));
        Assert.Equal(acknowledged.Count, await server.Look(house => house.GetRequiredService<ShouwangDb>().Facts().CountAsync(fact => fact.Type == "dispatch.order.placed")));
        var (exit, said, complained) = await ShouwangProcess.Verb(["verify", .. server.Where]);
        Assert.True(exit == 0, said + complained);
    }

    // A server that has just begun answers slowly; the crash is to hit one at full speed.
    private static async Task InTheMidst(List<Writer> writers, int more, List<Task> writing)
    {
        var (enough, given) = (writers.Sum(writer => writer.Acknowledged.Count) + more, TimeSpan.FromMinutes(2));
        for (var waited = TimeSpan.Zero; writers.Sum(writer => writer.Acknowledged.Count) < enough && waited < given; waited += TimeSpan.FromMilliseconds(5))
        {
            if (writing.Find(task => task.IsCompleted) is { } ended) await ended;
            await Task.Delay(5);
        }
    }

    private static Task<List<string>> Numbers(CrashingServer server) => server.Look(async house =>
        (await house.GetRequiredService<ShouwangDb>().Orders().Select(order => order.Number).ToListAsync()).Order().ToList());

    /// <summary>Somebody who places one need after the other, each under an operation id of its own, and repeats what was not acknowledged.</summary>
    private sealed class Writer(int number)
    {
        private int begun;

        /// <summary>The operation that was sent and not acknowledged.</summary>
        public string? Pending { get; private set; }

        /// <summary>Numbers of the orders that the server has acknowledged, one for each operation.</summary>
        public List<string> Acknowledged { get; } = [];

        /// <summary>How many repetitions found that the first try had taken effect.</summary>
        public int Repeated { get; private set; }

        public async Task WriteUntilItBreaks(HttpClient client)
        {
            try
            {
                while (true) await Write(client);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException) { } // the server is gone
        }

        public async Task Finish(HttpClient client)
        {
            if (Pending is not null) await Write(client);
        }

        private async Task Write(HttpClient client)
        {
            Pending ??= string.Create(CultureInfo.InvariantCulture, $"writer-{number}-{++begun}");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
            {
                Content = JsonContent.Create(new OrderRequest { Unit = LittleDistrict.PineCode, Kind = "shopping", Name = "李奶奶", Phone = "13800001111", Address = "松林样例社区1号楼2单元301", Note = Pending }),
            };
            request.Headers.Add(OperationMiddleware.Header, Pending);
            using var answer = await client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            var placed = await answer.Content.ReadFromJsonAsync<Placed>();
            if (answer.Headers.Contains("Operation-Repeated")) Repeated++;
            Acknowledged.Add(placed!.Number);
            Pending = null;
        }

        private sealed record Placed(string Number);
    }
}
