using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>试探: of ten thousand guesses at a password at most one in a hundred is looked at, and its owner still comes in.</summary>
public sealed class GuessingAtTheDoor
{
    // By night as many as an attacker sends; the rule itself is tried with all of them in the tests of the core.
    private static readonly int Guesses = Nightly.Or(1_500, 10_000);
    private const int Looked = 100;
    private static readonly Doorstep Home = new("203.0.113.7", new string('H', 40));

    [DatabaseTheory]
    [InlineData("one place")]
    [InlineData("everywhere")]
    [InlineData("all names")]
    [InlineData("nobody's name")]
    public async Task Of_all_guesses_of_a_run_at_most_a_hundred_are_looked_at_and_the_owner_comes_in_on_his_own_device(Engine engine, string attack)
    {
        await using var house = await Quick(engine);
        var owner = await Open(house);
        Assert.True((await Try(house, owner.Name, owner.OneTimePassword, Home)).IsOk);
        var (before, texts) = (Checks(house).Done, new HashSet<string>());
        for (var i = 0; i < Guesses; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            var name = attack switch { "all names" => "name" + i, "nobody's name" => "nobody", _ => owner.Name };
            var from = attack == "everywhere" ? string.Create(CultureInfo.InvariantCulture, $"198.51.{i / 250}.{i % 250}") : "198.51.100.1";
            texts.Add((await Try(house, name, "guess" + i, new Doorstep(from, null))).Refusal!.Code);
        }
        Assert.InRange(Checks(house).Done - before, 1, Looked);
        Assert.Equal(["organization.guess.too-soon", "organization.log-in.wrong"], texts.Order());
        Assert.True((await Try(house, owner.Name, owner.OneTimePassword, Home)).IsOk);
        if (attack == "one place") Assert.True((await Try(house, owner.Name, owner.OneTimePassword, new Doorstep("192.0.2.8", null))).IsOk); // and on a new one, elsewhere
        var facts = await house.Read(db => db.Facts().Where(fact => fact.Type.StartsWith("organization.log-in.")).ToListAsync());
        Assert.Contains(facts, fact => fact.Type is "organization.log-in.locked" or "organization.log-in.guessed");
        Assert.DoesNotContain(facts, fact => fact.Payload.Contains("198.51", StringComparison.Ordinal) || fact.Payload.Contains("name", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task A_name_that_exists_and_one_that_does_not_get_the_same_answers_after_the_same_checks(Engine engine)
    {
        await using var house = await Quick(engine);
        var owner = await Open(house);
        var (known, unknown) = (await Sequence(house, owner.Name), await Sequence(house, "nobody"));
        Assert.Equal(known.Answers, unknown.Answers);
        Assert.Equal(known.Checked, unknown.Checked);
        Assert.Equal((HttpStatusCode.Conflict, LogInRules.MostWrong), (known.Answers[0].Status, known.Answers.Count(answer => answer.Status == HttpStatusCode.Conflict)));
        Assert.Equal((HttpStatusCode.TooManyRequests, "30"), (known.Answers[^1].Status, known.Answers[^1].RetryAfter));
    }

    [DatabaseTheory]
    public async Task Two_servers_of_one_house_count_together_also_for_guesses_at_the_same_instant(Engine engine)
    {
        await using var house = await Quick(engine);
        var owner = await Open(house);
        await using var second = House.Build(new HouseOptions(house.Storage) { Clock = house.Clock, Jobs = false, Quiet = true });
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
        {
            await using var scope = (i % 2 == 0 ? house.Services : second.Services).CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<LogIn>().Run(owner.Name, "guess", new Doorstep("198.51.100.1", null), default);
        })));
        Assert.Equal(LogInRules.MostWrong, Checks(house).Done + second.Services.GetRequiredService<SecretChecks>().Done);
    }

    [DatabaseTheory]
    public async Task A_device_is_the_owner_s_only_and_a_thief_of_it_has_five_tries(Engine engine)
    {
        await using var house = await Quick(engine);
        var owner = await Open(house);
        Assert.True((await Try(house, owner.Name, owner.OneTimePassword, Home)).IsOk);
        for (var i = 0; i < LogInRules.MostWrong; i++) Assert.Equal("organization.log-in.wrong", (await Try(house, owner.Name, "x", Home)).Refusal!.Code);
        Assert.True((await Try(house, owner.Name, owner.OneTimePassword, Home)).Refusal!.IsTooSoon);
        Assert.True((await Try(house, owner.Name, owner.OneTimePassword, new Doorstep("192.0.2.8", null))).IsOk); // elsewhere nothing was counted
    }

