
namespace Shouwang.Host;

/// <summary>What stands in the way of working: none means ready.</summary>
public sealed record Readiness(bool Ready, IReadOnlyDictionary<string, string> Checks);

/// <summary>Looks whether the house can do its work: the database answers with the right schema and settings, the disk takes a file.</summary>
public sealed class CheckReadiness(ShouwangDb db, Storage storage)
{
    private const string Fine = "ok";

    public async Task<Readiness> Run(CancellationToken cancel)
    {
        var checks = new Dictionary<string, string>
        {
            ["schema"] = await Try(() => Schema(cancel)),
            ["durability"] = await Try(() => Durability(cancel)),
            ["disk"] = await Try(() => Disk(cancel)),
        };
        return new Readiness(checks.Values.All(answer => answer == Fine), checks);
    }

    private async Task<string> Schema(CancellationToken cancel)
    {
        var done = await db.Database.SqlQuery<int>($"select number as \"Value\" from schema_steps").ToListAsync(cancel);
        var missing = Migrator.Steps(storage.IsSqlite).Select(step => step.Number).Except(done).Count();
        return missing == 0 ? Fine : $"{missing} steps missing";
    }

    // NORMAL would lose acknowledged work when the power fails; 2 is FULL.
    private async Task<string> Durability(CancellationToken cancel)
    {
        if (!storage.IsSqlite) return Fine;
        var level = (await db.Database.SqlQuery<int>($"select synchronous as \"Value\" from pragma_synchronous").ToListAsync(cancel)).Single();
        return level == 2 ? Fine : $"synchronous is {level}, not FULL";
    }

    private async Task<string> Disk(CancellationToken cancel)
    {
        var probe = Path.Combine(storage.Folder, ".ready");
        await File.WriteAllTextAsync(probe, "ready", cancel);
        File.Delete(probe);
        return Fine;
    }

    // What is wrong is the answer here, whatever it is; the words of the failure could name a place or a person.
    private static async Task<string> Try(Func<Task<string>> check)
    {
        try { return await check(); }
        catch (Exception failed) when (failed is System.Data.Common.DbException or IOException or UnauthorizedAccessException or InvalidOperationException) { return failed.GetType().Name; }
    }
}
