using Shouwang.Demo;
using Shouwang.Host;

namespace Shouwang.Bench;

/// <summary>One engine, measured at every size: the product and the limit take turns on the same tables, so that a noisy neighbour disturbs both.</summary>
sealed class BenchRun(BenchPlan plan, string? server, IProgress<(string What, double Share)> progress)
{
    private const int Turns = 3, LongestWarmUp = 200;

    private int WarmUp => Math.Min(LongestWarmUp, plan.Loops);

    private string Engine => server is null ? "SQLite" : "PostgreSQL";

    public async Task<IReadOnlyList<BenchRow>> Run(CancellationToken cancel)
    {
        var rows = new List<BenchRow>();
        await using var district = await BenchDatabase.Make(server, null, cancel);
        await InHouse(district.Storage with { Loading = true }, async house =>
        {
            await house.GetRequiredService<Migrator>().Run(cancel);
            await using var scope = house.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DemoDistrict>().Build(plan.Volunteers, 0, "bench-" + FieldCipher.NewCode(12), progress, cancel);
        });
        foreach (var orders in plan.Orders) rows.Add(await Measure(district, orders, cancel));
        return rows;
    }

    private async Task<BenchRow> Measure(BenchDatabase district, int orders, CancellationToken cancel)
    {
        await using var database = await BenchDatabase.Make(server, district, cancel);
        BenchCast cast = null!;
        await InHouse(database.Storage with { Loading = true }, async house =>
        {
            await using var scope = house.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<OrderHistory>().Write(orders, share => progress.Report(($"{Engine} {orders:N0}", share / 2)), cancel);
            cast = await scope.ServiceProvider.GetRequiredService<BenchPeople>().Cast(plan.Loops + WarmUp, orders, cancel);
        });
        await database.Settle(cancel);
        await using var product = await BenchServer.Start(["serve", .. database.Where], "/health/ready", cancel);
        await using var limit = await BenchServer.Start(["bench", "limit", .. database.Where], "/ready", cancel);
        return await Compare(new LoopClient(product.Address, cast), new LimitClient(limit.Address), product, limit, cast, orders, cancel);
    }

    private async Task<BenchRow> Compare(LoopClient client, LimitClient bare, BenchServer product, BenchServer limit, BenchCast cast, int orders, CancellationToken cancel)
    {
        using var both = client;
        using var other = bare;
        var (people, perTurn) = (new Queue<BenchVolunteer>(cast.Volunteers), plan.Loops / Turns);
        await Timings.Of(Take(people, WarmUp), plan.Clients, client.Loop);
        await Timings.Of(cast.Volunteers.Take(WarmUp), plan.Clients, bare.Loop);
        var (ours, least) = (new Timings(), new Timings());
        for (var turn = 0; turn < Turns; turn++)
        {
            await ours.Add(Take(people, perTurn), plan.Clients, client.Loop, product);
            await least.Add(cast.Volunteers.Skip(turn * perTurn).Take(perTurn), plan.Clients, bare.Loop, limit);
            progress.Report(($"{Engine} {orders:N0}", 0.5 + 0.4 * (turn + 1) / Turns));
        }
        var memory = product.Megabytes();
        var board = new Timings();
        for (var i = 0; i < 10; i++) await client.Board(new Timings());
        for (var i = 0; i < plan.BoardReads; i++) await client.Board(board);
        progress.Report(($"{Engine} {orders:N0}", 1));
        cancel.ThrowIfCancellationRequested();
        return new BenchRow(Engine, orders, cast.OpenOrders, ours.PerSecond, least.PerSecond, ours.ProcessorMilliseconds, least.ProcessorMilliseconds, ours.Steps(), least.Steps(), board.Steps(), memory);
    }

    private static List<BenchVolunteer> Take(Queue<BenchVolunteer> people, int count) => [.. Enumerable.Range(0, count).Select(_ => people.Dequeue())];

    private static async Task InHouse(Storage storage, Func<IServiceProvider, Task> work)
    {
        await using var app = House.Build(new HouseOptions(storage) { Jobs = false, Quiet = true });
        await work(app.Services);
    }
}
