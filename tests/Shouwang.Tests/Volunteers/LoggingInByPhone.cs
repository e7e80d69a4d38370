using System.Net;
using Shouwang.Broadcast;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class LoggingInByPhone
{
    private const string Phone = "13900000001";
    private static readonly Doorstep Door = new("192.0.2.1", new string('D', 40));

    [DatabaseTheory]
    public async Task On_the_pages_phone_then_code_then_ones_own_page(Engine engine)
    {
        await using var house = await At(engine);
        var visitor = house.Visitor();
        using var asked = await visitor.Submit("/my/log-in", "form.card", ("phone", Phone));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var form = new[] { "__RequestVerificationToken", "_handler", "phone" }.Select(name => (name, Value(asked, name)));
        var fields = await Task.WhenAll(form.Select(async field => KeyValuePair.Create(field.name, await field.Item2)));
        using var wrong = await visitor.PostAsync(new Uri("/my/log-in", UriKind.Relative), new FormUrlEncodedContent(fields.Append(KeyValuePair.Create("code", "000"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.NotNull((await wrong.Document()).QuerySelector("#code"));
        using var right = await visitor.PostAsync(new Uri("/my/log-in", UriKind.Relative), new FormUrlEncodedContent(fields.Append(KeyValuePair.Create("code", Code(house)))));
        Assert.Equal((HttpStatusCode.SeeOther, "/my"), (right.StatusCode, right.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/my/profile", UriKind.Relative))).StatusCode);
    }

    [DatabaseTheory]
    public async Task A_code_opens_one_session_even_for_two_who_send_it_at_the_same_instant(Engine engine)
    {
        await using var house = await At(engine);
        await Send(house);
        var code = Code(house);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => LogIn(house, code))));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.False((await LogIn(house, code)).IsOk);
    }

    [DatabaseTheory]
    public async Task Five_wrong_guesses_even_all_at_once_spend_the_code(Engine engine)
    {
        await using var house = await At(engine);
        await Send(house);
        var code = Code(house);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => LogIn(house, "x" + i))));
        Assert.All(answers, answer => Assert.Equal("volunteers.log-in.wrong", answer.Refusal?.Code));
        Assert.False((await LogIn(house, code)).IsOk);
    }

    [DatabaseTheory]
    public async Task A_code_lives_five_minutes(Engine engine)
    {
        await using var house = await At(engine);
        await Send(house);
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False((await LogIn(house, Code(house))).IsOk);
    }

    [DatabaseTheory]
    public async Task The_fourth_wrong_guess_leaves_room_for_the_right_one(Engine engine)
    {
        await using var house = await At(engine);
        await Send(house);
        for (var i = 0; i < 4; i++) Assert.False((await LogIn(house, "x")).IsOk);
        Assert.True((await LogIn(house, Code(house))).IsOk);
    }

    [DatabaseTheory]
    public async Task Half_a_minute_lies_between_two_codes_and_six_are_sent_in_an_hour(Engine engine)
    {
        await using var house = await At(engine);
        await Send(house);
        await Send(house);
        Assert.Single(Texts(house));
        for (var i = 0; i < 9; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(30));
            await Send(house);
        }
        Assert.Equal(6, Texts(house).Count);
        house.Clock.Advance(TimeSpan.FromHours(1));
        await Send(house);
        Assert.Equal(7, Texts(house).Count);
    }

    [DatabaseTheory]
    public async Task Codes_asked_for_at_the_same_instant_are_one_code(Engine engine)
    {
        await using var house = await At(engine);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Send(house))));
        Assert.Single(Texts(house));
        Assert.True((await LogIn(house, Code(house))).IsOk);
    }

    [DatabaseTheory]
    public async Task A_phone_that_is_nobodys_gets_the_same_answers(Engine engine)
    {
        await using var house = await At(engine);
        Assert.True((await Send(house, "13811112222")).IsOk);
        Assert.Empty(Texts(house));
        await Send(house);
        Assert.Equal((await LogIn(house, "x", Phone)).Refusal?.ToString(), (await LogIn(house, "x", "13811112222")).Refusal?.ToString());
    }

    [DatabaseTheory]
    public async Task Who_has_left_comes_in_no_more_not_even_with_an_open_session(Engine engine)
    {
        await using var house = await At(engine);
        var me = await house.Read(db => db.Volunteers().Select(v => new { v.Id, v.Number }).SingleAsync());
        var client = await house.LogIn(ActorKind.Volunteer, me.Id.Value);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/my/profile", UriKind.Relative))).StatusCode);
        _ = (await house.Run<ChangeVolunteerState, Result<VolunteerState>>(await house.Hire(Role.Clerk, house.District.Pine), use => use.Run(me.Number, VolunteerState.Left, default))).Value;
        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync(new Uri("/my/profile", UriKind.Relative))).StatusCode);
        await Send(house);
        Assert.Empty(Texts(house));
    }

    [DatabaseTheory]
    public async Task A_stranger_s_guesses_spend_his_own_code_and_not_the_owner_s(Engine engine)
    {
        await using var house = await At(engine);
        await Send(house);
        var code = Code(house);
        var stranger = new Doorstep("198.51.100.1", new string('S', 40));
        for (var i = 0; i < 20; i++) await LogIn(house, "x", door: stranger);
        Assert.False((await LogIn(house, code, door: stranger)).IsOk); // a code that was read off the phone is good in its own browser only
        Assert.True((await LogIn(house, code)).IsOk);
    }

    [DatabaseTheory]
    public async Task Whoever_tries_codes_at_many_phones_is_looked_at_forty_times_and_told_to_wait(Engine engine)
    {
        await using var house = await At(engine);
        var checks = house.Services.GetRequiredService<SecretChecks>();
        Result<string>? last = null;
        for (var i = 0; i < Nightly.Or(40, 2_000); i++)
        {
            var (phone, door) = (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1371{i:D7}"), new Doorstep("198.51.100.1", new string((char)('A' + i % 26), 40)));
            await house.Run<SendOneTimeCode, Result<Done>>((Caller?)null, use => use.Run(phone, door, default));
            for (var guess = 0; guess < 5; guess++) last = await LogIn(house, "x", phone, door);
        }
        Assert.Equal(LogInRules.OneAddress.Free, checks.Done);
        Assert.True(last!.Refusal!.IsTooSoon);
        Assert.Equal(1, await house.Read(db => db.Facts().CountAsync(fact => fact.Type == "organization.log-in.guessed")));
        await Send(house);
        Assert.True((await LogIn(house, Code(house))).IsOk); // at another address nothing has changed
    }

    [DatabaseTheory]
    public async Task A_stranger_who_asks_for_codes_does_not_use_up_those_of_the_owner_s_own_browser(Engine engine)
    {
        await using var house = await At(engine);
        await Send(house);
        Assert.True((await LogIn(house, Code(house))).IsOk);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 20; i++)
            await house.Run<SendOneTimeCode, Result<Done>>((Caller?)null, use => use.Run(Phone, new Doorstep("198.51.100.1", new string((char)('a' + i), 40)), default));
        Assert.Equal(6, Texts(house).Count); // one of the six was the owner's first
        await Send(house);
        Assert.True((await LogIn(house, Code(house))).IsOk);
    }

    private static async Task<TestHouse> At(Engine engine)
    {
        var house = await TestHouse.On(engine);
        await house.Enlist("样例志愿者", house.District.Pine);
        return house;
    }

    private static Task<Result<Done>> Send(TestHouse house, string phone = Phone) => house.Run<SendOneTimeCode, Result<Done>>((Caller?)null, use => use.Run(phone, Door, default));

    private static Task<Result<string>> LogIn(TestHouse house, string code, string phone = Phone, Doorstep? door = null) => house.Run<LogInByPhone, Result<string>>((Caller?)null, use => use.Run(phone, code, door ?? Door, default));

    private static IReadOnlyList<PhoneText> Texts(TestHouse house) => house.Services.GetRequiredService<PhoneTexts>().Latest();

    private static string Code(TestHouse house) => Texts(house)[0].Text;

    private static async Task<string> Value(HttpResponseMessage answer, string name)
    {
        var page = await answer.Document();
        return page.QuerySelector($"form.card input[name={name}]")!.GetAttribute("value")!;
    }
}
