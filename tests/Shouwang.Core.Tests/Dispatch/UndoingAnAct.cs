namespace Shouwang.Dispatch;

/// <summary>撤销: the last act is taken back whole, for half a minute, as long as nobody has acted on it.</summary>
public sealed class UndoingAnAct
{
    private static readonly DateTimeOffset Nine = ANeed.Nine, Soon = ANeed.Nine.AddSeconds(20);

    [Fact]
    public void There_are_at_least_ten_seconds_to_think_again() => Assert.True(DispatchPolicy.UndoSeconds >= 10);

    [Fact]
    public void A_dispatch_that_went_up_a_level_comes_back_down()
    {
        var order = ANeed.Placed();
        var (path, since) = (order.HandlerPath, order.HandlerSince);
        _ = order.StartWaves(Nine).Value;
        _ = order.Escalate(ANeed.Above(order.HandlerPath), "nobody-fits", Nine).Value;
        order.NobodyLeft(Nine);
        Assert.True(order.Undo(Soon).IsOk);
        Assert.Equal((path, since, OrderState.Placed, DispatchMode.None), (order.HandlerPath, order.HandlerSince, order.State, order.Mode));
    }

    [Fact]
    public void An_edit_that_filled_the_order_leaves_it_open_again()
    {
        var order = ANeed.Placed(2);
        _ = order.OpenForClaiming(Nine).Value;
        _ = order.Claim(ANeed.NewPlace(), ANeed.People[0], false, Nine).Value;
        _ = order.Triage(Urgency.Urgent, order.From, order.DueAt.AddHours(2), 1, Nine).Value;
        Assert.Equal((OrderState.Accepted, Nine), (order.State, order.AcceptedAt));
        Assert.True(order.Undo(Soon).IsOk);
        Assert.Equal((OrderState.Dispatched, 2, Urgency.Ordinary, null), (order.State, order.PeopleNeeded, order.Urgency, order.AcceptedAt));
    }

    [Fact]
    public void What_was_noted_meanwhile_is_not_forgotten()
    {
        var order = ANeed.Placed();
        var due = order.DueAt;
        _ = order.Ask([ANeed.Ask(ANeed.People[0])], DispatchMode.Chosen, due.AddHours(1), due.AddSeconds(-5)).Value;
        _ = order.NoteOverdue(due);
        Assert.True(order.Undo(due.AddSeconds(5)).IsOk);
        Assert.Equal(OrderException.Overdue, order.Exception);
    }

    [Fact]
    public void An_exception_that_the_dispatch_had_settled_stands_again()
    {
        var order = ANeed.Placed();
        order.NobodyLeft(Nine);
        _ = order.OpenForClaiming(Nine.AddMinutes(1)).Value;
        Assert.Equal(OrderException.None, order.Exception);
        Assert.True(order.Undo(Nine.AddMinutes(1)).IsOk);
        Assert.Equal((OrderException.NobodyLeft, Nine), (order.Exception, order.ExceptionSince));
    }

    [Fact]
    public void An_ending_gives_everybody_back_who_was_waited_for()
    {
        var order = ANeed.Placed(3);
        _ = order.OpenForClaiming(Nine).Value;
        foreach (var who in ANeed.People.Take(2)) _ = order.Claim(ANeed.NewPlace(), who, false, Nine).Value;
        _ = order.SetOut(ANeed.People[1], Nine).Value;
        _ = order.Ask([ANeed.Ask(ANeed.People[2])], DispatchMode.Chosen, Nine.AddMinutes(30), Nine).Value;
        _ = order.Refer(new SealedText("x"), Nine.AddMinutes(1)).Value;
        Assert.Equal(2, order.Undo(Nine.AddMinutes(1)).Value.Count);
        Assert.Equal([AssignmentState.Accepted, AssignmentState.OnTheWay], order.Assignments.Select(place => place.State));
        Assert.Equal((OfferState.Waiting, OrderState.Dispatched, null, null), (order.Offers[0].State, order.State, order.EndReason, order.ClosedAt));
    }

    [Fact]
    public void Only_the_last_act_and_only_once()
    {
        var order = ANeed.Placed();
        _ = order.Triage(Urgency.Urgent, order.From, order.DueAt, 2, Nine).Value;
        _ = order.OpenForClaiming(Nine).Value;
        Assert.Equal(UndoableAct.Dispatched, order.CanUndo(Soon));
        Assert.True(order.Undo(Soon).IsOk);
        Assert.Equal((null, 2), (order.CanUndo(Soon), order.PeopleNeeded));
        Assert.Equal("dispatch.order.nothing-to-undo", order.Undo(Soon).Refusal?.Code);
    }
}
