using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouwang.Host;

namespace Shouwang.Bench;

/// <summary>bench ledger: how fast the ledger is proved whole, beside merely reading its rows.</summary>
static class LedgerBench
{
    private const int Turns = 3, Volunteers = 400;

    public static Command Make()
    {
        var orders = new Option<int>("--orders") { Description = "Orders whose facts are checked", DefaultValueFactory = _ => 100_000 };
        var verb = new Command("ledger", "Measure how fast the ledger is verified") { orders, BenchOptions.Postgres, BenchOptions.Write };
        verb.Runs(async (parsed, cancel) =>
        {
            var table = $"{BenchReport.Machine}.\n\n| database | facts | verified/s | read/s (the limit) | limit ÷ verify |\n|---|---|---|---|---|\n";
            await Bars.Show(async bars =>
            {
                foreach (var server in BenchOptions.Servers(parsed))
                    table += await Measure(server, parsed.GetValue(orders), Bars.Of(bars), cancel);
            });
            Console.WriteLine(table);
            if (parsed.GetValue(BenchOptions.Write) is { } file) await BenchReport.WriteInto(file, "ledger", table, cancel);
            return 0;
        });
        return verb;
    }

    private static async Task<string> Measure(string? server, int orders, IProgress<(string What, double Share)> progress, CancellationToken cancel)
    {
        var engine = BenchOptions.EngineOf(server);
        await using var database = await BenchDatabase.WithDistrict(server, Volunteers, progress, cancel);
        await database.Fill(services => services.GetRequiredService<OrderHistory>().Write(orders, share => progress.Report((engine, share)), cancel));
        await database.Settle(cancel);
        await using var house = House.Build(new HouseOptions(database.Storage) { Jobs = false, Quiet = true });
        var (facts, checking, reading) = (0L, TimeSpan.Zero, TimeSpan.Zero);
        for (var turn = 0; turn < Turns; turn++)
        {
            await using var scope = house.Services.CreateAsyncScope();
            var begun = TimeProvider.System.GetTimestamp();
            var report = await scope.ServiceProvider.GetRequiredService<FactCheck>().Run(anchor: null, progress: null, cancel);
            if (!report.IsWhole) throw new InvalidOperationException("The ledger that was to be measured is broken.");
            (facts, checking) = (facts + report.Facts, checking + TimeProvider.System.GetElapsedTime(begun));
            begun = TimeProvider.System.GetTimestamp();
            await ReadAll(database.Storage, cancel);
            reading += TimeProvider.System.GetElapsedTime(begun);
        }
        return string.Create(CultureInfo.InvariantCulture, $"| {engine} | {facts / Turns:N0} | {facts / checking.TotalSeconds:N0} | {facts / reading.TotalSeconds:N0} | {checking / reading:0.0} |\n");
    }

    // The least: every column of every fact in the order of the chains, looked at and forgotten.
    private static async Task ReadAll(Storage storage, CancellationToken cancel)
    {
        await using DbConnection connection = storage.PostgresConnection is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection(storage.SqliteConnection);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = ("select * from facts order by unit_id, sequence", 600);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var values = new object[rows.FieldCount];
        while (await rows.ReadAsync(cancel)) rows.GetValues(values);
    }
}
