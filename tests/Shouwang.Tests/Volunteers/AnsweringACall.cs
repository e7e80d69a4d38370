using System.Net;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class AnsweringACall
{
    internal static readonly string[] Texts = ["核酸点位志愿者", "东样广场", "测温、引导、登记", "年满十八岁", "网上或电话报名", "户外低温", "意外险和防护服"];

    internal static async Task<string> Publish(TestHouse house, Employee clerk, IReadOnlyList<RecruitmentNeed> needs, int noShow = 0, int margin = 100)
    {
        var day = house.Clock.Today.AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return (await house.Run<PublishCall, Result<string>>(clerk, publish => publish.Run(new NewCall
        {
            Unit = LittleDistrict.PineCode, Title = Texts[0], Place = Texts[1], From = day + "T09:00", Until = day + "T12:00", Content = Texts[2], Conditions = Texts[3], HowToApply = Texts[4],
            Risks = Texts[5], Protection = Texts[6], Needs = needs, NoShowPercent = noShow, MarginPercent = margin,
        }, default))).Value;
    }

    [DatabaseTheory]
    public async Task Of_two_hundred_at_once_exactly_the_places_are_taken_and_whoever_withdraws_is_followed(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var call = await Publish(house, clerk, [new("any", 20)], noShow: 20, margin: 120); // 25 places, 5 wait
        var crowd = await Crowd(house, 200);

        var answers = await Task.WhenAll(crowd.Select(me => Task.Run(() => Enter(house, me, call))));
        Assert.All(answers, answer => Assert.True(answer.IsOk, answer.Refusal?.Code));
        Assert.Equal((25, 5, 170), (answers.Count(a => a.Value.State == RecruitmentEntryState.Admitted), answers.Count(a => a.Value.State == RecruitmentEntryState.Waiting), answers.Count(a => a.Value.State is null)));
        Assert.Equal([1, 2, 3, 4, 5], answers.Where(a => a.Value.State == RecruitmentEntryState.Waiting).Select(a => a.Value.PlaceInLine).Order());
        await Assert.ThrowsAnyAsync<Exception>(() => house.Read(db => db.RecruitmentPlaces().ExecuteUpdateAsync(set => set.SetProperty(p => p.Taken, p => p.Places + 1))));

        var first = crowd[Array.FindIndex(answers, a => a.Value is { State: RecruitmentEntryState.Waiting, PlaceInLine: 1 })];
        var leaving = crowd[Array.FindIndex(answers, a => a.Value.State == RecruitmentEntryState.Admitted)];
        Assert.True((await house.Run<WithdrawFromCall, Result<Done>>(As(leaving), use => use.Run(call, null, default))).IsOk);
        Assert.Equal(RecruitmentEntryState.Admitted, await StateOf(house, first));
        Assert.Equal(1, await house.Read(db => db.Set<Broadcast.Message>().CountAsync(m => m.Kind == "volunteers.recruitment.moved-up")));
        Assert.Equal((25, 4), await house.Read(async db => await db.RecruitmentPlaces().Select(p => new ValueTuple<int, int>(p.Taken, p.Waiting)).SingleAsync()));

        // More are needed: intake opens again, and those who wait come first.
        Assert.True((await house.Run<ChangeCallNeed, Result<Done>>(clerk, use => use.Run(call, "any", 24, default))).IsOk); // 30 places
        Assert.Equal(29, await house.Read(db => db.RecruitmentEntries().CountAsync(e => e.State == RecruitmentEntryState.Admitted)));
        Assert.Equal(RecruitmentEntryState.Admitted, (await Enter(house, crowd[Array.FindIndex(answers, a => a.Value.State is null)], call)).Value.State);

        // Whoever taps twice gives his place back once.
        var small = await Publish(house, clerk, [new("any", 1)]);
        Assert.Equal(RecruitmentEntryState.Admitted, (await Enter(house, crowd[0], small)).Value.State);
        var taps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => house.Run<WithdrawFromCall, Result<Done>>(As(crowd[0]), use => use.Run(small, null, default)))));
        Assert.Equal(["volunteers.recruitment.not-in", "volunteers.recruitment.not-in", "volunteers.recruitment.not-in", null], taps.Select(tap => tap.Refusal?.Code).OrderByDescending(code => code, StringComparer.Ordinal));
    }

    [DatabaseTheory]
    public async Task A_stranger_signs_up_by_the_page_and_is_led_elsewhere_when_it_is_full(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var (full, free) = (await Publish(house, clerk, [new("any", 1)]), await Publish(house, clerk, [new("first-aid", 2), new("any", 1)]));
        (string, string)[] Form(string phone) => [("name", "刘芳"), ("phone", phone), ("consent", "yes"), ("skill", "any")];

        using var first = await house.Visitor().Submit("/calls/" + full, "form.card", Form("13800002222"));
        Assert.Contains("您已被录取", (await first.Document()).Body!.TextContent, StringComparison.Ordinal);
        using var second = await house.Visitor().Submit("/calls/" + full, "form.card", Form("13800002223"));
        var led = await second.Document();
        Assert.Equal("/calls/" + free, led.QuerySelector("button[formaction]")?.GetAttribute("formaction"));
        using var elsewhere = await house.Visitor().Submit("/calls/" + free, "form.card", Form("13800002223"));
        Assert.Contains("您已被录取", (await elsewhere.Document()).Body!.TextContent, StringComparison.Ordinal);
        using var unsaid = await house.Visitor().Submit("/calls/" + free, "form.card", ("name", ""), ("phone", "1"), ("skill", "any"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);

        var staff = await house.LogIn(clerk);
        Assert.Contains("急救", (await staff.Page("/recruitment")).QuerySelector(".alert-warning")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await house.Run<CallBoard, Result<CallView>>(clerk, board => board.One(free, default))).Value.Entries.Count + (await house.Run<CallBoard, Result<CallView>>(clerk, board => board.One(full, default))).Value.Entries.Count);
        var stranger = await house.Hire(Role.Clerk, house.District.Hill);
        Assert.Equal("volunteers.recruitment.unknown", (await house.Run<CloseCall, Result<Done>>(stranger, use => use.Run(free, true, default))).Refusal?.Code);
        Assert.True((await house.Run<CloseCall, Result<Done>>(clerk, use => use.Run(free, true, default))).IsOk);
        Assert.Equal("volunteers.recruitment.over", (await Enter(house, (await Crowd(house, 1))[0], free)).Refusal?.Code);
    }

    private static Task<Result<CallAnswer>> Enter(TestHouse house, VolunteerId me, string call) =>
        house.Run<EnterCall, Result<CallAnswer>>(As(me), enter => enter.Run(call, new CallRequest { Skill = "any" }, byStaff: false, default));

    private static Caller As(VolunteerId me) => new(new Actor(ActorKind.Volunteer, me.Value), "", Rights.None);

    private static Task<RecruitmentEntryState> StateOf(TestHouse house, VolunteerId who) => house.Read(db => db.RecruitmentEntries().Where(e => e.VolunteerId == who).Select(e => e.State).SingleAsync());

    private static async Task<List<VolunteerId>> Crowd(TestHouse house, int people)
    {
        var crowd = Enumerable.Range(1, people).Select(number => Volunteer.Apply(house.Ids.New<VolunteerId>(), $"SW7{number:D7}", house.District.Pine, new VolunteerDetails
        {
            Name = "样例志愿者", Phone = house.Cipher.Seal($"137{number:D8}", "volunteer.phone"), PhoneIndex = house.Cipher.Index($"137{number:D8}", "volunteer.phone"),
        }, approved: true, house.Clock.GetUtcNow()).Value).ToList();
        await house.Write(db => db.AddRange(crowd));
        return [.. crowd.Select(v => v.Id)];
    }
}
