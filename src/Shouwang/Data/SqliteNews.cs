using Microsoft.Data.Sqlite;

namespace Shouwang.Data;

/// <summary>
/// Hears what another process (a drill, an import) writes into the same SQLite file, and passes it to this process's pages.
/// SQLite has no NOTIFY, but it counts: <c>data_version</c> changes when somebody else has committed, and the ledger says what.
/// </summary>
/// <remarks>It looks in real time, whatever the clock of the house says: the other process has a clock of its own.</remarks>
public sealed class SqliteNews(Storage storage, ChangeFeed feed) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private const int MostPerLook = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = new SqliteConnection(storage.SqliteConnection);
        await connection.OpenAsync(stoppingToken);
        var seen = await Number(connection, "select coalesce(max(id), 0) from facts", stoppingToken);
        var version = await Number(connection, "pragma data_version", stoppingToken);
        while (true)
        {
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            var now = await Number(connection, "pragma data_version", stoppingToken);
            if (now == version) continue;
            version = now;
            seen = await Tell(connection, seen, stoppingToken);
        }
    }

    // This process's own facts come by again here; telling a page twice to load the same version is harmless.
    private async Task<long> Tell(SqliteConnection connection, long seen, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select id, subject, subject_id, unit_path, subject_version from facts where id > $seen order by id desc limit $most";
        command.Parameters.AddWithValue("$seen", seen);
        command.Parameters.AddWithValue("$most", MostPerLook);
        await using var facts = await command.ExecuteReaderAsync(cancel);
        while (await facts.ReadAsync(cancel))
        {
            seen = Math.Max(seen, facts.GetInt64(0));
            feed.Tell(new Change(facts.GetString(1), facts.GetGuid(2), facts.GetString(3), facts.GetInt32(4)));
        }
        return seen;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Two constant texts of this class.")]
    private static async Task<long> Number(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
    }
}
