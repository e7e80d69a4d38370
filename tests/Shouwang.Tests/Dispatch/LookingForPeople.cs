using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

public sealed class LookingForPeople
{
    [DatabaseTheory]
    public async Task Who_declines_is_replaced_at_once(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (first, second, third) = (await town.Enlist(100), await town.Enlist(200), await town.Enlist(300));
        var placed = await InWaves(town);
        Assert.Equal(new HashSet<VolunteerId> { first, second }, [.. Asked(await town.Order(placed.Id))]);

        _ = (await town.As<DeclineOffer>(first, use => use.Run(placed.Id, first, "busy", default))).Value;
        Assert.Equal(third, Asked(await town.Order(placed.Id))[2]);
    }

    [DatabaseTheory]
    public async Task Who_does_not_answer_in_time_is_replaced(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        for (var i = 1; i <= 5; i++) await town.Enlist(i * 100);
        var placed = await InWaves(town);
        await town.Pass(TimeSpan.FromMinutes(29));
        Assert.Equal(2, (await town.Order(placed.Id)).Offers.Count);
        await town.Pass(TimeSpan.FromMinutes(1));
        var order = await town.Order(placed.Id);
        Assert.Equal([OfferState.Expired, OfferState.Expired, OfferState.Waiting, OfferState.Waiting], order.Offers.OrderBy(o => o.Wave).Select(o => o.State));
        Assert.Equal(2, order.Wave);
    }

    [DatabaseTheory]
    public async Task When_nobody_is_left_the_level_above_helps_and_at_the_top_it_is_an_exception(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var district = town.House.District;
        var (atPine, atRiver, atHill) = (await town.Enlist(100), await town.Enlist(200, district.River), await town.Enlist(300, district.Hill));
        var placed = await InWaves(town);
        Assert.Equal((district.Pine.Id, 1), ((await town.Order(placed.Id)).HandlerId, (await town.Order(placed.Id)).Offers.Count));

        await town.As<DeclineOffer>(atPine, use => use.Run(placed.Id, atPine, null, default));
        Assert.Equal((district.East.Id, atRiver), ((await town.Order(placed.Id)).HandlerId, Asked(await town.Order(placed.Id))[^1]));
        await town.As<DeclineOffer>(atRiver, use => use.Run(placed.Id, atRiver, null, default));
        Assert.Equal((district.Center.Id, atHill), ((await town.Order(placed.Id)).HandlerId, Asked(await town.Order(placed.Id))[^1]));
        await town.As<DeclineOffer>(atHill, use => use.Run(placed.Id, atHill, null, default));

        var order = await town.Order(placed.Id);
        Assert.Equal((OrderState.Placed, OrderException.NobodyLeft, DispatchMode.None), (order.State, order.Exception, order.Mode));
        Assert.Equal(order.DueAt, order.NextLookAt);
    }

