namespace Shouwang.Volunteers;

public sealed class StarsAndTheirNotice
{
    [Theory]
    [InlineData("national-2012", 99, null)]
    [InlineData("national-2012", 100, 1)]
    [InlineData("national-2012", 599, 2)]
    [InlineData("national-2012", 9000, 5)]
    [InlineData("beijing-trial", 200, 2)]
    [InlineData("beijing-trial", 1000, 5)]
    [InlineData("beijing-trial", 2999, 6)]
    [InlineData("beijing-trial", 5000, 8)]
    public void Hours_reach_the_level_of_the_table(string scheme, int hours, int? level) => Assert.Equal(level, StarSchemes.Of(scheme)!.Reached(hours * 60)?.Level);

    [Fact]
    public void A_minute_short_is_short() => Assert.Equal((1, 60_000L), (StarSchemes.National.Next(5999)!.Level, StarSchemes.National.Next(59_999)!.Minutes));

    [Fact]
    public void Every_table_climbs() => Assert.All(StarSchemes.All, scheme => Assert.True(scheme.Levels.Zip(scheme.Levels.Skip(1)).All(pair => pair.First.Hours < pair.Second.Hours && pair.First.Level < pair.Second.Level)));

    [Fact]
    public void It_is_awarded_after_its_notice_and_not_before()
    {
        var award = PutUp(minutes: 6000);
        Assert.Equal("volunteers.star.in-notice", award.Award(6000, award.NoticeUntil.AddSeconds(-1)).Refusal?.Code);
        Assert.True(award.Award(6000, award.NoticeUntil).IsOk);
        Assert.Equal("volunteers.star.decided", award.Award(6000, award.NoticeUntil).Refusal?.Code);
    }

    [Fact]
    public void Hours_that_shrank_during_the_notice_count()
    {
        var award = PutUp(minutes: 6000);
        Assert.Equal("volunteers.star.too-few", award.Award(5999, award.NoticeUntil).Refusal?.Code);
    }

    [Fact]
    public void Too_few_hours_are_not_put_up() =>
        Assert.Equal("volunteers.star.too-few", StarAward.PutUp(new StarAwardId(Guid.NewGuid()), Somebody.Active(), StarSchemes.National, 1, 5999, Somebody.Monday(9)).Refusal?.Code);

    [Fact]
    public void A_withdrawal_says_why()
    {
        var award = PutUp(minutes: 6000);
        Assert.Equal("starReason", award.Withdraw(" ").Refusal?.Field);
        Assert.True(award.Withdraw("时长有误").IsOk);
        Assert.Equal(StarAwardState.Withdrawn, award.State);
    }

    private static StarAward PutUp(long minutes) => StarAward.PutUp(new StarAwardId(Guid.NewGuid()), Somebody.Active(), StarSchemes.National, 1, minutes, Somebody.Monday(9)).Value;
}
