using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouwang.Demo;
using Shouwang.Host;

namespace Shouwang.Bench;

/// <summary>A database of the bench's own, empty or a copy of another; it is gone when the bench is done.</summary>
sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string? server, name;

    private BenchDatabase(Storage storage, string? server, string? name) => (Storage, this.server, this.name) = (storage, server, name);

    public Storage Storage { get; }

    /// <summary>Where a verb finds it.</summary>
    public string[] Where => Storage.PostgresConnection is { } postgres ? ["--data", Storage.Folder, "--database", postgres] : ["--data", Storage.Folder];

    public static async Task<BenchDatabase> Make(string? server, BenchDatabase? copyOf, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("shouwang-bench-").FullName;
        if (copyOf is not null) CopyFolder(copyOf.Storage.Folder, folder);
        if (server is null) return new BenchDatabase(new Storage(folder, null), null, null);
        var name = "shouwang_bench_" + Path.GetFileName(folder)["shouwang-bench-".Length..].ToUpperInvariant();
        await Command(server, $"create database \"{name}\"" + (copyOf is null ? "" : $" template \"{copyOf.name}\""), cancel);
        return new BenchDatabase(new Storage(folder, new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString()), server, name);
    }

    /// <summary>One with the schema and a district of so many made-up volunteers.</summary>
    public static async Task<BenchDatabase> WithDistrict(string? server, int volunteers, IProgress<(string What, double Share)> progress, CancellationToken cancel)
    {
        var database = await Make(server, null, cancel);
        await database.Fill(async services =>
        {
            await services.GetRequiredService<Migrator>().Run(cancel);
            await services.GetRequiredService<DemoDistrict>().Build(volunteers, 0, "bench-" + FieldCipher.NewCode(12), progress, cancel);
        });
        return database;
    }

    /// <summary>Loads rows into it, in bulk.</summary>
    public async Task Fill(Func<IServiceProvider, Task> load)
    {
        await using var house = House.Build(new HouseOptions(Storage with { Loading = true }) { Jobs = false, Quiet = true });
        await using var scope = house.Services.CreateAsyncScope();
        await load(scope.ServiceProvider);
    }

    /// <summary>As a database is that has run for a while: statistics gathered, nothing left to be moved from the log.</summary>
    public async Task Settle(CancellationToken cancel)
    {
        await using DbConnection connection = server is null ? new SqliteConnection(Storage.SqliteConnection) : new NpgsqlConnection(Storage.PostgresConnection);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = server is null ? "pragma wal_checkpoint(truncate); pragma optimize = 0x10002" : "vacuum analyze";
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (name is not null) await Command(server!, $"drop database if exists \"{name}\" with (force)", CancellationToken.None);
        Directory.Delete(Storage.Folder, recursive: true);
    }

    private static void CopyFolder(string from, string to)
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The bench's own database names.")]
    private static async Task Command(string server, string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
