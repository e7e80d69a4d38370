using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Shouwang.Organization;

/// <summary>第二验证: set up, asked for, lost and reset.</summary>
public sealed partial class LoggingInByTwoFactors
{
    private const string Password = "Kai-Hua-2022";

    [DatabaseTheory]
    public async Task Set_up_on_the_page_it_is_asked_for_at_the_next_log_in_and_opens_nothing_before(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (id, name) = await Staff(house);
        var (seed, codes) = await SetUp(house, await Enter(house, name));
        Assert.Equal(SecondFactorRule.RecoveryCodes, codes.Distinct().Count());

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var visitor = await Enter(house, name, "/log-in/second?back=%2Funits");
        Assert.Equal("/log-in/second", (await visitor.GetAsync(new Uri("/units", UriKind.Relative))).Headers.Location?.OriginalString);
        Assert.Equal("/log-in/second", (await visitor.GetAsync(new Uri("/second-factor", UriKind.Relative))).Headers.Location?.OriginalString);
        using var wrong = await visitor.Submit("/log-in/second?back=%2Funits", "form[data-once]", ("code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var right = await visitor.Submit("/log-in/second?back=%2Funits", "form[data-once]", ("code", Code(house, seed)));
        Assert.Equal((HttpStatusCode.SeeOther, "/units"), (right.StatusCode, right.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/units", UriKind.Relative))).StatusCode);
        var types = await house.Read(db => db.Facts().Where(fact => fact.SubjectId == id).Select(fact => fact.Type).ToListAsync());
        Assert.Equal(["organization.second-factor.enabled", "organization.log-in.half", "organization.log-in.done"], types[^3..]);
    }

    [DatabaseTheory]
    public async Task A_program_shows_the_code_as_well_and_each_code_is_good_once(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (_, name) = await Staff(house);
        var (seed, _) = await SetUp(house, await Enter(house, name));
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var (first, second) = (await Program(house, name), await Program(house, name));
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync(new Uri("/api/units", UriKind.Relative))).StatusCode);
        var code = Code(house, seed);
        var answers = await Task.WhenAll(Show(first, code), Show(second, code));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity], answers.Order());
        house.Clock.Advance(TimeSpan.FromSeconds(Totp.Seconds));
        Assert.Equal(HttpStatusCode.OK, await Show(answers[0] == HttpStatusCode.OK ? second : first, Code(house, seed)));
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync(new Uri("/api/units", UriKind.Relative))).StatusCode);
    }

    [DatabaseTheory]
    public async Task A_recovery_code_opens_once_and_new_ones_replace_the_old(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (_, name) = await Staff(house);
        var (seed, codes) = await SetUp(house, await Enter(house, name));
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await Show(await Program(house, name), codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        var again = await Program(house, name);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Show(again, codes[0]));
        Assert.Equal(HttpStatusCode.OK, await Show(again, codes[1]));

        var visitor = await Enter(house, name, "/log-in/second?back=%2Fconsole");
        (await visitor.Submit("/log-in/second", "form[data-once]", ("code", codes[2]))).Dispose();
        using var renewed = await visitor.Submit("/second-factor", "form[data-once]", ("code", Code(house, seed)));
        Assert.Equal(SecondFactorRule.RecoveryCodes, (await Codes(renewed)).Count);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Show(await Program(house, name), codes[3]));
    }

    [DatabaseTheory]
    public async Task Guessing_codes_with_a_stolen_password_is_slowed_down_like_guessing_passwords(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (_, name) = await Staff(house);
        await SetUp(house, await Enter(house, name));
        var thief = await Program(house, name);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++) answers.Add(await Show(thief, i.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(LogInRules.MostWrong, answers.Count(answer => answer == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [DatabaseTheory]
    public async Task From_the_day_on_whoever_holds_the_role_sets_it_up_at_the_next_log_in_and_cannot_switch_it_off(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (_, name) = await Staff(house);
        var security = await house.Hire(Role.SecurityAdministrator, house.District.Center);
        Assert.True((await house.Run<RequireSecondFactor, Result<Done>>(security, use => use.Run(LittleDistrict.EastCode, Role.Clerk, house.Clock.Today.AddDays(1), default))).IsOk);
        Assert.Equal("organization.second-factor.rule-there", (await house.Run<RequireSecondFactor, Result<Done>>(security, use => use.Run(LittleDistrict.EastCode, Role.Clerk, house.Clock.Today, default))).Refusal!.Code);
        await Enter(house, name); // today it is optional
        house.Clock.Advance(TimeSpan.FromDays(1));
        var visitor = await Enter(house, name, "/second-factor");
        Assert.Equal("/second-factor", (await visitor.GetAsync(new Uri("/units", UriKind.Relative))).Headers.Location?.OriginalString);
        var cover = await house.Run<SecondFactorBoard, SecondFactorCover>(security, use => use.Run(null, default));
        Assert.Equal((0, 1, 1), (cover.With, cover.Asked, cover.AskedWithout));
        await SetUp(house, visitor);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/units", UriKind.Relative))).StatusCode);
        Assert.Empty((await visitor.Page("/second-factor")).QuerySelectorAll("#code-off"));
        cover = await house.Run<SecondFactorBoard, SecondFactorCover>(security, use => use.Run(null, default));
        Assert.Equal((1, 1, 0), (cover.With, cover.Asked, cover.AskedWithout));

        var rule = Assert.Single(cover.Rules);
        Assert.True((await house.Run<EndSecondFactorRule, Result<Done>>(security, use => use.Run(rule.Id, default))).IsOk);
        Assert.NotEmpty((await visitor.Page("/second-factor")).QuerySelectorAll("#code-off"));
    }

    [DatabaseTheory]
    public async Task Who_has_lost_phone_and_codes_is_let_in_by_two_security_administrators(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (id, name) = await Staff(house);
        var visitor = await Enter(house, name);
        await SetUp(house, visitor);
        var (first, second) = (await house.Hire(Role.SecurityAdministrator, house.District.Center), await house.Hire(Role.SecurityAdministrator, house.District.Center));
        Assert.True((await house.Run<ResetSecondFactor, Result<Done>>(first, use => use.Run(id, "手机掉进河里了", default))).IsOk);
        await Enter(house, name, "/log-in/second?back=%2Fconsole"); // one alone changes nothing
        var request = await house.Read(db => db.TwoPersonRequests().Select(r => r.Id).SingleAsync());
        Assert.False((await house.Run<AnswerSecondPerson, Result<Done>>(first, use => use.Run(request, true, null, default))).IsOk);
        Assert.True((await house.Run<AnswerSecondPerson, Result<Done>>(second, use => use.Run(request, true, null, default))).IsOk);
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/units", UriKind.Relative))).StatusCode);
        await Enter(house, name);
        Assert.Contains("organization.second-factor.reset", await house.Read(db => db.Facts().Where(fact => fact.SubjectId == id).Select(fact => fact.Type).ToListAsync()));
    }

    [DatabaseTheory]
    public async Task Neither_seed_nor_recovery_code_lies_in_the_database_in_the_open(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (_, name) = await Staff(house);
        var (seed, codes) = await SetUp(house, await Enter(house, name));
        var stored = await house.Read(db => db.Set<SecondFactor>().Select(factor => factor.Seed).SingleAsync());
        Assert.DoesNotContain(Totp.Text(seed), stored.Cipher, StringComparison.OrdinalIgnoreCase);
        var hashes = await house.Read(db => db.Set<RecoveryCode>().Select(code => code.CodeHash).ToListAsync());
        Assert.Equal(codes.Count, hashes.Count);
        Assert.DoesNotContain(hashes, hash => codes.Any(code => hash.Contains(code[..5], StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<(Guid Id, string Name)> Staff(TestHouse house)
    {
        var keeper = await house.Hire(Role.SystemAdministrator, house.District.Center);
        var opened = (await house.Run<OpenAccount, Result<OpenedAccount>>(keeper, use => use.Run("wangmin", "王敏", LittleDistrict.EastCode, default))).Value;
        var granter = await house.Hire(Role.SecurityAdministrator, house.District.Center);
        Assert.True((await house.Run<GrantRole, Result<GrantOutcome>>(granter, use => use.Run(new WantedGrant(opened.Id, Role.Clerk, LittleDistrict.EastCode, null), null, default))).IsOk);
        Assert.True((await house.Run<ChangePassword, Result<string>>(new Caller(new Actor(ActorKind.Staff, opened.Id), "王敏", Rights.None), use => use.Run(opened.OneTimePassword, Password, default))).IsOk);
        return (opened.Id, opened.Name);
    }

    // By name and password, to where it should go on.
    private static async Task<HttpClient> Enter(TestHouse house, string name, string next = "/units")
    {
        var visitor = house.Visitor();
        using var answer = await visitor.Submit("/log-in?back=%2Funits", "form[data-once]", ("name", name), ("password", Password));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(next.Replace("%2Fconsole", "%2Funits", StringComparison.Ordinal), answer.Headers.Location!.OriginalString);
        return visitor;
    }

    private static async Task<(byte[] Seed, IReadOnlyList<string> Codes)> SetUp(TestHouse house, HttpClient visitor)
    {
        using var started = await visitor.Submit("/second-factor", "form[data-once]");
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        var factor = await house.Read(db => db.Set<SecondFactor>().AsNoTracking().SingleAsync());
        var seed = house.As().ServiceProvider.GetRequiredService<SecondFactors>().Seed(factor);
        Assert.Contains(Totp.Text(seed), string.Concat((await visitor.Page("/second-factor")).QuerySelector("code")!.TextContent.Split(' ')), StringComparison.Ordinal);
        using var confirmed = await visitor.Submit("/second-factor", "form[data-once]", ("code", Code(house, seed)));
        return (seed, await Codes(confirmed));
    }

    private static async Task<IReadOnlyList<string>> Codes(HttpResponseMessage answer) =>
        [.. RecoveryCodes().Matches(await answer.Content.ReadAsStringAsync()).Select(match => match.Value)];

    private static string Code(TestHouse house, byte[] seed) => Totp.Code(seed, Totp.StepAt(house.Clock.GetUtcNow()));

    private static async Task<HttpClient> Program(TestHouse house, string name)
    {
        var client = house.Visitor();
        using var answer = await client.PostAsJsonAsync(new Uri("/api/sessions", UriKind.Relative), new { name, password = Password });
        var body = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        Assert.Equal("SecondFactor", body.GetProperty("awaits").GetString());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("token").GetString());
        return client;
    }

    private static async Task<HttpStatusCode> Show(HttpClient client, string code)
    {
        using var answer = await client.PostAsJsonAsync(new Uri("/api/sessions/current/second-factor", UriKind.Relative), new { code });
        return answer.StatusCode;
    }

    [GeneratedRegex("(?<=<code>)[A-Z2-9]{5}-[A-Z2-9]{5}(?=</code>)")]
    private static partial Regex RecoveryCodes();
}
