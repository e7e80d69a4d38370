using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>派单: whom an order asks, how many at a time, how long it waits, and what their answers do to it.</summary>
public sealed class AskingPeople
{
    private static readonly DateTimeOffset Nine = ANeed.Nine, Half = ANeed.Nine.AddMinutes(30);
    private static readonly VolunteerId[] People = ANeed.People;

    [Theory]
    [InlineData(1, 3, true)]
    [InlineData(1, 4, false)]
    [InlineData(2, 6, true)]
    public void At_most_three_are_asked_for_a_place(int places, int asked, bool allowed)
    {
        var answer = ANeed.Placed(places).Ask([.. People.Take(asked).Select(ANeed.Ask)], DispatchMode.Waves, Half, Nine);
        Assert.Equal(allowed ? null : "dispatch.order.too-many-asked", answer.Refusal?.Code);
    }

    [Fact]
    public void Those_who_still_think_count_and_those_whose_time_is_over_do_not()
    {
        var order = Asked(People[0], People[1], People[2]);
        Assert.Equal("dispatch.order.too-many-asked", order.Ask([ANeed.Ask(People[3])], DispatchMode.Waves, Half, Nine).Refusal?.Code);
        Assert.True(order.Ask([ANeed.Ask(People[3])], DispatchMode.Waves, Half.AddMinutes(30), Half).IsOk);
    }

    [Fact]
    public void A_taken_place_is_asked_for_no_more()
    {
        var order = ANeed.Placed(2);
        _ = order.Ask([ANeed.Ask(People[0])], DispatchMode.Waves, Half, Nine).Value;
        _ = order.Accept(ANeed.NewPlace(), People[0], Nine).Value;
        Assert.Equal("dispatch.order.too-many-asked", order.Ask([.. People.Skip(1).Take(4).Select(ANeed.Ask)], DispatchMode.Waves, Half, Nine).Refusal?.Code);
        Assert.True(order.Ask([.. People.Skip(1).Take(3).Select(ANeed.Ask)], DispatchMode.Waves, Half, Nine).IsOk);
    }

    [Fact]
    public void Nobody_is_asked_while_he_thinks_or_holds_a_place()
    {
        var order = ANeed.Placed(2);
        _ = order.Ask([ANeed.Ask(People[0]), ANeed.Ask(People[1])], DispatchMode.Chosen, Half, Nine).Value;
        Assert.Equal("dispatch.order.already-asked", order.Ask([ANeed.Ask(People[0])], DispatchMode.Chosen, Half, Nine).Refusal?.Code);
        _ = order.Accept(ANeed.NewPlace(), People[0], Nine).Value;
        Assert.Equal("dispatch.order.already-taken-by", order.Ask([ANeed.Ask(People[0])], DispatchMode.Chosen, Half, Nine).Refusal?.Code);
    }

    [Fact]
    public void Who_is_asked_again_after_his_time_was_over_has_one_offer_to_answer()
    {
        var order = Asked(People[0]);
        Assert.True(order.Ask([ANeed.Ask(People[0])], DispatchMode.Chosen, Half.AddHours(1), Half.AddMinutes(1)).IsOk);
        Assert.Equal([OfferState.Expired, OfferState.Waiting], order.Offers.Select(offer => offer.State));
    }

    [Fact]
    public void The_time_to_answer_is_over_at_its_very_end_and_not_before()
    {
        var order = Asked(People[0]);
        Assert.Equal((0, 1), (order.ExpireOffers(Half.AddTicks(-1)), order.Waiting(Half.AddTicks(-1))));
        Assert.Equal((0, 1), (order.Waiting(Half), order.ExpireOffers(Half)));
    }

    [Fact]
    public void An_urgent_order_waits_five_minutes_for_an_answer_and_an_ordinary_one_thirty()
    {
        Assert.Equal(Nine.AddMinutes(5), ANeed.Policy.AnswerBy(Urgency.Urgent, Nine));
        Assert.Equal(Half, ANeed.Policy.AnswerBy(Urgency.Ordinary, Nine));
    }

    [Fact]
    public void Whoever_was_not_asked_cannot_accept_and_who_declined_has_declined()
    {
        var order = Asked(People[0]);
        Assert.Equal("dispatch.order.offered-elsewhere", order.Accept(ANeed.NewPlace(), People[1], Nine).Refusal?.Code);
        _ = order.Decline(People[0], "far", Nine).Value;
        Assert.Equal("dispatch.order.offered-elsewhere", order.Accept(ANeed.NewPlace(), People[0], Nine).Refusal?.Code);
        Assert.Equal("dispatch.offer.not-waiting", order.Decline(People[0], null, Nine).Refusal?.Code);
    }

    [Fact]
    public void A_second_yes_comes_too_late_when_the_place_is_gone()
    {
        var order = Asked(People[0], People[1]);
        _ = order.Accept(ANeed.NewPlace(), People[1], Nine).Value;
        Assert.Equal("dispatch.order.not-open", order.Accept(ANeed.NewPlace(), People[0], Nine).Refusal?.Code);
    }

    [Fact]
    public void Who_was_asked_and_claims_instead_is_not_asked_any_more()
    {
        var order = ANeed.Placed(2);
        _ = order.Ask([ANeed.Ask(People[0])], DispatchMode.Waves, Half, Nine).Value;
        _ = order.OpenForClaiming(Nine).Value;
        _ = order.Claim(ANeed.NewPlace(), People[0], false, Nine).Value;
        Assert.Equal(OfferState.Accepted, Assert.Single(order.Offers).State);
        Assert.Equal("dispatch.order.already-yours", order.Claim(ANeed.NewPlace(), People[0], false, Nine).Refusal?.Code);
    }

