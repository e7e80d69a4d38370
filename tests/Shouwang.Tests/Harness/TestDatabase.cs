using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Shouwang.Harness;

/// <summary>The PostgreSQL server the tests may use, if one is given.</summary>
public static class PostgresServer
{
    public static string? Connection { get; } = Environment.GetEnvironmentVariable("SHOUWANG_TEST_POSTGRES") is { Length: > 0 } given ? given : null;

    public static string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(Connection!) { Database = database, MaxPoolSize = 30 }.ToString();

    /// <summary>Runs a statement about databases on the server itself.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The tests' own database names.")]
    public static async Task Command(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection!) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database of one test's own: copied from a template that was migrated once per run.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string Run = $"{Environment.ProcessId}_{Guid.NewGuid():N}"[..16];
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplate);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplate);
    private static int count;

    private readonly string? database;

    private TestDatabase(Storage storage, string? database) => (Storage, this.database) = (storage, database);

    public Storage Storage { get; }

    /// <summary>Where programs and verbs find it.</summary>
    public string[] Where => Storage.PostgresConnection is { } postgres ? ["--data", Storage.Folder, "--database", postgres] : ["--data", Storage.Folder];

    /// <summary>A database with the product's schema.</summary>
    public static Task<TestDatabase> Migrated(Engine engine) => Make(engine, async () => engine == Engine.Sqlite ? await SqliteTemplate.Value : await PostgresTemplate.Value);

    /// <summary>A database without any table.</summary>
    public static Task<TestDatabase> Empty(Engine engine) => Make(engine, () => Task.FromResult(""));

    private static async Task<TestDatabase> Make(Engine engine, Func<Task<string>> template)
    {
        var folder = Directory.CreateTempSubdirectory("shouwang-test-").FullName;
        var from = await template();
        if (engine == Engine.Sqlite)
        {
            var storage = new Storage(folder, null);
            if (from.Length > 0) File.Copy(from, storage.SqliteFile);
            return new TestDatabase(storage, null);
        }
        var name = $"shouwang_test_{Run}_{Interlocked.Increment(ref count)}";
        await PostgresServer.Command($"create database {name}" + (from.Length > 0 ? $" template {from}" : ""));
        return new TestDatabase(new Storage(folder, PostgresServer.ConnectionTo(name)), name);
    }

    private static async Task<string> MakeSqliteTemplate()
    {
        var storage = new Storage(Directory.CreateTempSubdirectory("shouwang-template-").FullName, null);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(storage.Folder, recursive: true);
        await new Migrator(storage, NullLogger<Migrator>.Instance).Run(CancellationToken.None);
        await using (var connection = new SqliteConnection(storage.SqliteConnection))
        {
            await connection.OpenAsync();
            await using var checkpoint = new SqliteCommand("pragma wal_checkpoint(truncate)", connection);
            await checkpoint.ExecuteNonQueryAsync();
            SqliteConnection.ClearPool(connection);
        }
        return storage.SqliteFile;
    }

    private static async Task<string> MakePostgresTemplate()
    {
        var name = $"shouwang_template_{Run}";
        await PostgresServer.Command($"create database {name}");
        var connection = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionTo(name)) { Pooling = false }.ToString();
        await new Migrator(new Storage(Path.GetTempPath(), connection), NullLogger<Migrator>.Instance).Run(CancellationToken.None);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null) await PostgresServer.Command($"drop database if exists {database} with (force)");
        else
        {
            using var pooled = new SqliteConnection(Storage.SqliteConnection);
            SqliteConnection.ClearPool(pooled);
        }
        Directory.Delete(Storage.Folder, recursive: true);
    }
}
