using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Shouwang.Data;

/// <summary>Rows of one table that are written past the change tracker.</summary>
sealed class BulkTable(string name, params string[] columns)
{
    public string Name => name;
    public IReadOnlyList<string> Columns => columns;
    public List<object?[]> Rows { get; } = [];

    public void Add(params object?[] row) => Rows.Add(row);
}

/// <summary>Writes many rows quickly: COPY into PostgreSQL, one prepared statement into SQLite.</summary>
static class Bulk
{
    /// <summary>Writes and empties the tables; call inside a transaction.</summary>
    public static async Task Write(ShouwangDb db, IEnumerable<BulkTable> tables, CancellationToken cancel)
    {
        foreach (var table in tables)
        {
            if (db.IsSqlite) Insert(db, table);
            else await Copy((NpgsqlConnection)db.Database.GetDbConnection(), table, cancel);
            table.Rows.Clear();
        }
    }

    public static object ForSqlite(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString().ToUpperInvariant(),
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? 1 : 0,
        _ => value,
    };

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Names of our own tables and columns only.")]
    private static void Insert(ShouwangDb db, BulkTable table)
    {
        using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = $"insert into {table.Name} ({string.Join(", ", table.Columns.Select(Quoted))}) values ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
        var parameters = table.Columns.Select((_, i) =>
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            insert.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Length; i++) parameters[i].Value = ForSqlite(row[i]);
            insert.ExecuteNonQuery();
        }
    }

    private static async Task Copy(NpgsqlConnection connection, BulkTable table, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table.Name} ({string.Join(", ", table.Columns.Select(Quoted))}) from stdin (format binary)", cancel);
        foreach (var row in table.Rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var value in row) await Put(copy, value, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static Task Put(NpgsqlBinaryImporter copy, object? value, CancellationToken cancel) => value switch
    {
        null => copy.WriteNullAsync(cancel),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancel),
        Guid id => copy.WriteAsync(id, NpgsqlDbType.Uuid, cancel),
        DateTimeOffset at => copy.WriteAsync(at.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancel),
        bool yes => copy.WriteAsync(yes, NpgsqlDbType.Boolean, cancel),
        int number => copy.WriteAsync(number, NpgsqlDbType.Integer, cancel),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancel),
        double number => copy.WriteAsync(number, NpgsqlDbType.Double, cancel),
        _ => throw new ArgumentException($"A {value.GetType().Name} is not written here."),
    };

    private static string Quoted(string column) => $"\"{column}\"";
}
