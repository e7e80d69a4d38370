using System.Diagnostics;

namespace Shouwang.Host;

public sealed class WorkingByTheClock
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    [DatabaseTheory]
    public async Task Servers_on_one_database_do_each_run_once(Engine engine)
    {
        await using var database = await TestDatabase.Migrated(engine);
        var book = new Book();
        var watch = Stopwatch.StartNew();
        // Two processes share a PostgreSQL; a SQLite belongs to one.
        var houses = await Task.WhenAll(Enumerable.Range(0, engine == Engine.Postgres ? 2 : 1).Select(_ => Open(database, book)));
        await book.Reaches(5);
        foreach (var house in houses) await Close(house);

        Assert.Equal(1, book.MostAtOnce);
        Assert.True(watch.Elapsed > 3 * Every, $"Five runs within {watch.Elapsed}: a tick was run twice.");
    }

    [DatabaseTheory]
    public async Task Work_goes_on_after_a_restart(Engine engine)
    {
        await using var database = await TestDatabase.Migrated(engine);
        var (before, after) = (new Book(), new Book());
        var first = await Open(database, before);
        await before.Reaches(1);
        await Close(first);
        var second = await Open(database, after);
        await after.Reaches(2);
        await Close(second);
    }

    [DatabaseTheory]
    public async Task A_run_that_fails_is_tried_again_at_the_next_tick(Engine engine)
    {
        await using var database = await TestDatabase.Migrated(engine);
        var book = new Book { Fails = true };
        var house = await Open(database, book);
        await book.Reaches(3);
        await Close(house);
    }

    private static async Task<WebApplication> Open(TestDatabase database, Book book)
    {
        var house = House.Build(new HouseOptions(database.Storage) { Quiet = true, MoreJobs = [new JobEntry("counting", Every, (_, _) => book.Count())] });
        await house.StartAsync();
        return house;
    }

    private static async Task Close(WebApplication house)
    {
        await house.StopAsync();
        await house.DisposeAsync();
    }

    /// <summary>Counts runs, and how many of them were on at one time.</summary>
    private sealed class Book
    {
        private int runs, now, most;

        public bool Fails { get; init; }
        public int MostAtOnce => most;

        public async Task Count()
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(200);
            Interlocked.Decrement(ref now);
            Interlocked.Increment(ref runs);
            if (Fails) throw new InvalidOperationException("as asked");
        }

        public async Task Reaches(int wanted)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (Volatile.Read(ref runs) < wanted) await Task.Delay(50, patience.Token);
        }
    }
}
