using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Shouwang.Data;

/// <summary>Where the data lie: a folder with the keys, and SQLite inside it or a PostgreSQL elsewhere.</summary>
public sealed record Storage(string Folder, string? PostgresConnection)
{
    public bool IsSqlite => PostgresConnection is null;

    /// <summary>True while a new database is being filled that is thrown away when anything goes wrong: then nothing waits for the disk.</summary>
    public bool Loading { get; init; }

    public string SqliteFile => Path.Combine(Folder, "shouwang.db");

    public string KeyFile => Path.Combine(Folder, "keys", "master.key");

    public string SqliteConnection => new SqliteConnectionStringBuilder
    {
        DataSource = SqliteFile,
        ForeignKeys = true,
        Pooling = true,
        DefaultTimeout = 30,
    }.ToString();

    /// <summary>Whether somebody has worked in this database before: its ledger has a chain.</summary>
    public bool HasData()
    {
        if (IsSqlite && !File.Exists(SqliteFile)) return false;
        using DbConnection connection = IsSqlite ? new SqliteConnection(SqliteConnection) : new NpgsqlConnection(PostgresConnection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = IsSqlite ? "select count(*) from sqlite_master where name = 'fact_chains'" : "select count(*) from pg_tables where tablename = 'fact_chains' and schemaname = any (current_schemas(false))";
        if (Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0) return false;
        command.CommandText = "select count(*) from fact_chains";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) > 0;
    }

    public static void AddTo(IServiceCollection services, Storage storage)
    {
        Directory.CreateDirectory(storage.Folder);
        services.AddSingleton(storage);
        services.AddSingleton(_ => KeyRing.OpenOrCreate(storage.KeyFile, storage.HasData()));
        services.AddSingleton<FieldCipher>();
        services.AddSingleton<FactSeal>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<Migrator>();
        services.AddSingleton(_ => new WriteGate(oneAtATime: storage.IsSqlite));
        services.AddScoped<ActorOnDuty>();
        services.AddScoped<FactWriter>();
        services.AddScoped<FactCheck>();
        services.AddScoped<Leases>();
        if (storage.PostgresConnection is { } connection)
        {
            services.AddSingleton(_ => NpgsqlDataSource.Create(Prepared(connection)));
            services.AddHostedService<ChangeListener>();
            services.AddDbContext<ShouwangDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)));
        }
        else
        {
            services.AddHostedService<SqliteNews>();
            var settings = new SqliteSettings(storage.Loading);
            services.AddDbContext<ShouwangDb>(options => options.UseSqlite(storage.SqliteConnection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(settings));
        }
    }

    /// <summary>A PostgreSQL connection as somebody wrote it.</summary>
    public static NpgsqlConnectionStringBuilder Read(string connection)
    {
        try { return new NpgsqlConnectionStringBuilder(connection); }
        catch (ArgumentException unreadable) { throw new SetupException($"--database is not a PostgreSQL connection (\"Host=…;Database=…;Username=…\"): {unreadable.Message}", unreadable); }
    }

    // Planning a statement takes the server longer than running most of ours: each connection keeps its plans. Nothing of ours
    // outlives its transaction in a connection either, so there is nothing to wipe when it goes back to the pool after each question.
    private static string Prepared(string connection)
    {
        var settings = Read(connection);
        if (settings.MaxAutoPrepare == 0) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages, settings.NoResetOnClose) = (200, 3, true);
        return settings.ToString();
    }
}

/// <summary>The settings every SQLite connection gets: WAL with full sync, because NORMAL loses acknowledged work when the power fails.</summary>
sealed class SqliteSettings(bool loading) : DbConnectionInterceptor
{
    private const string Settings = "pragma journal_mode=wal; pragma wal_autocheckpoint=8000; pragma temp_store=memory; pragma cache_size=-65536; pragma synchronous=";
    private readonly string settings = Settings + (loading ? "off;" : "full;");

    // A pooled connection comes back with its settings; telling it again would cost more than most questions.
    private readonly ConditionalWeakTable<object, object> told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private void Apply(DbConnection connection)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || !told.TryAdd(handle, handle)) return;
        using var command = connection.CreateCommand();
        command.CommandText = settings;
        command.ExecuteNonQuery();
    }
}
