using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Shouwang.Host;

namespace Shouwang.Demo;

/// <summary>drill: plays a day on the demo district while its pages are open elsewhere.</summary>
static class DrillCommand
{
    /// <summary>How much of a day is played: it ends now, in the middle of work.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromHours(9);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    public static Command Make() => new("drill", "Play with made-up people, to see or to practise") { Day() };

    private static Command Day()
    {
        var orders = new Option<int>("--orders") { Description = "Orders of the day", DefaultValueFactory = _ => 400 };
        var speed = new Option<double>("--speed") { Description = "How many times faster than life; 0 for as fast as it goes", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "The same seed plays the same day", DefaultValueFactory = _ => 1 };
        var verb = CommandLine.Verb("day", "Play a day of orders through the real use cases; it ends when it has caught up with the clock on the wall", orders, speed, seed, CommandLine.Json);
        verb.Runs(async (parsed, cancel) =>
        {
            var pace = parsed.GetValue(speed);
            if (pace is not 0 and <= 1)
            {
                await Console.Error.WriteLineAsync("--speed must be more than 1, or 0 for as fast as it goes.");
                return 2;
            }
            PlayedDay played;
            try { played = await Play(CommandLine.StorageOf(parsed), parsed.GetValue(orders), pace, parsed.GetValue(seed), cancel); }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Stopped; what was played so far stays.");
                return 130;
            }
            Console.WriteLine(parsed.GetValue(CommandLine.Json)
                ? JsonSerializer.Serialize(played, JsonSerializerOptions.Web)
                : $"placed {played.Placed}, done {played.Done}, reviewed {played.Reviewed}, open {played.Open}, withdrawn {played.Withdrawn}, refused {played.Refused}");
            return 0;
        });
        return verb;
    }

    private static async Task<PlayedDay> Play(Storage storage, int orders, double speed, int seed, CancellationToken cancel)
    {
        var begun = TimeProvider.System.GetUtcNow();
        // Played time runs from nine hours ago until it meets the clock on the wall.
        var (from, until) = (begun - Span, begun + (speed == 0 ? TimeSpan.Zero : Span / (speed - 1)));
        var clock = new DrillClock(from);
        await using var app = House.Build(new HouseOptions(storage) { Jobs = false, Quiet = true, Clock = clock, Chance = MadeUpPeople.Chance(seed) });
        await app.Services.GetRequiredService<Migrator>().Run(cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var lease = KeepLease(app.Services, over.Token);
        PlayedDay? played = null;
        try { await Bars.Show(Played); }
        finally
        {
            await over.CancelAsync();
            await lease;
        }
        return played!;

        async Task Played(ProgressContext context)
        {
            var bar = context.AddTask("演练一天", maxValue: (until - from).TotalMinutes);
            played = await new PlayDay(app.Services, clock, new DrillDay(seed)).Run(orders, from, until, async (at, stop) =>
            {
                bar.Value = (at - from).TotalMinutes;
                var due = begun + (at - from) / (speed == 0 ? double.MaxValue : speed);
                var wait = due - TimeProvider.System.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, stop);
            }, cancel);
            bar.Value = bar.MaxValue;
        }
    }

    private static async Task KeepLease(IServiceProvider house, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await WithLeases(house, leases => leases.Renew(Leases.Drill, over));
                await Task.Delay(RenewEvery, over);
            }
        }
        catch (OperationCanceledException) { await WithLeases(house, leases => leases.GiveBack(Leases.Drill, CancellationToken.None)); }
    }

    private static async Task WithLeases(IServiceProvider house, Func<Leases, Task> work)
    {
        await using var scope = house.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<Leases>());
    }
}
