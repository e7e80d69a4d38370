using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>导入作业: works off what was started, oldest first; a restarted server goes on where the last committed batch ended.</summary>
/// <remarks>
/// The version of the import is its lease: each batch moves it in its own transaction, so that of two servers only one can write a batch,
/// and a cancelling or a crash never leaves half a batch.
/// </remarks>
public sealed class RunImports(IServiceScopeFactory scopes)
{
    public async Task<int> Run(CancellationToken cancel)
    {
        var (done, seen) = (0, new HashSet<Guid>());
        while (await Next(seen, cancel) is { } id)
        {
            seen.Add(id);
            await using var scope = scopes.CreateAsyncScope();
            if (await Act(scope.ServiceProvider, id, cancel)) done++;
        }
        await using var sweep = scopes.CreateAsyncScope();
        await sweep.ServiceProvider.GetRequiredService<SweepImports>().Run(cancel);
        return done;
    }

    private async Task<Guid?> Next(HashSet<Guid> seen, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var waiting = await scope.ServiceProvider.GetRequiredService<ShouwangDb>().Imports().AsNoTracking()
            .Where(i => i.State == ImportState.Checking || i.State == ImportState.Running || i.State == ImportState.Undoing).OrderBy(i => i.At).Select(i => i.Id).ToListAsync(cancel);
        return waiting.Where(id => !seen.Contains(id)).Select(id => (Guid?)id).FirstOrDefault();
    }

    /// <summary>Works on one import as the one who has brought it, until it is done, cancelled, or somebody else works on it.</summary>
    public static async Task<bool> Act(IServiceProvider services, Guid id, CancellationToken cancel)
    {
        var db = services.GetRequiredService<ShouwangDb>();
        var import = await db.Imports().AsNoTracking().FirstAsync(i => i.Id == id, cancel);
        var clock = services.GetRequiredService<TimeProvider>();
        var caller = import.ByKind == ActorKind.Staff ? await services.GetRequiredService<Callers>().Staff(import.ById, null, cancel) : AtTheServer(clock);
        if (caller is not null) services.GetRequiredService<CurrentCaller>().ActAs(caller);
        var rights = caller?.Rights ?? Rights.None;
        try
        {
            if (import.State == ImportState.Undoing) return await services.GetRequiredService<TakeBackImport>().Run(id, cancel);
            var no = rights.May(VolunteersAccess.Manage, import.UnitPath) ? await services.GetRequiredService<WriteImport>().Run(id, cancel) : new Refusal("volunteers.import.rights-gone");
            if (no is not null) await Stop(db, id, no, clock, cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException) { return false; } // cancelled, or another server has it
    }

    private static async Task Stop(ShouwangDb db, Guid id, Refusal no, TimeProvider clock, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var import = await db.Imports().FirstAsync(i => i.Id == id, cancel);
        if (import.State is not (ImportState.Checking or ImportState.Running)) return;
        import.Stop(no, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Who brings a file at the server's keyboard.</summary>
    public static Caller AtTheServer(TimeProvider clock) => new(Actor.System, "", new Rights([new HeldRole(Role.Clerk, "/", null)], Rooms.AccessRules, clock.GetUtcNow()));
}

/// <summary>清理导入: files of ended imports go at once, abandoned uploads and rejected rows after a week.</summary>
public sealed class SweepImports(ShouwangDb db, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task Run(CancellationToken cancel)
    {
        var old = clock.GetUtcNow() - Kept;
        var ended = db.Imports().Where(i => i.State == ImportState.Finished || i.State == ImportState.Cancelled || i.State == ImportState.Undone || i.At < old && i.State != ImportState.Running && i.State != ImportState.Checking).Select(i => i.Id);
        await db.ImportParts().Where(part => ended.Contains(part.ImportId)).ExecuteDeleteAsync(cancel);
        var past = db.Imports().Where(i => i.At < old && i.State != ImportState.Running).Select(i => i.Id);
        await db.ImportRejects().Where(reject => past.Contains(reject.ImportId)).ExecuteDeleteAsync(cancel);
    }
}
