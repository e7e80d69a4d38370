using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Shouwang.Host;

namespace Shouwang.Architecture;

/// <summary>The database that the model would make, beside the one that the numbered steps make.</summary>
public sealed class SchemaDrift
{
    /// <summary>Breaks silently without it: the program believes in a column, a key or an index that the real database does not have.</summary>
    [DatabaseTheory]
    public async Task The_steps_build_what_the_model_says(Engine engine)
    {
        await using var fromModel = await TestDatabase.Empty(engine);
        await using var fromSteps = await TestDatabase.Empty(engine);
        await new Migrator(fromSteps.Storage, NullLogger<Migrator>.Instance).Run(CancellationToken.None);
        await Create(fromModel.Storage);
        var (wanted, built) = (await Describe(fromModel.Storage), await Describe(fromSteps.Storage));
        Assert.NotEmpty(wanted);
        None.Of(wanted.Except(built).Select(line => "missing in the steps: " + line));
        None.Of(built.Except(wanted).Where(line => !ByHand(line)).Select(line => "not in the model: " + line));
    }

    /// <summary>Breaks silently without it: a room of a low floor whose rows cannot live without a higher one's.</summary>
    [Fact]
    public async Task Foreign_keys_point_downwards()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        var upwards = await house.Read(db => Task.FromResult(db.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys())
            .Select(key => (From: RoomOf(key.DeclaringEntityType.ClrType), To: RoomOf(key.PrincipalEntityType.ClrType), Key: key))
            .Where(pair => !RoomMap.Allows(pair.From, pair.To))
            .Select(pair => $"{pair.Key.DeclaringEntityType.ClrType.Name} → {pair.Key.PrincipalEntityType.ClrType.Name}").ToList()));
        None.Of(upwards);
    }

    /// <summary>Breaks silently without it: a step that exists for one engine only.</summary>
    [Fact]
    public void Every_step_is_a_pair() =>
        Assert.Equal(Migrator.Steps(sqlite: true).Select(step => (step.Number, step.Name)), Migrator.Steps(sqlite: false).Select(step => (step.Number, step.Name)));

    // What EF cannot express is written below "-- By hand" in a step; such things are named so that they can be told apart.
    private static bool ByHand(string line) =>
        line.StartsWith("trigger ", StringComparison.Ordinal) || line.Contains("schema_steps", StringComparison.Ordinal)
        || line.Contains("by_hand", StringComparison.Ordinal) || line.StartsWith("exclusion ", StringComparison.Ordinal);

    private static Room RoomOf(Type entity) => RoomMap.Find(entity.Namespace!.Split('.')[1])!;

    private static async Task Create(Storage storage)
    {
        await using var house = House.Build(new HouseOptions(storage) { Jobs = false, Quiet = true });
        await using var scope = house.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ShouwangDb>().Database;
        await database.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
    }

    private static async Task<HashSet<string>> Describe(Storage storage)
    {
        await using DbConnection connection = storage.IsSqlite ? new Microsoft.Data.Sqlite.SqliteConnection(storage.SqliteConnection) : new Npgsql.NpgsqlConnection(storage.PostgresConnection);
        await connection.OpenAsync();
        var lines = new HashSet<string>();
        foreach (var question in storage.IsSqlite ? SqliteQuestions : PostgresQuestions) lines.UnionWith(await Ask(connection, question));
        return lines;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant questions of this class.")]
    private static async Task<List<string>> Ask(DbConnection connection, string question)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : reader.GetValue(i).ToString())));
        return lines;
    }

    // Columns come with type, nullability, default and place in the key; checks and collations stand only in the table's own text,
    // of which blanks and quotes do not matter.
    private static readonly string[] SqliteQuestions =
    [
        """select 'column', t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%'""",
        """select 'foreign', t.name, f."table", f."from", f."to", f.on_delete, f.on_update from sqlite_schema t, pragma_foreign_key_list(t.name) f where t.type = 'table'""",
        """select 'index', t.name, i.name, i."unique", i.partial, (select group_concat(x.name || case x.desc when 1 then ' desc' else '' end) from pragma_index_xinfo(i.name) x where x.key = 1) from sqlite_schema t, pragma_index_list(t.name) i where t.type = 'table' and i.origin = 'c'""",
        """select 'filter', name, lower(replace(replace(replace(substr(sql, instr(lower(sql), ' where ')), '"', ''), char(10), ' '), ' ', '')) from sqlite_schema where type = 'index' and sql like '% where %'""",
        """select 'table', name, lower(replace(replace(replace(replace(replace(replace(sql, '"', ''), char(10), ''), char(13), ''), ' ', ''), 'createtable', ''), ';', '')) from sqlite_schema where type = 'table' and name not like 'sqlite_%' and sql like '%check%'""",
        "select 'trigger', tbl_name, name from sqlite_schema where type = 'trigger'",
    ];

    private static readonly string[] PostgresQuestions =
    [
        "select 'column', table_name, column_name, data_type, character_maximum_length, numeric_precision, is_nullable, column_default, collation_name, is_identity, identity_generation from information_schema.columns where table_schema = 'public'",
        "select case contype when 'x' then 'exclusion' else 'constraint' end, conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c', 'x')",
        "select 'index', tablename, indexdef from pg_indexes where schemaname = 'public' and indexname not in (select conname from pg_constraint where contype = 'x')",
        "select 'trigger', event_object_table, trigger_name from information_schema.triggers where trigger_schema = 'public'",
    ];
}
