using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Dispatch;

public sealed class AnOrderOnItsWay
{
    private static readonly OrderState[] Closed = [OrderState.Reviewed, OrderState.Unreviewed, OrderState.Withdrawn, OrderState.Failed, OrderState.Referred];
    private static readonly HashSet<OrderState> Reached = [];
    private static readonly HashSet<string> Succeeded = [];

    [Fact]
    public void Whatever_happens_in_whatever_order_the_order_stays_sound_and_its_facts_tell_it()
    {
        var pauses = Gen.Frequency((6, Gen.Choose(0, 40)), (1, Gen.Choose(41, 3600)), (1, Gen.Choose(3600, 90_000)));
        var steps = from act in Gen.Choose(0, 9999) from person in Gen.Frequency((5, Gen.Choose(0, 2)), (1, Gen.Choose(3, 5))) from pause in pauses select new Step(act, person, pause);
        var walks = Arb.From(from people in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 3))) from walk in steps.NonEmptyListOf() select new AWalk(people, [.. walk]), Shorter);
        Prop.ForAll(walks, Walk).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(100).WithReplay(20220506UL, 17UL));
        Assert.Equal(Enum.GetValues<OrderState>().Except(Reached), []);
        Assert.Equal(AWalkOfAnOrder.Names.Except(Succeeded), []);
    }

    private static IEnumerable<AWalk> Shorter(AWalk walk) => Enumerable.Range(0, walk.Steps.Count).Select(left => walk with { Steps = [.. walk.Steps.Where((_, i) => i != left)] });

    // After every step everything that must always hold is looked at.
    private static void Walk(AWalk walk)
    {
        var (order, told, now) = (ANeed.Placed(walk.People), new ToldOrder(), ANeed.Nine);
        foreach (var fact in order.UnwrittenFacts) told.Hear(fact);
        foreach (var step in walk.Steps)
        {
            now = now.AddSeconds(step.Seconds);
            var (before, facts, undo, seen) = (order.State, order.UnwrittenFacts.Count, order.CanUndo(now), Shape(order));
            var done = order.Do(step, now);
            Reached.Add(order.State);
            if (done) Succeeded.Add(AWalkOfAnOrder.NameOf(step));
            Assert.True(done || Shape(order) == seen, "a refused act changes nothing");
            Assert.True(done == order.UnwrittenFacts.Count > facts, "every change writes a fact, and nothing else does");
            if (Closed.Contains(before) && order.State != before)
                Assert.True((AWalkOfAnOrder.NameOf(step) == "undo" && undo is not null) || (before == OrderState.Unreviewed && order.State == OrderState.Reviewed), $"{before} -> {order.State} by {AWalkOfAnOrder.NameOf(step)}");
            foreach (var fact in order.UnwrittenFacts.Skip(facts)) told.Hear(fact);
            told.Agrees(order);
            Check(order);
        }
    }

    private static string Shape(ServiceOrder o) => System.Text.Json.JsonSerializer.Serialize(new
    {
        o.State, o.Mode, o.Urgency, o.DueAt, o.From, o.PeopleNeeded, o.Exception, o.ExceptionSince, o.HandlerPath, o.AcceptedAt, o.ClosedAt, o.Wave, o.UndoMark, Reviews = o.Reviews.Count,
        Offers = o.Offers.Select(f => f.State), Places = o.Assignments.Select(a => a.State),
    });

    private static void Check(ServiceOrder order)
    {
        var held = order.Assignments.Where(a => a.IsHeld).ToList();
        Assert.InRange(held.Count, 0, order.PeopleNeeded);
        Assert.Equal(held.Count, held.Select(a => a.Place).Distinct().Count());
        Assert.Equal(held.Count, held.Select(a => a.VolunteerId).Distinct().Count());
        Assert.All(held, place => Assert.InRange(place.Place, 1, 3));
        var full = order.FreePlaces == 0 && order.State is not (OrderState.Withdrawn or OrderState.Failed or OrderState.Referred);
        Assert.Equal(order.State is OrderState.Accepted or OrderState.Serving or OrderState.Completed or OrderState.Reviewed or OrderState.Unreviewed, full);
        if (order.State.TakesVolunteers()) Assert.Null(order.AcceptedAt);
        if (order.State is OrderState.Accepted or OrderState.Serving) Assert.NotNull(order.AcceptedAt);
        Assert.Equal(Closed.Contains(order.State), order.ClosedAt is not null);
        Assert.Equal(order.State.IsDone(), order.CompletedAt is not null);
        Assert.Equal(order.Exception == OrderException.None, order.ExceptionSince is null);
        Assert.False(order.State is OrderState.Accepted or OrderState.Serving && held.All(a => a.State == AssignmentState.Finished), "all have served, and yet it is not done");
        Assert.DoesNotContain(order.Offers, offer => offer.State == OfferState.Waiting && held.Any(a => a.VolunteerId == offer.VolunteerId));
        Assert.True(order.Offers.Where(offer => offer.State == OfferState.Waiting).GroupBy(offer => offer.VolunteerId).All(asked => asked.Count() == 1), "somebody is asked twice at a time");
        if (order.State is OrderState.Placed) Assert.DoesNotContain(order.Offers, offer => offer.State == OfferState.Waiting);
        if (!order.State.TakesVolunteers()) Assert.DoesNotContain(order.Offers, offer => offer.State == OfferState.Waiting);
        if (Closed.Contains(order.State)) Assert.Null(order.NextLook(ANeed.Policy));
        else Assert.True(order.State == OrderState.Completed || order.OverdueNotedAt is not null || order.NextLook(ANeed.Policy) is not null, "an open order is looked at again");
    }

    [Fact]
    public void A_late_yes_counts_while_a_place_is_free_and_begins_later()
    {
        var (order, me) = (ANeed.Placed(), ANeed.People[0]);
        _ = order.Ask([ANeed.Ask(me)], DispatchMode.Waves, ANeed.Nine.AddMinutes(30), ANeed.Nine).Value;
        order.ExpireOffers(ANeed.Nine.AddMinutes(31));
        var place = order.Accept(ANeed.NewPlace(), me, ANeed.Nine.AddHours(3)).Value;
        Assert.Equal(ANeed.Nine.AddHours(3).AddMinutes(ServiceOrder.WayMinutes), place.From);
        Assert.Equal(60, place.Planned.Minutes);
    }

    [Fact]
    public void A_dispatch_is_undone_whole_with_the_waves_that_followed_it()
    {
        var order = ANeed.Placed();
        _ = order.StartWaves(ANeed.Nine).Value;
        _ = order.Ask([ANeed.Ask(ANeed.People[0])], DispatchMode.Waves, ANeed.Nine.AddMinutes(5), ANeed.Nine).Value;
        _ = order.Ask([ANeed.Ask(ANeed.People[1])], DispatchMode.Waves, ANeed.Nine.AddMinutes(5), ANeed.Nine.AddSeconds(5)).Value;
        Assert.True(order.Undo(ANeed.Nine.AddSeconds(20)).IsOk);
        Assert.Equal((OrderState.Placed, DispatchMode.None), (order.State, order.Mode));
        Assert.All(order.Offers, offer => Assert.Equal(OfferState.Cancelled, offer.State));
    }

    [Fact]
    public void What_somebody_has_acted_on_is_not_undone()
    {
        var (order, me) = (ANeed.Placed(), ANeed.People[0]);
        _ = order.OpenForClaiming(ANeed.Nine).Value;
        _ = order.Claim(ANeed.NewPlace(), me, false, ANeed.Nine.AddSeconds(3)).Value;
        Assert.Equal("dispatch.order.already-answered", order.Undo(ANeed.Nine.AddSeconds(5)).Refusal?.Code);
    }

    [Fact]
    public void After_half_a_minute_there_is_nothing_to_undo()
    {
        var order = ANeed.Placed();
        _ = order.Withdraw(new SealedText("x"), ANeed.Nine).Value;
        Assert.Equal(UndoableAct.Ended, order.CanUndo(ANeed.Nine.AddSeconds(30)));
        Assert.Equal("dispatch.order.nothing-to-undo", order.Undo(ANeed.Nine.AddSeconds(31)).Refusal?.Code);
    }
}
