using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Volunteers;

public sealed class CountingMinutes
{
    private static readonly Actor Clerk = new(ActorKind.Staff, Guid.Parse("00000000-0000-0000-0000-00000000c1e4"));

    [Fact]
    public void Minutes_stem_from_check_in_and_check_out_and_the_way_is_kept_apart()
    {
        var record = Somebody.CheckedIn(travel: 15);
        Assert.True(record.CheckOut(Somebody.Monday(9, 47)).IsOk);
        Assert.Equal((47, 47, 15, HoursEvidence.CheckInOut, ServiceRecordState.Confirmed), (record.RawMinutes, record.CreditedMinutes, record.TravelMinutes, record.Evidence, record.State));
    }

    [Fact]
    public void Whoever_stays_longer_than_planned_is_credited_for_it() => Assert.Equal(150, After(record => record.CheckOut(Somebody.Monday(11, 30))).CreditedMinutes);

    [Fact]
    public void A_check_out_before_the_check_in_is_refused()
    {
        var record = Somebody.CheckedIn();
        Assert.Equal("volunteers.service.ends-before-start", record.CheckOut(Somebody.Monday(8, 59)).Refusal?.Code);
        Assert.Equal(ServiceRecordState.Open, record.State);
    }

    [Fact]
    public void A_forgotten_check_out_counts_up_to_the_planned_end_until_somebody_confirms()
    {
        var record = After(record => record.CloseProvisionally());
        Assert.Equal((60, HoursEvidence.ClosedByClock, ServiceRecordState.Provisional), (record.CreditedMinutes, record.Evidence, record.State));
        Assert.Equal("volunteers.service.wrong-state", record.CheckOut(Somebody.Monday(10)).Refusal?.Code);
        Assert.True(record.Confirm().IsOk);
        Assert.Equal("volunteers.service.wrong-state", record.Confirm().Refusal?.Code);
    }

    [Fact]
    public void Whoever_checks_in_after_the_planned_end_and_forgets_to_check_out_has_no_minutes_rather_than_negative_ones() =>
        Assert.Equal(0, After(record => record.CloseProvisionally(), plannedEnd: Somebody.Monday(8)).RawMinutes);

    [Fact]
    public void A_correction_changes_what_counts_and_leaves_what_was_measured()
    {
        var record = After(record => record.CheckOut(Somebody.Monday(10)));
        Assert.True(record.Correct(45, "家属来电说提前离开", Clerk).IsOk);
        Assert.Equal((60, 45, HoursEvidence.Correction), (record.RawMinutes, record.CreditedMinutes, record.Evidence));
    }

    [Fact]
    public void Nobody_corrects_his_own_hours()
    {
        var record = After(record => record.CheckOut(Somebody.Monday(10)));
        Assert.Equal("volunteers.service.own-hours", record.Correct(600, "我记得更久", new Actor(ActorKind.Volunteer, record.VolunteerId.Value)).Refusal?.Code);
        Assert.Equal(60, record.CreditedMinutes);
    }

    [Theory]
    [InlineData(-1, "更正", "minutes")]
    [InlineData(1441, "更正", "minutes")]
    [InlineData(30, " ", "reason")]
    public void A_correction_names_what_is_wrong_with_it(int minutes, string reason, string field) =>
        Assert.Equal(field, After(record => record.CheckOut(Somebody.Monday(10))).Correct(minutes, reason, Clerk).Refusal?.Field);

    [Fact]
    public void An_open_record_cannot_be_corrected() => Assert.Equal("volunteers.service.wrong-state", Somebody.CheckedIn().Correct(30, "更正", Clerk).Refusal?.Code);

    [Fact]
    public void The_way_is_never_negative_and_never_longer_than_four_hours()
    {
        Assert.Equal(0, Somebody.CheckedIn(travel: -5).TravelMinutes);
        Assert.Equal(240, Somebody.CheckedIn(travel: 999).TravelMinutes);
    }

    [Fact]
    public void Whatever_is_done_with_a_record_its_minutes_stay_sound()
    {
        var steps = Gen.Choose(0, 2000).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
        Prop.ForAll(steps, Walk).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20220509UL, 5UL));
    }

    private static void Walk(int[] steps)
    {
        var record = Somebody.CheckedIn(plannedEnd: Somebody.Monday(9, steps[0] - 100));
        foreach (var step in steps)
        {
            var (before, raw, facts) = (record.State, record.RawMinutes, record.UnwrittenFacts.Count);
            var done = (step % 4) switch
            {
                0 => record.CheckOut(Somebody.Monday(9, step - 200)).IsOk,
                1 => record.CloseProvisionally().IsOk,
                2 => record.Confirm().IsOk,
                _ => record.Correct(step - 200, "更正", Clerk).IsOk,
            };
            Assert.Equal(done, record.UnwrittenFacts.Count == facts + 1);
            Assert.True(record.RawMinutes >= 0 && record.CreditedMinutes is >= 0);
            Assert.True(before == ServiceRecordState.Open || record.RawMinutes == raw, "what was measured never changes afterwards");
            Assert.True(record.State == ServiceRecordState.Open == (record.CheckedOutAt is null));
            Assert.True(record.Evidence == HoursEvidence.Correction || record.RawMinutes == record.CreditedMinutes);
        }
    }

    private static ServiceRecord After(Func<ServiceRecord, Result<Done>> change, DateTimeOffset? plannedEnd = null)
    {
        var record = Somebody.CheckedIn(plannedEnd);
        _ = change(record).Value;
        return record;
    }
}
