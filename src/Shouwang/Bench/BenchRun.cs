namespace Shouwang.Bench;

/// <summary>One engine, measured at every size: the product and the limit take turns on the same tables, so that a noisy neighbour disturbs both.</summary>
sealed class BenchRun(BenchPlan plan, string? server, IProgress<(string What, double Share)> progress)
{
    private const int Turns = 3, LongestWarmUp = 200;

    private int WarmUp => Math.Min(LongestWarmUp, plan.Loops);

    private string Engine => BenchOptions.EngineOf(server);

    public async Task<IReadOnlyList<BenchRow>> Run(CancellationToken cancel)
    {
        var rows = new List<BenchRow>();
        await using var district = await BenchDatabase.WithDistrict(server, plan.Volunteers, progress, cancel);
        foreach (var orders in plan.Orders) rows.Add(await Measure(district, orders, cancel));
        return rows;
    }

    private async Task<BenchRow> Measure(BenchDatabase district, int orders, CancellationToken cancel)
    {
        await using var database = await BenchDatabase.Make(server, district, cancel);
        BenchCast cast = null!;
        await database.Fill(async services =>
        {
            await services.GetRequiredService<OrderHistory>().Write(orders, share => progress.Report(($"{Engine} {orders:N0}", share / 2)), cancel);
            cast = await services.GetRequiredService<BenchPeople>().Cast(plan.Loops + WarmUp, orders, cancel);
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
}
