using System.CommandLine;
using System.Globalization;
using Shouwang.Dispatch;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Bench;

/// <summary>bench proposal: how long the dispatcher waits for a proposal over all open orders of a district.</summary>
static class ProposalBench
{
    private const int Turns = 5, Volunteers = 4_000;

    public static Command Make()
    {
        var orders = new Option<int>("--orders") { Description = "Orders in the tables; one of ten is open", DefaultValueFactory = _ => 10_000 };
        var verb = new Command("proposal", "Measure the proposal for all open orders together") { orders, BenchOptions.Postgres, BenchOptions.Write };
        verb.Runs(async (parsed, cancel) =>
        {
            var table = $"{BenchReport.Machine}; {Volunteers:N0} volunteers.\n\n| database | places wanted | filled | first, ms | median, ms |\n|---|---|---|---|---|\n";
            await Bars.Show(async bars =>
            {
                foreach (var server in BenchOptions.Servers(parsed)) table += await Measure(server, parsed.GetValue(orders), Bars.Of(bars), cancel);
            });
            Console.WriteLine(table);
            if (parsed.GetValue(BenchOptions.Write) is { } file) await BenchReport.WriteInto(file, "proposal", table, cancel);
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
        var (times, sum) = (new List<double>(), new ProposalSum(0, 0, 0));
        for (var turn = 0; turn <= Turns; turn++)
        {
            await using var scope = house.Services.CreateAsyncScope();
            var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
            scope.ServiceProvider.GetRequiredService<CurrentCaller>().ActAs(new(Actor.System, "", new Rights([new HeldRole(Role.Dispatcher, "/", null)], Rooms.AccessRules, clock.GetUtcNow())));
            var begun = TimeProvider.System.GetTimestamp();
            var proposal = (await scope.ServiceProvider.GetRequiredService<ProposeAll>().Run(null, null, cancel)).Value;
            times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
            sum = proposal.Sum;
        }
        return string.Create(CultureInfo.InvariantCulture, $"| {engine} | {sum.Places:N0} | {sum.Filled:N0} | {times[0]:0} | {times.Skip(1).Order().ElementAt(Turns / 2):0} |\n");
    }
}
