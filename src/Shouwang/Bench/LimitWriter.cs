using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shouwang.Bench;

/// <summary>Writes statements in one transaction as cheaply as the engine lets one.</summary>
abstract partial class LimitWriter : IAsyncDisposable
{
    /// <summary>A menu item that orders may point to.</summary>
    protected object Item { get; private set; } = DBNull.Value;

    public static async Task<LimitWriter> Open(Storage storage, CancellationToken cancel)
    {
        LimitWriter writer = storage.PostgresConnection is { } postgres ? new PostgresWriter(postgres) : new SqliteWriter(storage.SqliteConnection);
        writer.Item = await writer.First("select id from menu_items limit 1", cancel);
        return writer;
    }

    public abstract Task Write(IReadOnlyList<string> statements, Dictionary<string, object> values, CancellationToken cancel);

    public abstract ValueTask DisposeAsync();

    protected abstract Task<object> First(string sql, CancellationToken cancel);

    [GeneratedRegex("@([a-z]+)")]
    private static partial Regex Name();

    /// <summary>One connection and one writer, with prepared statements.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The bench's own statements.")]
    private sealed class SqliteWriter : LimitWriter
    {
        private readonly SqliteConnection connection;
        private readonly SemaphoreSlim turn = new(1, 1);
        private readonly Dictionary<string, SqliteCommand> prepared = [];

        public SqliteWriter(string where)
        {
            connection = new SqliteConnection(where);
            connection.Open();
            using var settings = connection.CreateCommand();
            settings.CommandText = "pragma journal_mode=wal; pragma wal_autocheckpoint=8000; pragma cache_size=-65536; pragma synchronous=full";
            settings.ExecuteNonQuery();
        }

        public override async Task Write(IReadOnlyList<string> statements, Dictionary<string, object> values, CancellationToken cancel)
        {
            values["item"] = Item;
            await turn.WaitAsync(cancel);
            try
            {
                Run("begin immediate", values);
                foreach (var statement in statements) Run(statement, values);
                Run("commit", values);
            }
            finally { turn.Release(); }
        }

        private void Run(string sql, Dictionary<string, object> values)
        {
            if (!prepared.TryGetValue(sql, out var command))
            {
                prepared[sql] = command = new SqliteCommand(sql, connection);
                foreach (var name in Name().Matches(sql).Select(match => match.Groups[1].Value).Distinct()) command.Parameters.Add(new SqliteParameter("@" + name, null));
            }
            foreach (SqliteParameter parameter in command.Parameters) parameter.Value = Bulk.ForSqlite(values[parameter.ParameterName[1..]]);
            command.ExecuteNonQuery();
        }

        protected override async Task<object> First(string sql, CancellationToken cancel)
        {
            await using var command = new SqliteCommand(sql, connection);
            return (await command.ExecuteScalarAsync(cancel))!;
        }

        public override ValueTask DisposeAsync()
        {
            foreach (var command in prepared.Values) command.Dispose();
            turn.Dispose();
            return connection.DisposeAsync();
        }
    }

    /// <summary>All statements of a step in one batch: one trip, one transaction, prepared plans.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The bench's own statements.")]
    private sealed class PostgresWriter(string where) : LimitWriter
    {
        private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(where) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 }.ToString());

        public override async Task Write(IReadOnlyList<string> statements, Dictionary<string, object> values, CancellationToken cancel)
        {
            values["item"] = Item;
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var batch = new NpgsqlBatch(connection);
            foreach (var statement in statements)
            {
                var command = new NpgsqlBatchCommand(statement);
                foreach (var name in Name().Matches(statement).Select(match => match.Groups[1].Value).Distinct()) command.Parameters.AddWithValue(name, values[name]);
                batch.BatchCommands.Add(command);
            }
            await batch.ExecuteNonQueryAsync(cancel);
        }

        protected override async Task<object> First(string sql, CancellationToken cancel)
        {
            await using var command = source.CreateCommand(sql);
            return (await command.ExecuteScalarAsync(cancel))!;
        }

        public override ValueTask DisposeAsync() => source.DisposeAsync();
    }
}
