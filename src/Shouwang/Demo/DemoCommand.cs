using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Shouwang.Host;
using Spectre.Console;

namespace Shouwang.Demo;

/// <summary>demo: builds the demo district in an empty database and plays part of a day in it.</summary>
static class DemoCommand
{
    public const string LogInFile = "demo-log-ins.txt";

    public static Command Make()
    {
        var people = new Option<int>("--volunteers") { Description = "Made-up volunteers", DefaultValueFactory = _ => 4000 };
        var doors = new Option<int>("--doors") { Description = "Made-up addresses with door codes", DefaultValueFactory = _ => 60_000 };
        var orders = new Option<int>("--orders") { Description = "Orders of the day that is played", DefaultValueFactory = _ => 400 };
        var password = new Option<string?>("--password") { Description = "Password of all demo accounts; made up when left out" };
        var verb = CommandLine.Verb("demo", "Build the demo district 石景山区 with made-up people, and play a day", people, doors, orders, password);
        verb.Runs(async (parsed, cancel) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var clock = new DrillClock(now - DrillCommand.Span);
            await using var app = House.Build(new HouseOptions(CommandLine.StorageOf(parsed) with { Loading = true }) { Jobs = false, Quiet = true, Clock = clock, Chance = MadeUpPeople.Chance(1) });
            await app.Services.GetRequiredService<Migrator>().Run(cancel);
            if (await IsInUse(app.Services, cancel))
            {
                await Console.Error.WriteLineAsync("This database holds units already. The demo needs an empty one: choose another --data or --database.");
                return 1;
            }
            var secret = parsed.GetValue(password) ?? "demo-" + RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 8);
            await Bars.Show(async context =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                var logIns = await scope.ServiceProvider.GetRequiredService<DemoDistrict>().Build(parsed.GetValue(people), parsed.GetValue(doors), secret, Bars.Of(context), cancel);
                await Write(app.Services.GetRequiredService<Storage>(), logIns, secret, parsed.GetValue(people), cancel);
                var bar = context.AddTask("演练一天", maxValue: DrillCommand.Span.TotalMinutes);
                await new PlayDay(app.Services, clock, new DrillDay(1)).Run(parsed.GetValue(orders), now - DrillCommand.Span, now, (at, _) =>
                {
                    bar.Value = (at - (now - DrillCommand.Span)).TotalMinutes;
                    return Task.CompletedTask;
                }, cancel);
                bar.Value = bar.MaxValue;
            });
            return 0;
        });
        return verb;
    }

    private static async Task<bool> IsInUse(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ShouwangDb>().Set<Organization.Unit>().AnyAsync(cancel);
    }

    private static Task Write(Storage storage, IReadOnlyList<DemoLogIn> logIns, string password, int people, CancellationToken cancel)
    {
        var (first, last) = (MadeUpPeople.VolunteerPhone(0), MadeUpPeople.VolunteerPhone(Math.Max(0, people - 1)));
        var lines = logIns.Select(logIn => string.Create(CultureInfo.InvariantCulture, $"  {logIn.Name,-10} {logIn.Who}（{logIn.Where}）"));
        string[] text =
        [
            "工作人员（密码都是 " + password + "） / staff, all with this password:", .. lines, "",
            $"志愿者：手机号 {first} 到 {last}，验证码显示在 /demo/inbox", $"volunteers: phone numbers {first} to {last}, codes appear at /demo/inbox",
        ];
        return File.WriteAllLinesAsync(Path.Combine(storage.Folder, LogInFile), text, cancel);
    }
}
