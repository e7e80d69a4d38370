using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shouwang.Data;

/// <summary>Brings the database to the schema of this program: numbered SQL steps, each run once, in a transaction of its own.</summary>
public sealed partial class Migrator(Storage storage, ILogger<Migrator> log)
{
    private const long AdvisoryLock = 0x53686F75; // "Shou": two servers starting at once take turns
    private static readonly Assembly Home = typeof(Migrator).Assembly;

    /// <summary>The steps of one engine, in order.</summary>
    public static IReadOnlyList<(int Number, string Name, string Sql)> Steps(bool sqlite)
    {
        var engine = sqlite ? "sqlite" : "postgres";
        return [.. Home.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Match: StepName().Match(resource)))
            .Where(step => step.Match.Success && step.Match.Groups["engine"].Value == engine)
            .Select(step => (int.Parse(step.Match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture), step.Match.Groups["name"].Value, Read(step.Resource)))
            .OrderBy(step => step.Item1)];
    }

    /// <summary>Runs what is missing; refuses a database that is newer than this program.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var connection = Connect();
        await connection.OpenAsync(cancel);
        if (storage.IsSqlite) await Execute(connection, null, "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on;", cancel);
        else await Execute(connection, null, $"select pg_advisory_lock({AdvisoryLock})", cancel);
        await Execute(connection, null, "create table if not exists schema_steps (number integer primary key, name text not null)", cancel);

        var done = await Done(connection, cancel);
        var steps = Steps(storage.IsSqlite);
        if (done.Except(steps.Select(step => step.Number)).Any())
            throw new SetupException("This database was made by a newer version of Shouwang. Start that version, or restore a backup.");
        var missing = steps.Where(step => !done.Contains(step.Number)).ToList();
        foreach (var (number, name, sql) in missing)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if ((await Done(connection, cancel)).Contains(number)) continue; // on SQLite another process may have been first
            await Execute(connection, transaction, sql, cancel);
            await Execute(connection, transaction, $"insert into schema_steps (number, name) values ({number}, '{name}')", cancel);
            await transaction.CommitAsync(cancel);
            log.LogInformation("Schema step {Number} {Name} done", number, name);
        }
        if (!storage.IsSqlite) await Execute(connection, null, $"select pg_advisory_unlock({AdvisoryLock})", cancel);
        return missing.Count;
    }

    private DbConnection Connect() => storage.PostgresConnection is { } postgres
        ? new NpgsqlConnection(postgres)
        : new SqliteConnection(storage.SqliteConnection);

    private static async Task<HashSet<int>> Done(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select number from schema_steps";
        var done = new HashSet<int>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) done.Add(reader.GetInt32(0));
        return done;
    }

    // The text is this program's own: embedded steps and numbers, nothing from outside.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Embedded steps of this program only.")]
    private static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\.Migrations\.(?<number>\d{4})-(?<name>[a-z-]+)\.(?<engine>sqlite|postgres)\.sql$")]
    private static partial Regex StepName();
}
