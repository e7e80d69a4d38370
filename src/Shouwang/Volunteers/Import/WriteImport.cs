using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Reads the file of one import and checks or writes it, batch by batch, each in a transaction with its facts and its progress.</summary>
public sealed class WriteImport(ShouwangDb db, ImportFile files, ImportBatch batch, TimeProvider clock)
{
    /// <summary>Rows of one transaction.</summary>
    public const int BatchSize = 2_000;

    private const int Tries = 4;

    /// <summary>The refusal that stops the import, or null when it is done or was cancelled.</summary>
    public async Task<Refusal?> Run(Guid id, CancellationToken cancel)
    {
        await using var file = await files.Open(id, cancel);
        if (file is null) return new Refusal("volunteers.import.file-gone");
        var import = await db.Imports().AsNoTracking().FirstAsync(i => i.Id == id, cancel);
        try
        {
            var rows = TableFile.Of(file, import.SheetName).Rows().Skip(1);
            return await All(import, rows, cancel);
        }
        catch (TableException wrong) { return wrong.Why; }
    }

    private async Task<Refusal?> All(VolunteerImport import, IEnumerable<TableRow> rows, CancellationToken cancel)
    {
        // A trial writes nothing by which it could know its own rows again: it starts anew, and remembers them itself.
        var trial = import.State == ImportState.Checking;
        if (trial && !await Restart(import.Id, cancel)) return null;
        batch.Begin(ImportWords.Read(import.ColumnsJson), import.UnitPath);
        var done = trial ? 0 : import.Rows;
        foreach (var chunk in rows.Skip(done).Chunk(BatchSize))
        {
            cancel.ThrowIfCancellationRequested();
            if (!await Trying(() => Step(import.Id, chunk, trial, done, cancel))) return null;
            done += chunk.Length;
        }
        await db.InTransaction(async () =>
        {
            var now = await Reload(import.Id, cancel);
            if (now.State == import.State && now.Rows == done) now.Complete(clock.GetUtcNow());
            return await db.SaveChangesAsync(cancel);
        }, cancel);
        return null;
    }

    private Task<bool> Step(Guid id, TableRow[] rows, bool trial, int done, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var import = await Reload(id, cancel);
        if (import.State != (trial ? ImportState.Checking : ImportState.Running) || import.Rows != done) return false; // cancelled meanwhile, or another server is further
        import.Advance(await batch.Run(import, rows, trial, cancel));
        await db.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    // Somebody may sign up with a phone of the batch between the look and the write: then the batch is looked at again.
    private async Task<bool> Trying(Func<Task<bool>> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try { return await step(); }
            catch (DbException clash) when (attempt < Tries && clash is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } or SqliteException { SqliteErrorCode: 19 }) { }
            db.ChangeTracker.Clear();
        }
    }

    private Task<bool> Restart(Guid id, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var import = await Reload(id, cancel);
        if (import.State != ImportState.Checking) return false;
        await db.ImportRejects().Where(r => r.ImportId == id).ExecuteDeleteAsync(cancel);
        if (import.Rows > 0) import.Advance(ImportCount.None);
        await db.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    private async Task<VolunteerImport> Reload(Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await db.Imports().FirstAsync(i => i.Id == id, cancel);
    }
}