    [Fact]
    public void A_team_s_order_is_claimed_by_its_members_only_and_one_in_waves_by_nobody()
    {
        var order = ANeed.Placed();
        _ = order.GiveToTeam(new TeamId(Guid.NewGuid()), Nine).Value;
        Assert.Equal("dispatch.order.not-for-claiming", order.Claim(ANeed.NewPlace(), People[0], isInTeam: false, Nine).Refusal?.Code);
        _ = order.StartWaves(Nine).Value;
        Assert.Equal("dispatch.order.not-for-claiming", order.Claim(ANeed.NewPlace(), People[0], isInTeam: true, Nine).Refusal?.Code);
        _ = order.GiveToTeam(new TeamId(Guid.NewGuid()), Nine).Value;
        Assert.True(order.Claim(ANeed.NewPlace(), People[0], isInTeam: true, Nine).IsOk);
    }

    [Fact]
    public void A_place_given_back_is_the_first_to_be_given_out_again()
    {
        var order = ANeed.Placed(3);
        _ = order.OpenForClaiming(Nine).Value;
        foreach (var who in People.Take(3)) _ = order.Claim(ANeed.NewPlace(), who, false, Nine).Value;
        Assert.Equal(OrderState.Accepted, order.State);
        _ = order.HandBack(People[1], "unwell", Nine).Value;
        Assert.Equal((OrderState.Dispatched, 1), (order.State, order.FreePlaces));
        Assert.Equal(2, order.Claim(ANeed.NewPlace(), People[4], false, Nine).Value.Place);
        Assert.Equal(OrderState.Accepted, order.State);
    }

    [Theory]
    [InlineData(119, OrderException.HandedBack)]
    [InlineData(120, OrderException.None)]
    public void Handing_back_within_two_hours_of_the_start_wants_a_dispatcher_s_eye(int minutesBefore, OrderException expected)
    {
        var order = ANeed.Placed(from: Nine.AddHours(5));
        _ = order.OpenForClaiming(Nine).Value;
        _ = order.Claim(ANeed.NewPlace(), People[0], false, Nine).Value;
        _ = order.HandBack(People[0], null, order.From.AddMinutes(-minutesBefore)).Value;
        Assert.Equal(expected, order.Exception);
    }

    [Fact]
    public void Whoever_has_begun_cannot_hand_back()
    {
        var order = Asked(People[0]);
        _ = order.Accept(ANeed.NewPlace(), People[0], Nine).Value;
        _ = order.CheckIn(People[0], order.From).Value;
        Assert.Equal("dispatch.assignment.already-started", order.HandBack(People[0], null, order.From).Refusal?.Code);
        Assert.Equal("dispatch.order.not-yours", order.HandBack(People[1], null, order.From).Refusal?.Code);
    }

    [Fact]
    public void Waves_are_filled_up_at_once_and_chosen_people_are_waited_for()
    {
        var (waves, chosen) = (ANeed.Placed(), ANeed.Placed());
        _ = waves.Ask([ANeed.Ask(People[0]), ANeed.Ask(People[1])], DispatchMode.Waves, Half, Nine).Value;
        _ = chosen.Ask([ANeed.Ask(People[0]), ANeed.Ask(People[1])], DispatchMode.Chosen, Half, Nine).Value;
        Assert.Equal((0, 0), (waves.MoreToAsk(ANeed.Policy, Nine), chosen.MoreToAsk(ANeed.Policy, Nine)));
        _ = waves.Decline(People[0], null, Nine).Value;
        _ = chosen.Decline(People[0], null, Nine).Value;
        Assert.Equal((1, 0), (waves.MoreToAsk(ANeed.Policy, Nine), chosen.MoreToAsk(ANeed.Policy, Nine)));
        Assert.Equal((2, 2), (waves.MoreToAsk(ANeed.Policy, Half), chosen.MoreToAsk(ANeed.Policy, Half)));
    }

    [Fact]
    public void A_level_is_left_only_upwards()
    {
        var order = ANeed.Placed();
        Assert.Equal("dispatch.order.not-above", order.Escalate(new ANeed.Somewhere(new UnitId(Guid.NewGuid()), "/1/2/4/"), "x", Nine).Refusal?.Code);
        Assert.Equal("dispatch.order.not-above", order.Escalate(new ANeed.Somewhere(order.UnitId, order.UnitPath), "x", Nine).Refusal?.Code);
        Assert.Equal("dispatch.order.not-above", order.Escalate(new ANeed.Somewhere(new UnitId(Guid.NewGuid()), "/1/2/3/4/"), "x", Nine).Refusal?.Code);
        Assert.True(order.Escalate(ANeed.Above(order.HandlerPath), "x", Nine).IsOk);
        Assert.Equal("/1/2/", order.HandlerPath);
    }

    [Fact]
    public void Whoever_takes_a_place_after_the_start_has_time_for_the_way_and_on_the_very_minute_too()
    {
        var order = ANeed.Placed();
        Assert.Equal(order.From, order.PlannedIfTakenAt(order.From.AddMinutes(-1)).From);
        Assert.Equal(order.From.AddMinutes(ServiceOrder.WayMinutes), order.PlannedIfTakenAt(order.From).From);
    }

    private static ServiceOrder Asked(params VolunteerId[] people)
    {
        var order = ANeed.Placed();
        _ = order.Ask([.. people.Select(ANeed.Ask)], DispatchMode.Chosen, Half, Nine).Value;
        return order;
    }
}
