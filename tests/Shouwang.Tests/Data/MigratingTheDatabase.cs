namespace Shouwang.Data;

/// <summary>The schema grows by steps, each whole or not at all, whoever starts it and however it ends.</summary>
public sealed class MigratingTheDatabase
{
    [DatabaseTheory]
    public async Task A_kill_at_any_moment_leaves_a_database_that_the_next_start_brings_to_the_end(Engine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        for (var milliseconds = 300; milliseconds <= 1200; milliseconds += 150)
            await ShouwangProcess.KilledAfter(TimeSpan.FromMilliseconds(milliseconds), ["migrate", .. Where(database)]);
        var (exit, _, complained) = await ShouwangProcess.Verb(["migrate", .. Where(database)]);
        Assert.True(exit == 0, complained);
        await Whole(database, engine);
    }

    [DatabaseTheory]
    public async Task Servers_that_start_together_do_each_step_once(Engine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ShouwangProcess.Verb(["migrate", .. Where(database)])));
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
        var (exit, _, complained) = await ShouwangProcess.Verb(["migrate", .. Where(database)]);
        Assert.Equal(1, exit);
        Assert.Contains("newer version", complained, StringComparison.Ordinal);
    }

    private static string[] Where(TestDatabase database) => database.Storage.PostgresConnection is { } postgres
        ? ["--data", database.Storage.Folder, "--database", postgres]
        : ["--data", database.Storage.Folder];

    private static async Task Whole(TestDatabase database, Engine engine)
    {
        await using var house = Host.House.Build(new Host.HouseOptions(database.Storage) { Jobs = false, Quiet = true });
        await using var scope = house.Services.CreateAsyncScope();
        var readiness = await scope.ServiceProvider.GetRequiredService<Host.CheckReadiness>().Run(default);
        Assert.True(readiness.Ready, $"{engine}: {string.Join(", ", readiness.Checks)}");
    }
}