    [DatabaseTheory]
    public async Task A_reset_lets_the_owner_in_at_once_and_a_shut_account_forgets_its_devices(Engine engine)
    {
        await using var house = await Quick(engine);
        var owner = await Open(house);
        var door = new Doorstep("192.0.2.1", new string('D', 40));
        for (var i = 0; i < LogInRules.MostWrong; i++) await Try(house, owner.Name, "x", door);
        var keeper = await house.Hire(Role.SystemAdministrator, house.District.Center);
        var board = await house.Run<AccountBoard, Result<AccountLine>>(keeper, use => use.One(owner.Id, default));
        Assert.Equal(house.Clock.GetUtcNow() + LogInRules.OneDoor.First, board.Value.LockedUntil);
        var reset = await house.Run<ResetPassword, Result<OpenedAccount>>(keeper, use => use.Run(owner.Id, default));
        Assert.True((await Try(house, owner.Name, reset.Value.OneTimePassword, door)).IsOk);
        Assert.True((await house.Run<DisableAccount, Result<Done>>(keeper, use => use.Run(owner.Id, true, default))).IsOk);
        Assert.Equal(0, await house.Read(db => db.Set<KnownDevice>().CountAsync()));
    }

    [DatabaseTheory]
    public async Task The_page_says_how_long_to_wait_and_keeps_the_name(Engine engine)
    {
        await using var house = await Quick(engine);
        var visitor = house.Visitor();
        for (var i = 0; i < LogInRules.MostWrong; i++) (await visitor.Submit("/log-in", "form[data-once]", ("name", "wangmin"), ("password", "x"))).Dispose();
        using var answer = await visitor.Submit("/log-in", "form[data-once]", ("name", "wangmin"), ("password", "x"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "30"), (answer.StatusCode, answer.Headers.GetValues("Retry-After").Single()));
        var page = await answer.Document();
        Assert.Contains("1 分钟", page.QuerySelector("[data-error-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("wangmin", page.QuerySelector("#name")!.GetAttribute("value"));
    }

    [DatabaseTheory]
    public async Task An_open_session_does_not_serve_to_find_the_password_out(Engine engine)
    {
        await using var house = await Quick(engine);
        var owner = await Open(house);
        var caller = new Caller(new Actor(ActorKind.Staff, owner.Id), "王敏", Rights.None);
        var before = Checks(house).Done;
        for (var i = 0; i < 50; i++) Assert.False((await house.Run<ChangePassword, Result<string>>(caller, use => use.Run("guess" + i, "Kai-Hua-2022", default))).IsOk);
        Assert.Equal(LogInRules.MostWrong, Checks(house).Done - before);
    }

    [DatabaseTheory]
    public async Task What_counts_no_longer_is_forgotten(Engine engine)
    {
        await using var house = await Quick(engine);
        await Try(house, "nobody", "x", Home);
        house.Clock.Advance(TimeSpan.FromHours(25));
        await house.Run<Guesses, int>((Caller?)null, guesses => guesses.Sweep(default));
        Assert.Equal(0, await house.Read(db => db.Set<GuessCount>().CountAsync()));
    }

    private sealed record Answer(HttpStatusCode Status, string? RetryAfter, string Body);

    // A few rounds over HTTP from one door; the trace number of an answer is its own.
    private static async Task<(List<Answer> Answers, long Checked)> Sequence(TestHouse house, string name)
    {
        var (before, answers) = (Checks(house).Done, new List<Answer>());
        for (var i = 0; i < LogInRules.MostWrong + 2; i++)
        {
            using var answer = await house.Visitor().PostAsJsonAsync(new Uri("/api/sessions", UriKind.Relative), new { name, password = "x" });
            var body = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
            answers.Add(new Answer(answer.StatusCode, answer.Headers.TryGetValues("Retry-After", out var wait) ? wait.Single() : null, body.GetProperty("title").GetString()!));
        }
        return (answers, Checks(house).Done - before);
    }

    // The cost of one check is not what is tested here.
    private static async Task<TestHouse> Quick(Engine engine)
    {
        var house = await TestHouse.On(engine);
        house.Services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount = 1000;
        return house;
    }

    private static SecretChecks Checks(TestHouse house) => house.Services.GetRequiredService<SecretChecks>();

    private static async Task<OpenedAccount> Open(TestHouse house)
    {
        var keeper = await house.Hire(Role.SystemAdministrator, house.District.Center);
        return (await house.Run<OpenAccount, Result<OpenedAccount>>(keeper, use => use.Run("wangmin", "王敏", LittleDistrict.EastCode, default))).Value;
    }

    private static Task<Result<LoggedIn>> Try(TestHouse house, string name, string password, Doorstep door) =>
        house.Run<LogIn, Result<LoggedIn>>((Caller?)null, use => use.Run(name, password, door, default));
}
