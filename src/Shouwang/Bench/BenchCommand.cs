using System.CommandLine;
using System.Text.Json;
using Shouwang.Host;

namespace Shouwang.Bench;

/// <summary>What is to be measured.</summary>
sealed record BenchPlan(IReadOnlyList<int> Orders, int Loops, int Clients, int Volunteers, int BoardReads);

/// <summary>bench: loops per second and the time of every step, with few and with many orders in the tables, in databases of its own that it takes away again.</summary>
static class BenchCommand
{
    public static Command Make()
    {
        var orders = new Option<int[]>("--orders") { Description = "Orders already in the tables; several numbers give several rows", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0, 100_000] };
        var loops = new Option<int>("--loops") { Description = "Loops to measure for each row", DefaultValueFactory = _ => 900 };
        var clients = new Option<int>("--clients") { Description = "Loops that run at the same time", DefaultValueFactory = _ => 8 };
        var volunteers = new Option<int>("--volunteers") { Description = "Made-up volunteers", DefaultValueFactory = _ => 4000 };
        var board = new Option<int>("--board-reads") { Description = "How often the board is read", DefaultValueFactory = _ => 60 };
        var verb = new Command("bench", "Measure the full loop on this machine, beside the least that would have to be done") { orders, loops, clients, volunteers, board, BenchOptions.Postgres, BenchOptions.Write, CommandLine.Json };
        verb.Subcommands.Add(LimitServer.Make());
        verb.Subcommands.Add(LedgerBench.Make());
        verb.Subcommands.Add(ProposalBench.Make());
        verb.Runs(async (parsed, cancel) =>
        {
            var plan = new BenchPlan([.. parsed.GetValue(orders)!.Order()], parsed.GetValue(loops), parsed.GetValue(clients), parsed.GetValue(volunteers), parsed.GetValue(board));
            var rows = new List<BenchRow>();
            await Bars.Show(async bars =>
            {
                foreach (var server in BenchOptions.Servers(parsed))
                    rows.AddRange(await new BenchRun(plan, server, Bars.Of(bars)).Run(cancel));
            });
            var tables = BenchReport.Tables(plan, rows);
            Console.WriteLine(parsed.GetValue(CommandLine.Json) ? JsonSerializer.Serialize(rows, JsonSerializerOptions.Web) : tables);
            if (parsed.GetValue(BenchOptions.Write) is { } file) await BenchReport.WriteInto(file, "loop", tables, cancel);
            return 0;
        });
        return verb;
    }
}
