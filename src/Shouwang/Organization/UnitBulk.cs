using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Shouwang.Organization;

/// <summary>Writes very many units at once, in the open transaction: COPY on PostgreSQL, one prepared statement on SQLite.</summary>
static class UnitBulk
{
    private const int Beat = 5_000;
    private const string Words = "单位";

    public static Task Insert(ShouwangDb db, IReadOnlyCollection<FreshUnit> units, IProgress<Progressed>? progress, CancellationToken cancel)
    {
        if (units.Count == 0) return Task.CompletedTask;
        return db.IsSqlite ? Statement(db, units, progress, cancel) : Copy(db, units, progress, cancel);
    }

    private static async Task Statement(ShouwangDb db, IReadOnlyCollection<FreshUnit> units, IProgress<Progressed>? progress, CancellationToken cancel)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await using var insert = connection.CreateCommand();
        insert.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = "insert into units (id, parent_id, code, kind, name, region_digits, version, unit_path) values ($id, $parent, $code, $kind, $name, $code, 1, $path)";
        SqliteParameter Add(string name) => insert.Parameters.Add(name, SqliteType.Text);
        var (id, parent, code, kind, name, path) = (Add("$id"), Add("$parent"), Add("$code"), Add("$kind"), Add("$name"), Add("$path"));
        var done = 0;
        foreach (var unit in units)
        {
            (id.Value, parent.Value) = (Text(unit.Id), unit.Parent is { } above ? Text(above) : DBNull.Value);
            (code.Value, kind.Value, name.Value, path.Value) = (unit.Code, unit.Kind.ToString(), unit.Name, unit.Path);
            if (done == 0) await insert.PrepareAsync(cancel);
            await insert.ExecuteNonQueryAsync(cancel);
            if (++done % Beat == 0) Tell(progress, done, units.Count, cancel);
        }
        Tell(progress, done, units.Count, cancel);
    }

    private static async Task Copy(ShouwangDb db, IReadOnlyCollection<FreshUnit> units, IProgress<Progressed>? progress, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy units (id, parent_id, code, kind, name, region_digits, version, unit_path) from stdin (format binary)", cancel);
        var done = 0;
        foreach (var unit in units)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(unit.Id.Value, NpgsqlDbType.Uuid, cancel);
            if (unit.Parent is { } parent) await copy.WriteAsync(parent.Value, NpgsqlDbType.Uuid, cancel);
            else await copy.WriteNullAsync(cancel);
            await copy.WriteAsync(unit.Code, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(unit.Kind.ToString(), NpgsqlDbType.Varchar, cancel);
            await copy.WriteAsync(unit.Name, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(unit.Code, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(1, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(unit.Path, NpgsqlDbType.Text, cancel);
            if (++done % Beat == 0) Tell(progress, done, units.Count, cancel);
        }
        await copy.CompleteAsync(cancel);
        Tell(progress, done, units.Count, cancel);
    }

    private static void Tell(IProgress<Progressed>? progress, int done, int all, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        progress?.Report(new Progressed(Words, done, all));
    }

    private static string Text(UnitId id) => id.Value.ToString().ToUpper(CultureInfo.InvariantCulture);
}
