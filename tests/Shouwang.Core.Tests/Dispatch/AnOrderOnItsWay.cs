using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Dispatch;

public sealed class AnOrderOnItsWay
{
    private static readonly OrderState[] Closed = [OrderState.Reviewed, OrderState.Unreviewed, OrderState.Withdrawn, OrderState.Failed, OrderState.Referred];
    private static readonly HashSet<OrderState> Reached = [];

    [Fact]
    public void Whatever_happens_in_whatever_order_the_order_stays_sound()
    {
        var walks = Gen.Choose(0, 10_000).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
        Prop.ForAll(walks, Walk).Check(Config.QuickThrowOnFailure.WithMaxTest(1500).WithEndSize(60).WithReplay(20220506UL, 17UL));
        Assert.Equal(Enum.GetValues<OrderState>().Except(Reached), []);
    }

    // Each number chooses an act, a person, and how much time passes; then everything that must always hold is looked at.
    private static void Walk(int[] steps)
    {
        var (order, now) = (ANeed.Placed(people: 1 + steps[0] % 3), ANeed.Nine);
        foreach (var step in steps)
        {
            now = now.AddSeconds(step % 7 == 0 ? 3600 : step % 11 * 5);
            var (before, facts, undo) = (order.State, order.UnwrittenFacts.Count, order.CanUndo(now));
            // Endings are rare and people few, so that walks come far.
            var act = step / 6 % 21 is 15 or 19 && step % 5 != 0 ? 11 : step / 6 % 21;
            var done = Do(order, act, ANeed.People[step % 3], now);
            Reached.Add(order.State);
            Assert.True(done || order.State == before, "a refused act changes no state");
            Assert.True(!done || order.UnwrittenFacts.Count > facts, "every change writes a fact");
            if (Closed.Contains(before) && order.State != before)
                Assert.True((act == 14 && undo is not null) || (before == OrderState.Unreviewed && order.State == OrderState.Reviewed), $"{before} -> {order.State} by {act}");
            Check(order, now);
        }
    }

    private static void Check(ServiceOrder order, DateTimeOffset now)
    {
        var held = order.Assignments.Where(a => a.IsHeld).ToList();
        Assert.InRange(held.Count, 0, order.PeopleNeeded);
        Assert.Equal(held.Count, held.Select(a => a.Place).Distinct().Count());
        Assert.Equal(held.Count, held.Select(a => a.VolunteerId).Distinct().Count());
        Assert.All(held, place => Assert.InRange(place.Place, 1, 3));
        Assert.True(order.Waiting(now) <= ServiceOrder.MostAskedPerPlace * order.PeopleNeeded);
        Assert.Equal(order.State is OrderState.Accepted or OrderState.Serving or OrderState.Completed or OrderState.Reviewed or OrderState.Unreviewed, order.FreePlaces == 0 && order.State is not (OrderState.Withdrawn or OrderState.Failed or OrderState.Referred));
        Assert.Equal(Closed.Contains(order.State), order.ClosedAt is not null);
        Assert.Equal(order.Exception == OrderException.None, order.ExceptionSince is null);
        if (Closed.Contains(order.State)) Assert.DoesNotContain(order.Offers, offer => offer.State == OfferState.Waiting);
        if (Closed.Contains(order.State)) Assert.Null(order.NextLook(ANeed.Policy));
        else Assert.True(order.State == OrderState.Completed || order.OverdueNotedAt is not null || order.NextLook(ANeed.Policy) is not null, "an open order is looked at again");
    }

    private static bool Do(ServiceOrder order, int act, Volunteers.VolunteerId who, DateTimeOffset now) => act switch
    {
        0 => order.Ask([ANeed.Ask(who)], DispatchMode.Chosen, now.AddMinutes(30), now).IsOk,
        1 => order.StartWaves(now).IsOk,
        2 => order.Ask([ANeed.Ask(who)], DispatchMode.Waves, now.AddMinutes(30), now).IsOk,
        3 => order.OpenForClaiming(now).IsOk,
        4 or 5 => order.Accept(ANeed.NewPlace(), who, now).IsOk,
        6 or 7 => order.Claim(ANeed.NewPlace(), who, true, now).IsOk,
        8 => order.Decline(who, null, now).IsOk,
        9 => order.HandBack(who, null, now).IsOk,
        10 => order.CheckIn(who, now).IsOk,
        11 or 12 => order.CheckOut(who, null, now).IsOk,
        13 => order.NoShow(who, now).IsOk,
        14 => order.Undo(now).IsOk,
        15 => order.Withdraw(new SealedText("x"), now).IsOk,
        16 => order.ReviewByResident(new ReviewId(Guid.NewGuid()), 5, null, now).IsOk,
        17 => order.CloseUnreviewed(now).IsOk,
        18 => order.Triage(Urgency.Urgent, order.From > now ? order.From : now, now.AddDays(1), 1 + who.Value.ToByteArray()[0] % 3, now).IsOk,
        19 => who.Value.ToByteArray()[0] % 2 == 0 ? order.Fail(new SealedText("x"), now).IsOk : order.Refer(new SealedText("x"), now).IsOk,
        _ => order.CompleteWithThose(now).IsOk,
    };

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
