namespace Shouwang.Volunteers;

public sealed class CorrectingHours
{
    private static readonly Actor Clerk = new(ActorKind.Staff, Guid.Parse("00000000-0000-0000-0000-00000000c1e4")), Leader = new(ActorKind.Staff, Guid.Parse("00000000-0000-0000-0000-000000001ead"));
    private static readonly DateTimeOffset Now = Somebody.Monday(12);

    [Fact]
    public void Up_to_the_limit_one_member_of_staff_is_enough()
    {
        var (record, correction) = Asked(Clerk, minutes: 300);
        Assert.Equal((CorrectionState.Applied, 300, 60), (correction.State, record.CreditedMinutes, record.RawMinutes));
    }

    [Fact]
    public void Above_the_limit_it_takes_another_one()
    {
        var (record, correction) = Asked(Clerk, minutes: 301);
        Assert.Equal((CorrectionState.Waiting, 60), (correction.State, record.CreditedMinutes));
        Assert.Equal("volunteers.correction.second-person", correction.Agree(record, Clerk, Now).Refusal?.Code);
        Assert.Equal(CorrectionState.Applied, correction.Agree(record, Leader, Now).Value);
        Assert.Equal((301, HoursEvidence.Correction), (record.CreditedMinutes, record.Evidence));
    }

    [Fact]
    public void The_volunteer_asks_and_never_decides()
    {
        var record = Closed();
        var himself = new Actor(ActorKind.Volunteer, record.VolunteerId.Value);
        var correction = HoursCorrection.Ask(new HoursCorrectionId(Guid.NewGuid()), record, new CorrectionWish(90, "忘了签退"), himself, 240, Now).Value;
        Assert.Equal((CorrectionState.Waiting, null), (correction.State, correction.FirstBy));
        Assert.Equal("volunteers.service.own-hours", correction.Agree(record, himself, Now).Refusal?.Code);
        Assert.Equal("volunteers.service.own-hours", correction.Decline(himself, Now).Refusal?.Code);
        Assert.Equal(CorrectionState.Applied, correction.Agree(record, Clerk, Now).Value);
        Assert.Equal(90, record.CreditedMinutes);
    }

    [Fact]
    public void What_the_volunteer_asks_above_the_limit_takes_two_of_the_staff()
    {
        var record = Closed();
        var correction = HoursCorrection.Ask(new HoursCorrectionId(Guid.NewGuid()), record, new CorrectionWish(600, "忘了签退"), new Actor(ActorKind.Volunteer, record.VolunteerId.Value), 240, Now).Value;
        Assert.Equal(CorrectionState.Waiting, correction.Agree(record, Clerk, Now).Value);
        Assert.Equal(60, record.CreditedMinutes);
        Assert.Equal(CorrectionState.Applied, correction.Agree(record, Leader, Now).Value);
    }

    [Fact]
    public void A_provisional_record_is_certain_after_its_correction()
    {
        var record = Somebody.CheckedIn();
        _ = record.CloseProvisionally().Value;
        _ = HoursCorrection.Ask(new HoursCorrectionId(Guid.NewGuid()), record, new CorrectionWish(45, "居民说提前走了"), Clerk, 240, Now).Value;
        Assert.Equal((ServiceRecordState.Confirmed, 45), (record.State, record.CreditedMinutes));
    }

    [Fact]
    public void Declined_leaves_everything_as_it_is_and_is_final()
    {
        var (record, correction) = Asked(Clerk, minutes: 600);
        Assert.Equal(CorrectionState.Declined, correction.Decline(Leader, Now).Value);
        Assert.Equal("volunteers.correction.decided", correction.Agree(record, Leader, Now).Refusal?.Code);
        Assert.Equal(60, record.CreditedMinutes);
    }

    [Fact]
    public void One_that_was_overtaken_is_not_applied()
    {
        var (record, correction) = Asked(Clerk, minutes: 600);
        _ = record.Correct(30, "核对", Leader).Value;
        Assert.Equal("volunteers.correction.overtaken", correction.Agree(record, Leader, Now).Refusal?.Code);
    }

    [Fact]
    public void Evidence_is_asked_for_field_by_field() =>
        Assert.Equal(["minutes", "reason", "photo"], new CorrectionWish(-1, new string('长', 201), new string('9', 61)).Check().Select(refusal => refusal.Field));

    private static (ServiceRecord, HoursCorrection) Asked(Actor by, int minutes)
    {
        var record = Closed();
        return (record, HoursCorrection.Ask(new HoursCorrectionId(Guid.NewGuid()), record, new CorrectionWish(minutes, "签到表第 3 页", "P-17"), by, 240, Now).Value);
    }

    private static ServiceRecord Closed()
    {
        var record = Somebody.CheckedIn();
        _ = record.CheckOut(Somebody.Monday(10)).Value;
        return record;
    }
}
