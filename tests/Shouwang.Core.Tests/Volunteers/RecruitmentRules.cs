namespace Shouwang.Volunteers;

public sealed class RecruitmentRules
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 0, 100, 10, 0)]
    [InlineData(10, 20, 100, 13, 0)]
    [InlineData(10, 20, 120, 13, 2)]
    [InlineData(1, 50, 100, 2, 0)]
    [InlineData(0, 50, 300, 0, 0)]
    [InlineData(5000, 80, 300, 25000, 50000)]
    public void Places_are_the_need_over_those_who_come_and_the_margin_waits(int wanted, int noShow, int margin, int places, int waiting) =>
        Assert.Equal((places, waiting), (RecruitmentIntake.Places(wanted, noShow), RecruitmentIntake.WaitingPlaces(wanted, noShow, margin)));

    [Fact]
    public void Enough_are_expected_to_come_and_not_one_more_is_taken_than_that_needs()
    {
        for (var wanted = 1; wanted <= 200; wanted++)
            for (var noShow = 0; noShow <= RecruitmentIntake.HighestNoShow; noShow++)
            {
                var places = RecruitmentIntake.Places(wanted, noShow);
                Assert.True(places * (100 - noShow) >= wanted * 100 && (places - 1) * (100 - noShow) < wanted * 100, $"{wanted} at {noShow}%");
            }
    }

    [Fact]
    public void Everything_that_is_missing_is_said_at_once()
    {
        var refused = RecruitmentCall.Publish(default, "ZM1", new Somewhere(), new RecruitmentNotice { From = Now, Until = Now }, [], (90, 90), Now);
        Assert.Equal(["title", "place", "content", "conditions", "howToApply", "risks", "protection", "until", "signUpUntil", "needs", "noShow", "margin"], refused.Refusals.Select(refusal => refusal.Field));
    }

    [Fact]
    public void It_closes_and_reopens_and_ends_by_the_clock()
    {
        var call = Call();
        Assert.True(call.IsOpen(Now));
        Assert.False(call.IsOpen(Now.AddHours(5)));
        Assert.Equal("volunteers.recruitment.not-closed", call.Reopen().Refusal?.Code);
        Assert.True(call.Close(Now).IsOk);
        Assert.False(call.IsOpen(Now));
        Assert.True(call.Reopen().IsOk && call.IsOpen(Now));
    }

    [Fact]
    public void A_skill_that_the_call_does_not_list_cannot_be_changed() => Assert.Equal("volunteers.recruitment.skill", Call().Need("driving", 3).Refusal?.Code);

    private static RecruitmentCall Call() => RecruitmentCall.Publish(default, "ZM1", new Somewhere(), new RecruitmentNotice
    {
        Title = "核酸点位志愿者", Place = "广场", From = Now.AddHours(5), Until = Now.AddHours(9), SignUpUntil = Now.AddHours(5), Content = "引导", Conditions = "成年", HowToApply = "网上", Risks = "低温", Protection = "保险",
    }, [new("any", 3)], (0, 100), Now).Value;

    private sealed class Somewhere : IInUnit
    {
        public UnitId UnitId => default;
        public string UnitPath => "/1/";
    }
}
