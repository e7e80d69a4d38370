namespace Shouwang.Dispatch;

/// <summary>服务与评单: who may check in when, when an order is done, and what a review does.</summary>
public sealed class ServingAndReviewing
{
    private static readonly Volunteers.VolunteerId Me = ANeed.People[0], Other = ANeed.People[1];

    [Theory]
    [InlineData(-61, "dispatch.assignment.too-early")]
    [InlineData(-60, null)]
    [InlineData(600, null)]
    public void Check_in_is_open_from_an_hour_before_the_start(int minutes, string? code)
    {
        var order = Taken(1, from: ANeed.Nine.AddHours(5));
        Assert.Equal(code, order.CheckIn(Me, order.From.AddMinutes(minutes)).Refusal?.Code);
    }

    [Fact]
    public void One_thing_after_the_other()
    {
        var order = Taken(1);
        Assert.Equal("dispatch.assignment.not-in-turn", order.CheckOut(Me, null, order.From).Refusal?.Code);
        Assert.True(order.SetOut(Me, order.From).IsOk);
        Assert.Equal("dispatch.assignment.not-in-turn", order.SetOut(Me, order.From).Refusal?.Code);
        Assert.True(order.CheckIn(Me, order.From).IsOk);
        Assert.Equal("dispatch.assignment.not-in-turn", order.CheckIn(Me, order.From).Refusal?.Code);
        Assert.Equal("dispatch.assignment.not-in-turn", order.NoShow(Me, order.From).Refusal?.Code);
        Assert.True(order.CheckOut(Me, null, order.Until).IsOk);
        Assert.Equal("dispatch.order.not-yours", order.CheckIn(Other, order.From).Refusal?.Code);
    }

    [Fact]
    public void Of_two_the_first_to_leave_does_not_end_the_service()
    {
        var order = Taken(2);
        foreach (var who in new[] { Me, Other }) _ = order.CheckIn(who, order.From).Value;
        _ = order.CheckOut(Me, null, order.Until).Value;
        Assert.Equal(OrderState.Serving, order.State);
        _ = order.CheckOut(Other, null, order.Until).Value;
        Assert.Equal(OrderState.Completed, order.State);
    }

    [Fact]
    public void Done_with_those_who_came_needs_somebody_who_came_and_nobody_who_still_serves()
    {
        var order = Taken(2);
        Assert.Equal("dispatch.order.nobody-served", order.CompleteWithThose(order.From).Refusal?.Code);
        _ = order.CheckIn(Me, order.From).Value;
        Assert.Equal("dispatch.order.nobody-served", order.CompleteWithThose(order.From).Refusal?.Code);
        _ = order.CheckOut(Me, null, order.Until).Value;
        Assert.True(order.CompleteWithThose(order.Until).IsOk);
        Assert.Equal((OrderState.Completed, 1, AssignmentState.Cancelled), (order.State, order.PeopleNeeded, order.Assignments[1].State));
    }

    [Fact]
    public void Nobody_is_absent_before_the_start()
    {
        var order = Taken(1);
        Assert.Equal("dispatch.assignment.not-late-yet", order.NoShow(Me, order.From.AddMinutes(-1)).Refusal?.Code);
        Assert.True(order.NoShow(Me, order.From).IsOk);
        Assert.Equal((OrderState.Dispatched, OrderException.NoShow, 1), (order.State, order.Exception, order.FreePlaces));
    }

    [Fact]
    public void The_clock_finds_who_is_missing_forgot_to_check_out_or_should_be_reminded()
    {
        var (order, policy) = (Taken(2), ANeed.Policy);
        Assert.Empty(order.RemindBefore(policy, order.From.AddMinutes(-policy.ReminderMinutes - 1)));
        Assert.Equal(2, order.RemindBefore(policy, order.From.AddMinutes(-policy.ReminderMinutes)).Count);
        Assert.Empty(order.RemindBefore(policy, order.From));
        _ = order.CheckIn(Me, order.From).Value;
        Assert.Empty(order.Missing(policy, order.From.AddMinutes(policy.NoShowMinutes - 1)));
        Assert.Equal([Other], order.Missing(policy, order.From.AddMinutes(policy.NoShowMinutes)));
        Assert.Empty(order.ForgottenCheckOuts(policy, order.Until.AddMinutes(policy.CheckOutGraceMinutes - 1)));
        Assert.Equal([Me], order.ForgottenCheckOuts(policy, order.Until.AddMinutes(policy.CheckOutGraceMinutes)).Select(place => place.VolunteerId));
    }

