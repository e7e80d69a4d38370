namespace Shouwang.Volunteers;

public sealed class BeingAVolunteer
{
    [Fact]
    public void Whoever_signs_up_waits_for_an_answer_and_whom_staff_enter_is_on_the_register_at_once()
    {
        Assert.Equal(VolunteerState.Applied, Somebody.Applied().State);
        Assert.Equal(VolunteerState.Active, Somebody.Active().State);
    }

    [Fact]
    public void An_answer_is_given_once()
    {
        var volunteer = Somebody.Applied();
        Assert.True(volunteer.Approve().IsOk);
        Assert.Equal("volunteers.volunteer.wrong-state", volunteer.Approve().Refusal?.Code);
        Assert.Equal("volunteers.volunteer.wrong-state", volunteer.DeclineSignUp("住得太远").Refusal?.Code);
        Assert.Equal(VolunteerState.Active, volunteer.State);
    }

    public static TheoryData<VolunteerState, VolunteerState, bool> Moves => new()
    {
        { VolunteerState.Active, VolunteerState.Paused, true },
        { VolunteerState.Paused, VolunteerState.Active, true },
        { VolunteerState.Active, VolunteerState.Left, true },
        { VolunteerState.Paused, VolunteerState.Left, true },
        { VolunteerState.Applied, VolunteerState.Left, true },
        { VolunteerState.Applied, VolunteerState.Active, false },
        { VolunteerState.Applied, VolunteerState.Paused, false },
        { VolunteerState.Active, VolunteerState.Applied, false },
        { VolunteerState.Active, VolunteerState.Declined, false },
        { VolunteerState.Active, VolunteerState.Active, false },
        { VolunteerState.Left, VolunteerState.Active, false },
        { VolunteerState.Declined, VolunteerState.Active, false },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void One_may_pause_come_back_and_leave_but_not_come_back_after_leaving(VolunteerState from, VolunteerState to, bool allowed)
    {
        var volunteer = In(from);
        Assert.Equal(allowed, volunteer.Become(to).IsOk);
        Assert.Equal(allowed ? to : from, volunteer.State);
    }

    [Fact]
    public void On_duty_ends_at_its_time_with_a_pause_and_with_the_switch()
    {
        var volunteer = Somebody.Active();
        Assert.Equal("volunteers.duty.ends-in-the-past", volunteer.GoOnDuty(Somebody.Monday(9), Somebody.Monday(9)).Refusal?.Code);
        Assert.True(volunteer.GoOnDuty(Somebody.Monday(11), Somebody.Monday(9)).IsOk);
        Assert.True(volunteer.IsOnDuty(Somebody.Monday(10, 59)));
        Assert.False(volunteer.IsOnDuty(Somebody.Monday(11)));
        Assert.True(volunteer.GoOffDuty().IsOk);
        Assert.False(volunteer.IsOnDuty(Somebody.Monday(10)));

        _ = volunteer.GoOnDuty(null, Somebody.Monday(9)).Value;
        Assert.True(volunteer.IsOnDuty(Somebody.Monday(20)));
        _ = volunteer.Become(VolunteerState.Paused).Value;
        Assert.False(volunteer.IsOnDuty(Somebody.Monday(10)));
        Assert.Equal("volunteers.volunteer.wrong-state", volunteer.GoOnDuty(null, Somebody.Monday(9)).Refusal?.Code);
    }

    [Fact]
    public void Everything_wrong_with_a_sign_up_is_said_at_once_and_by_field()
    {
        var wrong = Somebody.Details with
        {
            Name = new string('长', Volunteer.LongestName + 1), Skills = ["errand", "flying"], Languages = ["klingon"], BirthYear = 2015,
            Availability = [new WeekWindow(DayOfWeek.Monday, new TimeOnly(12, 0), new TimeOnly(8, 0))],
        };
        var answer = Somebody.Active().Change(wrong, Somebody.Monday(9));
        Assert.Equal(["name", "skills", "languages", "birthYear", "availability"], answer.Refusals.Select(refusal => refusal.Field));
    }

    [Theory]
    [InlineData(2008, true)]
    [InlineData(2009, false)]
    [InlineData(1912, true)]
    [InlineData(1911, false)]
    public void The_youngest_are_fourteen(int birthYear, bool allowed) =>
        Assert.Equal(allowed, Somebody.Active().Change(Somebody.Details with { BirthYear = birthYear }, Somebody.Monday(9)).IsOk);

    [Fact]
    public void Skills_that_stay_keep_what_is_known_of_them_and_those_taken_off_go()
    {
        var volunteer = Somebody.Active(Somebody.Details with { Skills = ["errand", "medical"] });
        _ = volunteer.Change(Somebody.Details with { Skills = ["medical", "haircut", "medical"] }, Somebody.Monday(9)).Value;
        Assert.Equal(["haircut", "medical"], volunteer.Skills.Select(skill => skill.Code).Order());
    }

    [Fact]
    public void The_place_is_kept_to_a_hundred_metres_only()
    {
        var volunteer = Somebody.Active(Somebody.Details with { Place = new GeoPoint(39.9061234, 116.2219876) });
        Assert.Equal(new GeoPoint(39.906, 116.222), volunteer.Place);
    }

    [Fact]
    public void No_fact_of_a_volunteer_holds_a_name()
    {
        var volunteer = Somebody.Active();
        _ = volunteer.Change(Somebody.Details with { Name = "刘芳芳" }, Somebody.Monday(9)).Value;
        Assert.DoesNotContain(volunteer.UnwrittenFacts, fact => fact.ToString()!.Contains("刘芳", StringComparison.Ordinal) || fact.Payload.Values.Any(value => value?.ToString()?.Contains("刘芳", StringComparison.Ordinal) == true));
    }

    private static Volunteer In(VolunteerState state)
    {
        var volunteer = state is VolunteerState.Applied or VolunteerState.Declined ? Somebody.Applied() : Somebody.Active();
        _ = state switch
        {
            VolunteerState.Declined => volunteer.DeclineSignUp("住得太远"),
            VolunteerState.Paused or VolunteerState.Left => volunteer.Become(state),
            _ => Done.It,
        };
        Assert.Equal(state, volunteer.State);
        return volunteer;
    }
}
