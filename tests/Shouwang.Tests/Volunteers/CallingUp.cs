using System.Globalization;
using Shouwang.Broadcast;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class CallingUp
{
    internal static readonly string[] Texts = ["松林样例救援队", "搬运防汛沙袋", "社区广场东门", "穿雨靴，带手套"];

    /// <summary>A reserve with one volunteer, and a call-up that has asked him.</summary>
    internal static async Task<(Guid Reserve, string Code)> Called(TestHouse house, Employee clerk, string number)
    {
        var reserve = await Make(house, clerk);
        _ = (await house.Run<FillReserve, Result<int>>(clerk, fill => fill.Run(reserve, new ReserveFill { Numbers = [number] }, default))).Value;
        return (reserve, (await Start(house, clerk, reserve, [new("any", 3)])).Value);
    }

    [DatabaseTheory]
    public async Task Of_two_hundred_who_say_yes_at_once_exactly_the_places_come_and_who_cancels_is_followed(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var (reserve, crowd) = (await Make(house, clerk), await Crowd(house, 200));
        await Fill(house, clerk, reserve);
        var code = (await Start(house, clerk, reserve, [new("any", 70)], margin: 110, wave: 200)).Value; // 77 places
        Assert.Equal(200, await Count(house, CallUpAnswerState.Pending));

        var answers = await Task.WhenAll(crowd.Select(me => Task.Run(() => Say(house, me, code, CallUpReply.Coming))));
        Assert.All(answers, answer => Assert.True(answer.IsOk, answer.Refusal?.Code));
        Assert.Equal((77, 123), (answers.Count(a => a.Value.State == CallUpAnswerState.Coming), answers.Count(a => a.Value.State == CallUpAnswerState.Standby)));
        Assert.Equal((77, 123), (await Count(house, CallUpAnswerState.Coming), await Count(house, CallUpAnswerState.Standby)));
        Assert.Equal(77, await house.Read(db => db.Bookings().CountAsync(b => b.Purpose == CallUpPlaces.Purpose)));
        Assert.Equal(Enumerable.Range(1, 123), (await house.Read(db => db.CallUpAnswers().Where(a => a.State == CallUpAnswerState.Standby).Select(a => a.Line).ToListAsync())).Order());
        Assert.Equal(CallUpState.Enough, await StateOf(house, code));
        await Assert.ThrowsAnyAsync<Exception>(() => house.Read(db => db.CallUpNeeds().ExecuteUpdateAsync(set => set.SetProperty(n => n.Taken, n => n.Places + 1))));

        // Ten cancel at once: the first ten of the line follow, their time is taken, nobody else is called.
        var going = crowd.Where((_, i) => answers[i].Value.State == CallUpAnswerState.Coming).Take(10).ToList();
        Assert.All(await Task.WhenAll(going.Select(me => Task.Run(() => Say(house, me, code, CallUpReply.Declined)))), answer => Assert.True(answer.IsOk, answer.Refusal?.Code));
        Assert.Equal((77, 113, 10), (await Count(house, CallUpAnswerState.Coming), await Count(house, CallUpAnswerState.Standby), await Count(house, CallUpAnswerState.Declined)));
        Assert.Equal(Enumerable.Range(11, 113), (await house.Read(db => db.CallUpAnswers().Where(a => a.State == CallUpAnswerState.Standby).Select(a => a.Line).ToListAsync())).Order());
        Assert.Equal(77, await house.Read(db => db.Bookings().CountAsync(b => b.Purpose == CallUpPlaces.Purpose)));
        Assert.Equal(10, await house.Read(db => db.Messages().CountAsync(m => m.Kind == "volunteers.call-up.moved-up")));
    }

    [DatabaseTheory]
    public async Task Two_servers_at_the_deadline_send_one_wave_and_who_did_not_answer_is_listed(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var (reserve, _) = (await Make(house, clerk), await Crowd(house, 12));
        await Fill(house, clerk, reserve);
        var code = (await Start(house, clerk, reserve, [new("any", 4)], wave: 5)).Value;
        Assert.Equal((1, 5), (await WaveOf(house, code), await Count(house, CallUpAnswerState.Pending)));
        house.Clock.Advance(TimeSpan.FromMinutes(29));
        await Tick(house, servers: 3);
        Assert.Equal((1, 5), (await WaveOf(house, code), await Count(house, CallUpAnswerState.Pending)));

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await Tick(house, servers: 6);
        Assert.Equal((2, 5, 5), (await WaveOf(house, code), await Count(house, CallUpAnswerState.Pending), await Count(house, CallUpAnswerState.Unreachable)));
        Assert.Equal(2, await house.Read(db => db.Messages().CountAsync(m => m.Kind == CallUpNotices.Asked)));
        Assert.Equal(10, await house.Read(db => db.Deliveries().CountAsync(d => db.Messages().Any(m => m.Id == d.MessageId && m.Kind == CallUpNotices.Asked))));
        var listed = (await house.Run<CallUpBoard, Result<CallUpView>>(clerk, board => board.One(code, CallUpAnswerState.Unreachable, 1, default))).Value;
        Assert.All(listed.Answers, answer => Assert.Equal(UnreachableReason.NoAnswer, answer.Why));
        Assert.Equal(5, listed.Total);

        for (var wave = 0; wave < 2; wave++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(30));
            await Tick(house, servers: 2);
        }
        Assert.Equal((CallUpState.NobodyLeft, 12), (await StateOf(house, code), await Count(house, CallUpAnswerState.Unreachable)));
        Assert.Equal(1, await house.Read(db => db.Messages().CountAsync(m => m.Kind == "volunteers.call-up.nobody-left")));

        // Staff dial: a yes on the phone counts; more people come on the list and are asked.
        var staff = (await house.Run<AnswerCallUp, Result<CallUpReplied>>(clerk, use => use.Run(code, listed.Answers[0].Number, CallUpReply.Coming, default))).Value;
        Assert.Equal(CallUpAnswerState.Coming, staff.State);
        await Crowd(house, 3, from: 500);
        await Fill(house, clerk, reserve);
        Assert.True((await house.Run<ResumeCallUp, Result<Done>>(clerk, use => use.Run(code, default))).IsOk);
        Assert.Equal(3, await Count(house, CallUpAnswerState.Pending));
    }

    [DatabaseTheory]
    public async Task Nobody_is_called_twice_for_overlapping_times_and_who_is_not_free_is_left_in_peace(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var (one, crowd) = (await Make(house, clerk), await Crowd(house, 30));
        var two = await Make(house, clerk);
        await Fill(house, clerk, one);
        await Fill(house, clerk, two);
        await house.Write(db =>
        {
            _ = db.Volunteers().First(v => v.Id == crowd[0]).Become(VolunteerState.Paused).Value;
            db.Add(new Booking(house.Ids.New<BookingId>(), crowd[1], new Period(Begin(house), Begin(house).AddHours(1)), 0, "order", Guid.NewGuid()));
        });
        await house.Read(db => db.Volunteers().Where(v => v.Id == crowd[2]).ExecuteUpdateAsync(set => set.SetProperty(v => v.BirthYear, house.Clock.Today.Year - 17)));
        await house.Read(db => db.Volunteers().Where(v => v.Id == crowd[3]).ExecuteUpdateAsync(set => set.SetProperty(v => v.BirthDate, house.Clock.Today.AddYears(-17))));
        var codes = await Task.WhenAll(new[] { one, two }.Select(reserve => Task.Run(() => Start(house, clerk, reserve, [new("any", 10)], wave: 20))));
        Assert.All(codes, code => Assert.True(code.IsOk, code.Refusal?.Code));
        await Tick(house, servers: 2);
        var called = await house.Read(db => db.CallUpAnswers().Select(a => a.VolunteerId).ToListAsync());
        Assert.Equal(26, called.Count);
        Assert.Equal(26, called.Distinct().Count());
        Assert.DoesNotContain(called, crowd.Take(4).Contains);
        Assert.Contains("volunteers.call-up.minor", await WhyNot(house, clerk, codes[1].Value));
        await Assert.ThrowsAnyAsync<Exception>(() => house.Read(db => db.CallUpAnswers().Where(a => a.CallUpId == db.CallUps().Where(c => c.Code == codes[0].Value).Select(c => c.Id).First())
            .Take(1).ExecuteUpdateAsync(set => set.SetProperty(a => a.VolunteerId, db.CallUpAnswers().Where(o => o.CallUpId == db.CallUps().Where(c => c.Code == codes[1].Value).Select(c => c.Id).First()).Select(o => o.VolunteerId).First()))));

        // A cancelled call-up lets everybody go: the other may ask them.
        var first = await house.Read(db => db.CallUpAnswers().Where(a => db.CallUps().Any(c => c.Id == a.CallUpId && c.Code == codes[0].Value)).Select(a => a.VolunteerId).FirstAsync());
        Assert.True((await Say(house, first, codes[0].Value, CallUpReply.Coming)).IsOk);
        Assert.True((await house.Run<EndCallUp, Result<Done>>(clerk, use => use.Run(codes[0].Value, cancelIt: true, default))).IsOk);
        Assert.Equal(0, await house.Read(db => db.Bookings().CountAsync(b => b.Purpose == CallUpPlaces.Purpose)));
        Assert.Equal("volunteers.call-up.over", (await Say(house, first, codes[0].Value, CallUpReply.Coming)).Refusal?.Code);
        house.Clock.Advance(TimeSpan.FromMinutes(30));
        await Tick(house, servers: 1);
        Assert.True(await house.Read(db => db.CallUpAnswers().GroupBy(a => a.VolunteerId).AnyAsync(mine => mine.Count() == 2)));
    }

    [DatabaseTheory]
    public async Task Who_has_no_channel_or_whose_mail_fails_is_listed_with_the_reason_and_the_next_is_asked(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var (reserve, silent) = (await Make(house, clerk), await Crowd(house, 2, loggedIn: false));
        var mail = await Crowd(house, 1, from: 300, loggedIn: false);
        var words = house.Services.GetRequiredService<VolunteerWords>();
        SealedText? address = words.SealEmail("someone@example.org");
        await house.Read(db => db.Volunteers().Where(v => v.Id == mail[0]).ExecuteUpdateAsync(set => set.SetProperty(v => v.Email, address)));
        await Fill(house, clerk, reserve);
        var code = (await Start(house, clerk, reserve, [new("any", 1)])).Value;
        Assert.Equal([UnreachableReason.NoChannel, UnreachableReason.NoChannel], await house.Read(db => db.CallUpAnswers().Where(a => a.Why != null).Select(a => a.Why!.Value).ToListAsync()));
        Assert.Equal(1, await Count(house, CallUpAnswerState.Pending));

        await house.Read(db => db.Deliveries().Where(d => d.Channel == Channel.Mail).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.GivenUp)));
        await Crowd(house, 1, from: 400);
        await Fill(house, clerk, reserve);
        house.Clock.Advance(TimeSpan.FromMinutes(2)); // long before the deadline
        await Tick(house, servers: 1);
        Assert.Equal(UnreachableReason.DeliveryFailed, await house.Read(db => db.CallUpAnswers().Where(a => a.VolunteerId == mail[0]).Select(a => a.Why!.Value).SingleAsync()));
        Assert.Equal(1, await Count(house, CallUpAnswerState.Pending));
        Assert.Equal(CallUpAnswerState.Coming, (await Say(house, silent[0], code, CallUpReply.Coming)).Value.State); // he saw the notice at the door

        var figures = await house.Run<CallUpFigures, IReadOnlyList<Figure>>((Caller?)null, f => f.Count(Reach.Of([house.District.Center.UnitPath]), new Period(house.Clock.GetUtcNow().AddDays(-1), house.Clock.GetUtcNow().AddDays(1)), default));
        double? Of(string figure) => figures.Single(f => f.Definition.Code == figure).Value;
        Assert.Equal((4, 1, 0, 0, 2, 1), (Of(CallUpFigures.Called), Of(CallUpFigures.Coming), Of(CallUpFigures.Standby), Of(CallUpFigures.Declined), Of(CallUpFigures.Unreachable), Of(CallUpFigures.Pending)));
        Assert.Equal(2, Of(CallUpFigures.ToEnough));
        var leader = await house.LogInAs(Role.Leader, house.District.Center);
        foreach (var figure in figures)
        {
            var day = house.Clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var page = figure.Definition.Code == CallUpFigures.ToEnough ? "/call-ups" : "/call-ups/answers";
            var rows = (await leader.Page($"{page}?figure={figure.Definition.Code}&unit={LittleDistrict.CenterCode}&from={day}&until={day}")).QuerySelector("[data-total]")!.GetAttribute("data-total");
            Assert.Equal((figure.Definition.Code, figure.Rows.ToString(CultureInfo.InvariantCulture)), (figure.Definition.Code, rows));
        }
    }

    [DatabaseTheory]
    public async Task A_drill_sends_nothing_takes_nobodys_time_and_stays_out_of_the_figures(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var (reserve, crowd) = (await Make(house, clerk), await Crowd(house, 4));
        await Fill(house, clerk, reserve);
        var messages = await house.Read(db => db.Messages().CountAsync());
        var code = (await Start(house, clerk, reserve, [new("any", 2)], drill: true)).Value;
        Assert.Equal(4, await Count(house, CallUpAnswerState.Pending));
        Assert.Equal("volunteers.call-up.unknown", (await Say(house, crowd[0], code, CallUpReply.Coming)).Refusal?.Code);
        foreach (var number in await house.Read(db => db.Volunteers().OrderBy(v => v.Number).Select(v => v.Number).ToListAsync()))
            Assert.True((await house.Run<AnswerCallUp, Result<CallUpReplied>>(clerk, use => use.Run(code, number, CallUpReply.Coming, default))).IsOk);
        Assert.Equal((2, 2, CallUpState.Enough), (await Count(house, CallUpAnswerState.Coming), await Count(house, CallUpAnswerState.Standby), await StateOf(house, code)));
        Assert.Equal((messages, 0), (await house.Read(db => db.Messages().CountAsync()), await house.Read(db => db.Bookings().CountAsync())));
        // The drill does not stand in the way of a real one.
        _ = (await Start(house, clerk, reserve, [new("any", 2)])).Value;
        Assert.Equal(4, await Count(house, CallUpAnswerState.Pending));
        var figures = await house.Run<CallUpFigures, IReadOnlyList<Figure>>((Caller?)null, f => f.Count(Reach.Of([house.District.Center.UnitPath]), new Period(house.Clock.GetUtcNow().AddDays(-1), house.Clock.GetUtcNow().AddDays(1)), default));
        Assert.Equal(4, figures[0].Value);
    }

    [DatabaseTheory]
    public async Task One_tap_on_the_phone_answers_and_staff_keep_the_list_on_its_page(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var me = (await Crowd(house, 1))[0];
        var staff = await house.LogIn(clerk);
        using var made = await staff.Submit("/reserves/new", "form.card", ("name", Texts[0]), ("unit", LittleDistrict.PineCode), ("kind", "Rescue"), ("wanted", "30"));
        var address = made.Headers.Location!.ToString();
        using var unsaid = await staff.Submit(address, "#act", ("act", "numbers"), ("line", "1"), ("members", ""));
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
        using var filled = await staff.Submit(address, "#act", ("act", "unit"), ("line", "2"), ("fromUnit", LittleDistrict.PineCode));
        Assert.Equal(1, (await house.Run<ReserveBoard, Result<ReserveView>>(clerk, board => board.One(Guid.Parse(address.Split('/')[^1]), 1, default))).Value.Members);
        Assert.Contains("新编入 1 人", (await filled.Document()).Body!.TextContent, StringComparison.Ordinal);
        var day = house.Clock.Today.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var wrong = await staff.Submit(address + "/call-up", "form.card", ("task", Texts[1]), ("place", Texts[2]), ("from", day + "T09:00"), ("until", day + "T08:00"), ("needWanted", "1"));
        Assert.Equal(Texts[1], (await wrong.Document()).QuerySelector("#task")!.GetAttribute("value"));
        using var started = await staff.Submit(address + "/call-up", "form.card", ("task", Texts[1]), ("place", Texts[2]), ("from", day + "T09:00"), ("until", day + "T11:00"), ("needWanted", "1"));
        var callUp = started.Headers.Location!.ToString();

        var phone = await house.LogIn(ActorKind.Volunteer, me.Value);
        Assert.Contains(Texts[1], (await phone.Page("/my")).Body!.TextContent, StringComparison.Ordinal);
        using var said = await phone.Submit("/my" + callUp, ".card form", ("say", "Coming"));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, said.StatusCode);
        Assert.Contains("您答应来", (await phone.Page("/my" + callUp)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("人已够", (await staff.Page(callUp)).Body!.TextContent, StringComparison.Ordinal);
        var stranger = await house.Hire(Role.Clerk, house.District.Hill);
        Assert.Equal("volunteers.call-up.unknown", (await house.Run<EndCallUp, Result<Done>>(stranger, use => use.Run(callUp.Split('/')[^1], true, default))).Refusal?.Code);
    }

    private static DateTimeOffset Begin(TestHouse house) => new DateTimeOffset(house.Clock.Today.AddDays(1).ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(8)).ToUniversalTime();

    internal static async Task<Guid> Make(TestHouse house, Employee clerk) => (await house.Run<MakeReserve, Result<Guid>>(clerk, make => make.Run(LittleDistrict.PineCode, Texts[0], ReserveKind.Rescue, 30, default))).Value;

    private static async Task Fill(TestHouse house, Employee clerk, Guid reserve) =>
        _ = (await house.Run<FillReserve, Result<int>>(clerk, fill => fill.Run(reserve, new ReserveFill { Unit = LittleDistrict.PineCode }, default))).Value;

    private static Task<Result<string>> Start(TestHouse house, Employee clerk, Guid reserve, IReadOnlyList<RecruitmentNeed> needs, int margin = 100, int wave = 20, bool drill = false)
    {
        var day = house.Clock.Today.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return house.Run<StartCallUp, Result<string>>(clerk, start => start.Run(reserve, new NewCallUp
        {
            Task = Texts[1], Place = Texts[2], Note = Texts[3], From = day + "T09:00", Until = day + "T12:00", Needs = needs, MarginPercent = margin, WaveSize = wave, AnswerMinutes = 30, IsDrill = drill,
        }, default));
    }

    private static Task<int[]> Tick(TestHouse house, int servers) => Task.WhenAll(Enumerable.Range(0, servers).Select(_ => Task.Run(() => house.Run<RunCallUps, int>((Caller?)null, run => run.Run(default)))));

    private static Task<Result<CallUpReplied>> Say(TestHouse house, VolunteerId me, string code, CallUpReply reply) =>
        house.Run<AnswerCallUp, Result<CallUpReplied>>(new Caller(new Actor(ActorKind.Volunteer, me.Value), "", Rights.None), use => use.Run(code, null, reply, default));

    private static Task<int> Count(TestHouse house, CallUpAnswerState state) => house.Read(db => db.CallUpAnswers().CountAsync(a => a.State == state));

    private static Task<CallUpState> StateOf(TestHouse house, string code) => house.Read(db => db.CallUps().Where(c => c.Code == code).Select(c => c.State).SingleAsync());

    private static Task<int> WaveOf(TestHouse house, string code) => house.Read(db => db.CallUps().Where(c => c.Code == code).Select(c => c.Wave).SingleAsync());

    private static async Task<List<string>> WhyNot(TestHouse house, Employee clerk, string code)
    {
        var id = await house.Read(db => db.CallUps().Where(c => c.Code == code).Select(c => c.Id).SingleAsync());
        return [.. (await house.Run<CallUpBoard, IReadOnlyList<NotCalledLine>>(clerk, board => board.NotCalled(id.Value, default))).Select(line => line.Why.Code)];
    }

    private static async Task<List<VolunteerId>> Crowd(TestHouse house, int people, int from = 1, bool loggedIn = true)
    {
        var crowd = Enumerable.Range(from, people).Select(number => Volunteer.Apply(house.Ids.New<VolunteerId>(), $"SW7{number:D7}", house.District.Pine, new VolunteerDetails
        {
            Name = "样例志愿者", Phone = house.Cipher.Seal($"137{number:D8}", "volunteer.phone"), PhoneIndex = house.Cipher.Index($"137{number:D8}", "volunteer.phone"),
        }, approved: true, house.Clock.GetUtcNow()).Value).ToList();
        await house.Write(db => db.AddRange(crowd));
        if (loggedIn) foreach (var me in crowd) await house.Token(ActorKind.Volunteer, me.Id.Value);
        return [.. crowd.Select(v => v.Id)];
    }
}
