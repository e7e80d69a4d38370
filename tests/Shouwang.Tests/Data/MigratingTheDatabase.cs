using System.Diagnostics;

namespace Shouwang.Data;

/// <summary>The schema grows by steps, each whole or not at all, whoever starts it and however it ends.</summary>
public sealed class MigratingTheDatabase
{
    [DatabaseTheory]
    public async Task A_kill_at_any_moment_leaves_a_database_that_the_next_start_brings_to_the_end(Engine engine)
    {
        var whole = await Undisturbed(engine);
        for (var share = 0.4; share < 1; share += 0.1)
        {
            await using var database = await TestDatabase.Empty(engine);
            await ShouwangProcess.KilledAfter(whole * share, ["migrate", .. database.Where]);
            var (exit, _, complained) = await ShouwangProcess.Verb(["migrate", .. database.Where]);
            Assert.True(exit == 0, complained);
            await Whole(database, engine);
        }
    }

    [DatabaseTheory]
    public async Task Servers_that_start_together_do_each_step_once(Engine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ShouwangProcess.Verb(["migrate", .. database.Where])));
        Assert.All(outcomes, outcome => Assert.True(outcome.Exit == 0, outcome.Complained));
        await Whole(database, engine);
    }

    [DatabaseTheory]
    public async Task An_older_program_leaves_a_newer_database_alone(Engine engine)
    {
        await using var database = await TestDatabase.Migrated(engine);
        await using (var house = Host.House.Build(new Host.HouseOptions(database.Storage) { Jobs = false, Quiet = true }))
        await using (var scope = house.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ShouwangDb>().Database.ExecuteSqlRawAsync("insert into schema_steps (number, name) values (100000, 'from the future')");
        var (exit, _, complained) = await ShouwangProcess.Verb(["migrate", .. database.Where]);
        Assert.Equal(1, exit);
        Assert.Contains("newer version", complained, StringComparison.Ordinal);
    }

    // How long it takes when nobody kills it, so that the kills fall where the work is.
    private static async Task<TimeSpan> Undisturbed(Engine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var begun = Stopwatch.GetTimestamp();
        await ShouwangProcess.Verb(["migrate", .. database.Where]);
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task Whole(TestDatabase database, Engine engine)
    {
        await using var house = Host.House.Build(new Host.HouseOptions(database.Storage) { Jobs = false, Quiet = true });
        await using var scope = house.Services.CreateAsyncScope();
        var readiness = await scope.ServiceProvider.GetRequiredService<Host.CheckReadiness>().Run(default);
        Assert.True(readiness.Ready, $"{engine}: {string.Join(", ", readiness.Checks)}");
    }
}