    [Fact]
    public void Nobody_ends_an_order_on_which_somebody_is_serving()
    {
        var order = Taken(1);
        _ = order.CheckIn(Me, order.From).Value;
        foreach (var ended in new[] { order.Withdraw(new SealedText("x"), order.From), order.Fail(new SealedText("x"), order.From), order.Refer(new SealedText("x"), order.From), order.MarkDuplicateOf(new OrderId(Guid.NewGuid()), new SealedText("x"), order.From) })
            Assert.Equal("dispatch.order.somebody-serving", ended.Refusal?.Code);
    }

    [Fact]
    public void An_order_does_not_repeat_itself()
    {
        var order = ANeed.Placed();
        Assert.Equal("dispatch.order.duplicate-of-itself", order.MarkDuplicateOf(order.Id, new SealedText("x"), ANeed.Nine).Refusal?.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void Stars_go_from_one_to_five(int stars)
    {
        var order = Served();
        Assert.Equal("dispatch.review.stars", order.ReviewByResident(new ReviewId(Guid.NewGuid()), stars, null, order.Until).Refusal?.Code);
        Assert.Equal("dispatch.review.stars", order.ReviewByVolunteer(new ReviewId(Guid.NewGuid()), Me, stars, null, order.Until).Refusal?.Code);
        Assert.Equal(OrderState.Completed, order.State);
    }

    [Fact]
    public void The_resident_reviews_once_and_a_late_word_is_still_heard()
    {
        var order = Served();
        _ = order.CloseUnreviewed(order.Until.AddDays(3)).Value;
        var closed = order.ClosedAt;
        Assert.True(order.ReviewByResident(new ReviewId(Guid.NewGuid()), 4, null, order.Until.AddDays(5)).IsOk);
        Assert.Equal((OrderState.Reviewed, closed), (order.State, order.ClosedAt));
        Assert.Equal("dispatch.order.not-for-review", order.ReviewByResident(new ReviewId(Guid.NewGuid()), 1, null, order.Until.AddDays(5)).Refusal?.Code);
        Assert.Equal("dispatch.order.not-for-review", order.CloseUnreviewed(order.Until.AddDays(9)).Refusal?.Code);
        Assert.Equal(4, Assert.Single(order.Reviews).Stars);
    }

    [Fact]
    public void A_volunteer_reviews_after_serving_once_each()
    {
        var order = Served();
        Assert.True(order.ReviewByVolunteer(new ReviewId(Guid.NewGuid()), Me, 5, null, order.Until).IsOk);
        Assert.Equal("dispatch.review.already", order.ReviewByVolunteer(new ReviewId(Guid.NewGuid()), Me, 1, null, order.Until).Refusal?.Code);
        Assert.Equal("dispatch.review.not-served", order.ReviewByVolunteer(new ReviewId(Guid.NewGuid()), Other, 1, null, order.Until).Refusal?.Code);
        Assert.Equal(OrderState.Completed, order.State);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Two_stars_are_bad_and_three_are_not(int stars, bool bad) =>
        Assert.Equal(bad, Served().ReviewByResident(new ReviewId(Guid.NewGuid()), stars, null, ANeed.Nine).Value.IsBad);

    [Fact]
    public void A_review_waits_three_days_and_then_the_order_says_that_none_came()
    {
        var order = Served();
        var by = order.CompletedAt!.Value.AddDays(3);
        Assert.False(order.ReviewIsOverdue(ANeed.Policy, by.AddTicks(-1)));
        Assert.True(order.ReviewIsOverdue(ANeed.Policy, by));
        Assert.Equal(by, order.NextLook(ANeed.Policy));
    }

    private static ServiceOrder Taken(int people, DateTimeOffset? from = null)
    {
        var order = ANeed.Placed(people, from);
        _ = order.OpenForClaiming(ANeed.Nine).Value;
        foreach (var who in ANeed.People.Take(people)) _ = order.Claim(ANeed.NewPlace(), who, false, ANeed.Nine).Value;
        return order;
    }

    private static ServiceOrder Served()
    {
        var order = Taken(1);
        _ = order.CheckIn(Me, order.From).Value;
        _ = order.CheckOut(Me, null, order.Until).Value;
        return order;
    }
}
