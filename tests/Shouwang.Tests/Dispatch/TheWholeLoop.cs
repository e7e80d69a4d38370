using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

public sealed class TheWholeLoop
{
    [DatabaseTheory]
    public async Task A_need_is_placed_dispatched_accepted_served_and_reviewed(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (near, far) = (await town.Enlist(metres: 200), await town.Enlist(metres: 3000));
        var placed = await town.Place();

        Assert.Equal(OrderState.Dispatched, (await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default))).Value.State);
        Assert.Equal(new HashSet<VolunteerId> { near, far }, [.. (await town.Order(placed.Id)).Offers.Select(offer => offer.VolunteerId)]);
        Assert.Equal(OrderState.Accepted, (await town.As<AcceptOffer>(near, use => use.Run(placed.Id, near, default))).Value.State);
        Assert.Equal(OfferState.Cancelled, (await town.Order(placed.Id)).Offers.Single(offer => offer.VolunteerId == far).State);

        await town.Pass(TimeSpan.FromMinutes(55));
        _ = (await town.As<SetOut>(near, use => use.Run(placed.Id, near, default))).Value;
        await town.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(OrderState.Serving, (await town.As<CheckIn>(near, use => use.Run(placed.Id, near, default))).Value.State);
        await town.Pass(TimeSpan.FromMinutes(42));
        Assert.Equal(OrderState.Completed, (await town.As<CheckOut>(near, use => use.Run(placed.Id, near, "药在桌上", null, default))).Value.State);
        var reviewed = await town.House.Run<ReviewOrder, Result<OrderStatus>>((Shouwang.Organization.Caller?)null, use => use.Run(placed.TrackingCode, "5", "很好", default));
        Assert.Equal(OrderState.Reviewed, reviewed.Value.State);

        var record = await town.House.Read(db => db.ServiceRecords().SingleAsync());
        Assert.Equal((42, 10, ServiceRecordState.Confirmed), (record.CreditedMinutes, record.TravelMinutes, record.State));
    }

    [DatabaseTheory]
    public async Task Nothing_personal_is_in_the_rows_or_in_the_facts(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        var order = await town.Order(placed.Id);
        var facts = await town.House.Read(db => db.HistoryOf(placed.Id.Value).Select(fact => fact.Payload).ToListAsync());
        foreach (var text in facts.Concat([order.ContactName.Cipher, order.Phone.Cipher, order.Address.Cipher, order.Note!.Value.Cipher]))
        {
            Assert.DoesNotContain("李奶奶", text, StringComparison.Ordinal);
            Assert.DoesNotContain("13800001111", text, StringComparison.Ordinal);
        }
        Assert.NotEqual(placed.TrackingCode, order.TrackingHash);
    }

    [DatabaseTheory]
    public async Task A_bad_review_opens_a_follow_up(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await town.Place();
        await Serve(town, placed, me);
        _ = (await town.House.Run<ReviewOrder, Result<OrderStatus>>((Shouwang.Organization.Caller?)null, use => use.Run(placed.TrackingCode, "1", "没有来", default))).Value;

        var followUp = await town.House.Read(db => db.FollowUps().SingleAsync());
        Assert.Equal(placed.Id, followUp.OrderId);
        _ = (await town.House.Run<TakeOnFollowUp, Result<Done>>(town.Clerk, use => use.Run(followUp.Id, default))).Value;
        _ = (await town.House.Run<CloseFollowUp, Result<Done>>(town.Clerk, use => use.Run(followUp.Id, "已致歉并补做", default))).Value;
        Assert.NotNull((await town.House.Read(db => db.FollowUps().SingleAsync())).ClosedAt);
    }

    internal static async Task Serve(DispatchTown town, PlacedOrder placed, VolunteerId me)
    {
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Value;
        await Finish(town, placed, me);
    }

    /// <summary>Serves whoever holds the place.</summary>
    internal static async Task Finish(DispatchTown town, PlacedOrder placed, VolunteerId me)
    {
        town.House.Clock.Advance(TimeSpan.FromMinutes(60));
        _ = (await town.As<CheckIn>(me, use => use.Run(placed.Id, me, default))).Value;
        town.House.Clock.Advance(TimeSpan.FromMinutes(30));
        _ = (await town.As<CheckOut>(me, use => use.Run(placed.Id, me, null, null, default))).Value;
    }
}
