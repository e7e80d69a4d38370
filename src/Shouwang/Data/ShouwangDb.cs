using Microsoft.EntityFrameworkCore.Storage;

namespace Shouwang.Data;

/// <summary>The one database. It knows no concept: rooms bring their tables by <c>XTables.cs</c>, conventions hold for all.</summary>
/// <remarks>Saving writes the facts of every changed aggregate into the ledger, in the same transaction.</remarks>
public sealed class ShouwangDb(DbContextOptions<ShouwangDb> options, FactWriter facts, WriteGate gate, ChangeFeed changes) : DbContext(options)
{
    private readonly List<FactsOfSave> noted = [];

    public bool IsSqlite => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Ignore<FactDraft>();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ShouwangDb).Assembly);
        Conventions.Apply(modelBuilder, IsSqlite);
        Elapsed.Map(modelBuilder, IsSqlite);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Configure(configurationBuilder, IsSqlite);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously: a request thread must not wait for the disk.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        List<FactsOfSave> drafts = [.. FactWriter.Collect(ChangeTracker), .. noted];
        noted.Clear();
        if (Database.CurrentTransaction is not null) return await Write(drafts, acceptAllChangesOnSuccess, cancellationToken);

        return await InTransaction(() => Write(drafts, acceptAllChangesOnSuccess, cancellationToken), cancellationToken);
    }

    /// <summary>Notes a fact that belongs to no aggregate (a log-in, an import); it is written with the next save.</summary>
    public void Record(IInUnit where, string type, string subject, Guid id, params (string Name, object? Value)[] payload) =>
        noted.Add(new FactsOfSave(where.UnitId, where.UnitPath, 0, [new FactDraft(type, subject, id, payload.ToDictionary(p => p.Name, p => p.Value))]));

    /// <summary>Runs the work in one transaction, or in the one that is already open; changes are announced after the commit.</summary>
    public async Task<T> InTransaction<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        if (Database.CurrentTransaction is not null) return await work();

        using var turn = await gate.Enter(cancel);
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        var result = await work();
        await Commit(transaction, cancel);
        return result;
    }

    /// <summary>
    /// One piece of work that must happen whole or not at all: in one transaction, tried again on fresh data when somebody
    /// else was quicker, taken back when it is refused. Inside a larger transaction a savepoint does the same.
    /// </summary>
    public Task<Result<T>> Attempt<T>(Func<Task<Result<T>>> work, CancellationToken cancel) => Retrying(() => Once(work, cancel));

    private async Task<Result<T>> Once<T>(Func<Task<Result<T>>> work, CancellationToken cancel)
    {
        // What an attempt saves is taken back as a whole; a savepoint around every save would be one trip more each time.
        var each = Database.AutoSavepointsEnabled;
        Database.AutoSavepointsEnabled = false;
        try { return await Whole(work, cancel); }
        finally { Database.AutoSavepointsEnabled = each; }
    }

    private async Task<Result<T>> Whole<T>(Func<Task<Result<T>>> work, CancellationToken cancel)
    {
        if (Database.CurrentTransaction is { } outer) return await InSavepoint(outer, work, cancel);

        using var turn = await gate.Enter(cancel);
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        var result = await work();
        if (result.IsOk) await Commit(transaction, cancel);
        else Forget();
        return result;
    }

    private async Task<Result<T>> InSavepoint<T>(IDbContextTransaction outer, Func<Task<Result<T>>> work, CancellationToken cancel)
    {
        const string savepoint = "attempt";
        await outer.CreateSavepointAsync(savepoint, cancel);
        Result<T> result;
        try { result = await work(); }
        catch (DbUpdateException)
        {
            await outer.RollbackToSavepointAsync(savepoint, cancel);
            throw;
        }
        if (result.IsOk) return result;
        await outer.RollbackToSavepointAsync(savepoint, cancel);
        Forget();
        return result;
    }

    private void Forget()
    {
        ChangeTracker.Clear();
        noted.Clear();
        changes.Forget(this);
    }

    /// <summary>Commits and then tells the live pages what has changed.</summary>
    public async Task Commit(IDbContextTransaction transaction, CancellationToken cancel)
    {
        await changes.Notify(this, cancel);
        await transaction.CommitAsync(cancel);
        changes.Publish(this);
    }

    /// <summary>Runs the work again, on fresh data, when somebody else has changed the same thing in between.</summary>
    public async Task<T> Retrying<T>(Func<Task<T>> work)
    {
        const int tries = 8;
        for (var attempt = 1; ; attempt++)
        {
            try { return await work(); }
            catch (DbUpdateConcurrencyException) when (attempt < tries) { }
            catch (DbUpdateException clash) when (attempt < tries && Conflict.Of(clash) is not null) { }
            // Of two who wait for each other PostgreSQL stops one: his whole transaction is undone, and he may begin again.
            catch (Exception stopped) when (attempt < tries && Database.CurrentTransaction is null && Conflict.IsDeadlock(stopped)) { }
            Forget();
        }
    }

    private async Task<int> Write(List<FactsOfSave> drafts, bool accept, CancellationToken cancel)
    {
        var heads = drafts.Count > 0 ? await facts.Append(this, drafts, cancel) : [];
        var written = await base.SaveChangesAsync(accept, cancel);
        await FactWriter.SaveHeads(this, heads, cancel);
        changes.Note(this, drafts);
        return written;
    }
}