    [DatabaseTheory]
    public async Task An_order_that_waits_too_long_for_claims_goes_up_level_by_level(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default));
        await town.Pass(TimeSpan.FromMinutes(60));
        Assert.Equal(town.House.District.East.Id, (await town.Order(placed.Id)).HandlerId);
        await town.Pass(TimeSpan.FromMinutes(60));
        Assert.Equal(town.House.District.Center.Id, (await town.Order(placed.Id)).HandlerId);
        await town.Pass(TimeSpan.FromMinutes(60));
        Assert.Equal(OrderException.NobodyLeft, (await town.Order(placed.Id)).Exception);
    }

    [DatabaseTheory]
    public async Task Who_does_not_appear_loses_the_place_and_the_next_is_asked(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (first, second) = (await town.Enlist(100), await town.Enlist(200));
        var placed = await InWaves(town);
        await town.As<AcceptOffer>(first, use => use.Run(placed.Id, first, default));
        await town.Pass(TimeSpan.FromMinutes(60 + 14));
        Assert.Equal(OrderState.Accepted, (await town.Order(placed.Id)).State);
        await town.Pass(TimeSpan.FromMinutes(1));
        var order = await town.Order(placed.Id);
        Assert.Equal(AssignmentState.NoShow, Assert.Single(order.Assignments).State);
        Assert.Equal(0, await town.House.Read(db => db.Bookings().CountAsync()));
        // The second had been told that he need not come; now he is asked again.
        Assert.Equal([OfferState.Cancelled, OfferState.Waiting], order.Offers.Where(o => o.VolunteerId == second).OrderBy(o => o.Wave).Select(o => o.State));
        Assert.Equal(OrderState.Dispatched, order.State);
    }

    [DatabaseTheory]
    public async Task A_forgotten_check_out_is_closed_at_the_planned_end_and_waits_for_confirmation(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await InWaves(town);
        await town.As<AcceptOffer>(me, use => use.Run(placed.Id, me, default));
        await town.Pass(TimeSpan.FromMinutes(60));
        await town.As<CheckIn>(me, use => use.Run(placed.Id, me, default));
        await town.Pass(TimeSpan.FromMinutes(60 + 120));
        var record = await town.House.Read(db => db.ServiceRecords().SingleAsync());
        Assert.Equal((ServiceRecordState.Provisional, 60), (record.State, record.CreditedMinutes));
        Assert.Equal(OrderState.Completed, (await town.Order(placed.Id)).State);
        await town.Pass(TimeSpan.FromDays(3));
        Assert.Equal(OrderState.Unreviewed, (await town.Order(placed.Id)).State);
    }

    [DatabaseTheory]
    public async Task An_order_past_its_due_time_is_an_exception_once(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        await town.Pass(TimeSpan.FromDays(1));
        Assert.Equal(OrderException.Overdue, (await town.Order(placed.Id)).Exception);
        await town.Staff<ClearException>(use => use.Run(placed.Id, null, default));
        await town.Pass(TimeSpan.FromHours(1));
        Assert.Equal((OrderException.None, null), ((await town.Order(placed.Id)).Exception, (await town.Order(placed.Id)).NextLookAt));
    }

    [DatabaseTheory]
    public async Task Two_clockworks_do_a_thing_once(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        for (var i = 1; i <= 20; i++) await town.Enlist(i * 50);
        var placed = new List<PlacedOrder>();
        for (var i = 0; i < 5; i++) placed.Add(await InWaves(town));
        town.House.Clock.Advance(TimeSpan.FromMinutes(30));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => town.House.Run<OrderClockwork, int>((Caller?)null, clockwork => clockwork.Run(default)))));
        foreach (var order in placed) Assert.Equal(2, (await town.Order(order.Id)).Wave);
    }

    [DatabaseTheory]
    public async Task Who_is_kept_apart_is_never_asked(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (apart, other) = (await town.Enlist(100), await town.Enlist(2000));
        var placed = await town.Place();
        _ = (await town.House.Run<ExcludeVolunteer, Result<ExclusionId>>(town.Dispatcher, use => use.Run(placed.Id, apart, ExclusionWish.Resident, "争吵", default))).Value;
        await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default));
        Assert.Equal([other], Asked(await town.Order(placed.Id)));
        await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default));
        Assert.Equal("dispatch.match.must-not-be-sent", (await town.As<ClaimOrder>(apart, use => use.Run(placed.Id, apart, default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task A_choice_against_the_ranking_needs_a_reason(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (near, far) = (await town.Enlist(100), await town.Enlist(5000));
        var placed = await town.Place();
        Assert.Equal("dispatch.match.pin-reason-missing", (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [far], " ", default))).Refusal?.Code);
        _ = (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [far], "老邻居", default))).Value;
        Assert.Equal("老邻居", Assert.Single((await town.Order(placed.Id)).Offers).PinReason);
    }

    [DatabaseTheory]
    public async Task An_ending_is_undone_with_the_places_booked_again(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await InWaves(town);
        await town.As<AcceptOffer>(me, use => use.Run(placed.Id, me, default));
        _ = (await town.Staff<WithdrawOrder>(use => use.Run(placed.Id, null, "不需要了", default))).Value;
        Assert.Equal(0, await town.House.Read(db => db.Bookings().CountAsync()));
        town.House.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(OrderState.Accepted, (await town.Staff<UndoLast>(use => use.Run(placed.Id, null, default))).Value.State);
        Assert.Equal(1, await town.House.Read(db => db.Bookings().CountAsync()));
        Assert.Equal("dispatch.order.nothing-to-undo", (await town.Staff<UndoLast>(use => use.Run(placed.Id, null, default))).Refusal?.Code);
    }

    private static async Task<PlacedOrder> InWaves(DispatchTown town)
    {
        var placed = await town.Place();
        _ = (await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default))).Value;
        return placed;
    }

    private static List<VolunteerId> Asked(ServiceOrder order) => [.. order.Offers.OrderBy(o => o.Wave).ThenBy(o => o.OfferedAt).ThenBy(o => o.Id.Value).Select(o => o.VolunteerId)];
}
