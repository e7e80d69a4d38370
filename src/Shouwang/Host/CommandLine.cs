using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shouwang.Host;

/// <summary>What every verb shares: where the data lie, and a house to work in.</summary>
public static class CommandLine
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of the data and the keys",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SHOUWANG_DATA") ?? ".data",
    };

    public static readonly Option<string?> Database = new("--database")
    {
        Description = "PostgreSQL connection (\"Host=…;Database=…\"); without it SQLite in the data folder",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SHOUWANG_DATABASE"),
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Answer as JSON, for programs" };

    /// <summary>A verb with the common options.</summary>
    public static Command Verb(string name, string description, params Option[] options)
    {
        var verb = new Command(name, description) { Data, Database };
        foreach (var option in options) verb.Options.Add(option);
        return verb;
    }

    /// <summary>
    /// What a verb does. It starts on a thread of its own: Ctrl-C is listened to only once the running task is there,
    /// and on SQLite all the work could be done before that.
    /// </summary>
    public static void Runs(this Command verb, Func<ParseResult, CancellationToken, Task<int>> work) =>
        verb.SetAction((parsed, cancel) => Task.Run(() => Guarded(() => work(parsed, cancel)), CancellationToken.None));

    // What the operator can mend he is told in a sentence; everything else is a defect and keeps its stack trace.
    private static async Task<int> Guarded(Func<Task<int>> work)
    {
        try { return await work(); }
        catch (Exception fault) when (Mendable(fault) is { } words)
        {
            await Console.Error.WriteLineAsync(words);
            return 1;
        }
    }

    private const int NotADatabase = 26; // SQLITE_NOTADB

    private static string? Mendable(Exception fault) => fault switch
    {
        SetupException => fault.Message,
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused => $"PostgreSQL refuses: {refused.MessageText}. See --database.",
        PostgresException => null,
        NpgsqlException { InnerException: System.Net.Sockets.SocketException } => $"PostgreSQL does not answer: {fault.Message}. See --database.",
        SqliteException { SqliteErrorCode: NotADatabase } => "The file shouwang.db is not a database of this product. Put the right one back, or choose another folder with --data.",
        IOException { InnerException: AddressInUseException } => fault.Message + " Another program listens there; choose another --port.",
        _ => null,
    };

    public static Storage StorageOf(ParseResult parsed)
    {
        var database = parsed.GetValue(Database);
        return new Storage(Path.GetFullPath(parsed.GetValue(Data)!), string.IsNullOrWhiteSpace(database) ? null : Storage.Read(database).ConnectionString);
    }

    /// <summary>Runs the work in the house, migrated, without serving; the caller is the system.</summary>
    public static async Task<int> InHouse(ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        await using var app = House.Build(new HouseOptions(StorageOf(parsed)) { Jobs = false, Quiet = true });
        await app.Services.GetRequiredService<Migrator>().Run(cancel);
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider, cancel);
    }
}

/// <summary>serve: the web server, pages and API.</summary>
static class ServeCommand
{
    public static Command Make()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", DefaultValueFactory = _ => 5080 };
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on instead, for example http://0.0.0.0:5080" };
        var demo = new Option<bool>("--show-codes") { Description = "Show one-time codes on the demo's inbox page (demonstrations only)" };
        var verb = CommandLine.Verb("serve", "Serve the pages and the API", port, urls, demo);
        verb.Runs(async (parsed, cancel) =>
        {
            var options = new HouseOptions(CommandLine.StorageOf(parsed))
            {
                Urls = parsed.GetValue(urls) ?? $"http://127.0.0.1:{parsed.GetValue(port)}",
                ShowCodes = parsed.GetValue(demo),
            };
            await using var app = House.Build(options);
            await app.Services.GetRequiredService<Migrator>().Run(cancel);
            await app.RunAsync(cancel);
            return 0;
        });
        return verb;
    }
}

/// <summary>migrate: brings the database to this program's schema.</summary>
static class MigrateCommand
{
    public static Command Make()
    {
        var model = new Option<bool>("--print-model") { Description = "Print the schema that the model would make: the start of a new step" };
        var verb = CommandLine.Verb("migrate", "Bring the database to the schema of this program", model);
        verb.Runs(async (parsed, cancel) =>
        {
            await using var app = House.Build(new HouseOptions(CommandLine.StorageOf(parsed)) { Jobs = false, Quiet = true });
            if (parsed.GetValue(model))
            {
                await using var scope = app.Services.CreateAsyncScope();
                Console.WriteLine(scope.ServiceProvider.GetRequiredService<ShouwangDb>().Database.GenerateCreateScript());
                return 0;
            }
            var steps = await app.Services.GetRequiredService<Migrator>().Run(cancel);
            Console.WriteLine($"{steps} steps run");
            return 0;
        });
        return verb;
    }
}
