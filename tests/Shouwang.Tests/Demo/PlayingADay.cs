using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Shouwang.Dispatch;
using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Demo;

/// <summary>样例区和演练: nobody in it is real, a seed plays the same day each time, and a drill can be stopped.</summary>
public sealed class PlayingADay
{
    private const int People = 306, Doors = 153;
    private static readonly DateTimeOffset Morning = new(2022, 11, 8, 0, 0, 0, TimeSpan.Zero);
    private static readonly bool Nightly = Environment.GetEnvironmentVariable("SHOUWANG_TEST_NIGHTLY") == "1";

    [Fact]
    public async Task The_same_seed_leaves_the_same_facts_and_another_one_others()
    {
        var (first, again, other) = (await Played(Engine.Sqlite, seed: 7), await Played(Engine.Sqlite, seed: 7), await Played(Engine.Sqlite, seed: 8));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    /// <summary>By night the day of the README on both databases; else a morning of it.</summary>
    [DatabaseTheory]
    public async Task A_day_is_played_through_the_real_use_cases_and_its_books_are_in_order(Engine engine)
    {
        var orders = Nightly ? 400 : 40;
        await Play(engine, 1, orders, Nightly ? 4000 : People, async (house, played) =>
        {
            Assert.Equal((orders, 0), (played.Placed, played.Refused));
            Assert.True(played.Done > orders / 4, played.ToString());
            Assert.True(played.Open > 0, "it ends in the middle of work");
            await using var scope = house.CreateAsyncScope();
            Assert.Empty((await scope.ServiceProvider.GetRequiredService<FactCheck>().Run(null, null, default)).Broken);
            var db = scope.ServiceProvider.GetRequiredService<ShouwangDb>();
            Assert.Equal(await db.Assignments().CountAsync(place => place.CheckedOutAt != null), await db.ServiceRecords().CountAsync(record => record.CheckedOutAt != null));
            Assert.Equal(await db.Assignments().CountAsync(place => place.State == AssignmentState.Accepted || place.State == AssignmentState.OnTheWay || place.State == AssignmentState.CheckedIn || place.State == AssignmentState.Finished), await db.Bookings().CountAsync());
        });
    }

    [Fact]
    public void Nobody_real_has_a_phone_number_of_the_demo()
    {
        int[] some = [0, 1, 3999, 9_999, 10_000, 59_999, 9_999_999];
        var phones = some.SelectMany(n => new[] { MadeUpPeople.VolunteerPhone(n), MadeUpPeople.ResidentPhone(n) }).ToList();
        Assert.All(phones, phone => Assert.True(Phones.IsMobile(phone) && phone.StartsWith("161", StringComparison.Ordinal), phone));
        Assert.Equal(phones.Count, phones.Distinct().Count());
    }

    [Fact]
    public async Task A_drill_plays_faster_than_life_and_stops_when_it_is_told_to()
    {
        var data = Directory.CreateTempSubdirectory("shouwang-drill-").FullName;
        try
        {
            var demo = await ShouwangProcess.Verb("demo", "--data", data, "--volunteers", "153", "--doors", "153", "--orders", "0");
            Assert.True(demo.Exit == 0, demo.Complained);
            Assert.Contains("16100000152", await File.ReadAllTextAsync(Path.Combine(data, "demo-log-ins.txt")), StringComparison.Ordinal);
            Assert.Equal(2, (await ShouwangProcess.Verb("drill", "day", "--data", data, "--speed", "0.5")).Exit);

            await using var app = House.Build(new HouseOptions(new Storage(data, null)) { Jobs = false, Quiet = true });
            var stopped = await ShouwangProcess.Interrupted(async () => await Orders(app.Services) > 2, "drill", "day", "--data", data, "--orders", "200", "--speed", "1200");
            Assert.True(stopped.Exit == 130, stopped.Said + stopped.Complained);
            Assert.Contains("what was played so far stays", stopped.Complained, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", stopped.Complained, StringComparison.Ordinal);
            await using var scope = app.Services.CreateAsyncScope();
            Assert.False(await scope.ServiceProvider.GetRequiredService<Leases>().IsHeld(Leases.Drill, default), "the lease was not given back");
            Assert.InRange(await Orders(app.Services), 3, 199);
            Assert.Equal(0, (await ShouwangProcess.Verb("verify", "--data", data)).Exit);
        }
        finally { Directory.Delete(data, recursive: true); }
    }

    private static async Task<int> Orders(IServiceProvider house)
    {
        await using var scope = house.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ShouwangDb>().Orders().CountAsync();
    }

    private static async Task<string> Played(Engine engine, int seed)
    {
        var digest = "";
        await Play(engine, seed, 40, People, async (house, _) =>
        {
            await using var scope = house.CreateAsyncScope();
            var facts = await scope.ServiceProvider.GetRequiredService<ShouwangDb>().Facts().OrderBy(fact => fact.Id)
                .Select(fact => new { fact.Type, fact.Subject, fact.SubjectId, fact.SubjectVersion, fact.ActorKind, fact.ActorId, fact.At, fact.Payload }).ToListAsync();
            Assert.True(facts.Count > 500);
            var text = string.Join('\n', facts.Select(fact => string.Create(CultureInfo.InvariantCulture, $"{fact}")));
            digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        });
        return digest;
    }

    private static async Task Play(Engine engine, int seed, int orders, int people, Func<IServiceProvider, PlayedDay, Task> look)
    {
        await using var database = await TestDatabase.Migrated(engine);
        var clock = new DrillClock(Morning);
        await using var app = House.Build(new HouseOptions(database.Storage) { Jobs = false, Quiet = true, Clock = clock, Chance = MadeUpPeople.Chance(seed) });
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<DemoDistrict>().Build(people, Doors, "demo-for-tests", new Progress<(string, double)>(), default);
        var played = await new PlayDay(app.Services, clock, new DrillDay(seed)).Run(orders, Morning, Morning.AddHours(9), (_, _) => Task.CompletedTask, default);
        await look(app.Services, played);
    }
}
