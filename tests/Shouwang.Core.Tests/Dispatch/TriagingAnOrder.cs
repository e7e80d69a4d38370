namespace Shouwang.Dispatch;

/// <summary>缓急、时限、人数: what a new order promises, and what triage may change.</summary>
public sealed class TriagingAnOrder
{
    private static readonly DateTimeOffset Nine = ANeed.Nine;

    [Fact]
    public void An_urgent_order_is_due_within_two_hours_and_an_ordinary_one_within_a_day()
    {
        Assert.Equal(Nine.AddHours(2), ANeed.Placed(urgency: Urgency.Urgent).DueAt);
        Assert.Equal(Nine.AddHours(24), ANeed.Placed().DueAt);
    }

    [Fact]
    public void An_urgent_order_begins_in_a_quarter_of_an_hour_and_an_ordinary_one_in_an_hour()
    {
        Assert.Equal(Nine.AddMinutes(15), ANeed.Placed(urgency: Urgency.Urgent).From);
        Assert.Equal(Nine.AddMinutes(60), ANeed.Placed().From);
    }

    [Fact]
    public void No_order_is_due_before_its_service_can_have_ended() =>
        Assert.Equal(Nine.AddMinutes(15 + 180), ANeed.Placed(urgency: Urgency.Urgent, minutes: 180).DueAt);

    [Fact]
    public void A_wished_time_is_the_promise_whatever_the_urgency()
    {
        var tomorrow = Nine.AddDays(1);
        Assert.Equal((tomorrow, tomorrow.AddMinutes(60 + ServiceOrder.WishedSlackMinutes)), (ANeed.Placed(from: tomorrow).From, ANeed.Placed(from: tomorrow).DueAt));
        Assert.Equal(tomorrow.AddMinutes(60 + ServiceOrder.WishedSlackMinutes), ANeed.Placed(from: tomorrow, urgency: Urgency.Urgent).DueAt);
    }

    [Theory]
    [InlineData(-5, null)]
    [InlineData(-6, "dispatch.order.starts-in-the-past")]
    [InlineData(90 * 24 * 60, null)]
    [InlineData(90 * 24 * 60 + 1, "dispatch.order.too-far-ahead")]
    public void A_wish_lies_between_now_and_ninety_days_ahead(int minutes, string? code) =>
        Assert.Equal(code, ANeed.TryToPlace(from: Nine.AddMinutes(minutes)).Refusal?.Code);

    [Fact]
    public void A_kind_that_is_no_longer_offered_is_not_placed() => Assert.Equal("dispatch.menu.not-offered", ANeed.TryToPlace(offered: false).Refusal?.Code);

    [Fact]
    public void A_place_off_the_globe_is_refused() => Assert.Equal("dispatch.order.off-the-globe", ANeed.TryToPlace(place: new GeoPoint(139.9, 516.2)).Refusal?.Code);

    [Theory]
    [InlineData(-6, 600, 1, "dispatch.order.starts-in-the-past", "from")]
    [InlineData(60, 119, 1, "dispatch.order.due-before-end", "dueAt")]
    [InlineData(60, 600, 0, "dispatch.order.people", "peopleNeeded")]
    [InlineData(60, 600, -1, "dispatch.order.people", "peopleNeeded")]
    [InlineData(60, 600, ServiceOrder.MostPeople + 1, "dispatch.order.people", "peopleNeeded")]
    public void What_cannot_be_is_refused_at_its_field(int from, int due, int people, string code, string field)
    {
        var refusal = ANeed.Placed().Triage(Urgency.Urgent, Nine.AddMinutes(from), Nine.AddMinutes(due), people, Nine).Refusal;
        Assert.Equal((code, field), (refusal?.Code, refusal?.Field));
    }

    [Fact]
    public void The_edges_themselves_are_allowed() =>
        Assert.True(ANeed.Placed().Triage(Urgency.Urgent, Nine.AddMinutes(-5), Nine.AddMinutes(55), ServiceOrder.MostPeople, Nine).IsOk);

    [Fact]
    public void A_time_that_somebody_has_agreed_to_stays()
    {
        var order = Held(people: 2);
        Assert.Equal("dispatch.order.time-is-agreed", order.Triage(Urgency.Ordinary, order.From.AddMinutes(30), order.DueAt.AddHours(1), 2, Nine).Refusal?.Code);
        Assert.True(order.Triage(Urgency.Urgent, order.From, order.DueAt.AddHours(1), 3, Nine).IsOk);
    }

    [Fact]
    public void Fewer_people_than_have_accepted_is_refused_and_just_as_many_fills_the_order()
    {
        var order = Held(people: 3);
        _ = order.Ask([ANeed.Ask(ANeed.People[1])], DispatchMode.Chosen, Nine.AddMinutes(30), Nine).Value;
        Assert.Equal("dispatch.order.people", order.Triage(Urgency.Ordinary, order.From, order.DueAt, 0, Nine).Refusal?.Code);
        Assert.True(order.Triage(Urgency.Ordinary, order.From, order.DueAt, 1, Nine).IsOk);
        Assert.Equal((OrderState.Accepted, OfferState.Cancelled), (order.State, order.Offers[^1].State));
    }

    [Fact]
    public void When_all_who_are_still_wanted_have_served_it_is_done()
    {
        var order = Held(people: 2);
        var early = order.From.AddMinutes(-50);
        _ = order.CheckIn(ANeed.People[0], early).Value;
        _ = order.CheckOut(ANeed.People[0], null, early.AddMinutes(20)).Value;
        Assert.True(order.Triage(Urgency.Ordinary, order.From, order.DueAt, 1, early.AddMinutes(25)).IsOk);
        Assert.Equal((OrderState.Completed, early.AddMinutes(25)), (order.State, order.CompletedAt));
    }

    [Fact]
    public void A_later_due_time_is_noted_anew_when_it_passes()
    {
        var order = ANeed.Placed();
        Assert.True(order.NoteOverdue(order.DueAt));
        Assert.False(order.NoteOverdue(order.DueAt.AddHours(1)));
        _ = order.Triage(Urgency.Ordinary, order.DueAt.AddHours(1), order.DueAt.AddHours(4), 1, order.DueAt.AddHours(1)).Value;
        Assert.False(order.NoteOverdue(order.DueAt.AddMinutes(-1)));
        Assert.True(order.NoteOverdue(order.DueAt));
    }

    [Fact]
    public void What_has_begun_or_ended_is_not_triaged()
    {
        var order = ANeed.Placed();
        _ = order.Fail(new SealedText("x"), Nine).Value;
        Assert.Equal("dispatch.order.not-open", order.Triage(Urgency.Urgent, order.From, order.DueAt, 1, Nine).Refusal?.Code);
    }

    private static ServiceOrder Held(int people)
    {
        var order = ANeed.Placed(people);
        _ = order.OpenForClaiming(Nine).Value;
        _ = order.Claim(ANeed.NewPlace(), ANeed.People[0], false, Nine).Value;
        return order;
    }
}
