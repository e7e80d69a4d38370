using System.Net;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>撤回、办不成、转介、评价: how a need ends, who hears of it, and what happens when somebody loses his right in the middle.</summary>
public sealed class EndingANeed
{
    [DatabaseTheory]
    [InlineData("")]
    [InlineData("ABCDEFGHJKLM")]
    [InlineData("' or 1=1 --")]
    public async Task A_wrong_code_neither_shows_nor_withdraws_nor_reviews(Engine engine, string code)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        Assert.Equal("dispatch.order.unknown", (await Withdraw(town, code)).Refusal?.Code);
        Assert.Equal("dispatch.order.unknown", (await Review(town, code, "5")).Refusal?.Code);
        Assert.Equal("dispatch.order.unknown", (await town.House.Run<TrackOrder, Result<Tracked>>(Caller.Nobody, use => use.Run(code + new string('9', 5000), default))).Refusal?.Code);
        Assert.Equal(OrderState.Placed, (await town.Order(placed.Id)).State);
    }

    [DatabaseTheory]
    public async Task A_code_is_read_however_it_was_copied(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        var copied = string.Join(" ", placed.TrackingCode.ToLowerInvariant().Chunk(4).Select(part => new string(part)));
        Assert.Equal(OrderState.Withdrawn, (await Withdraw(town, copied)).Value.State);
        Assert.Equal("dispatch.order.not-open", (await Withdraw(town, copied)).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task Each_ending_needs_a_reason_that_fits(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        foreach (var (reason, code) in new[] { (" ", "dispatch.end.reason-missing"), (new string('因', 5000), "dispatch.place.too-long") })
        {
            Assert.Equal((code, "reason"), Of(await town.Staff<WithdrawOrder>(use => use.Run(placed.Id, null, reason, default))));
            Assert.Equal((code, "reason"), Of(await town.Staff<FailOrder>(use => use.Run(placed.Id, null, reason, default))));
            Assert.Equal((code, "reason"), Of(await town.Staff<ReferOrder>(use => use.Run(placed.Id, null, reason, default))));
        }
        Assert.Equal(OrderState.Referred, (await town.Staff<ReferOrder>(use => use.Run(placed.Id, null, "请拨打96156", default))).Value.State);

        static (string?, string?) Of(Result<OrderStatus> answer) => (answer.Refusal?.Code, answer.Refusal?.Field);
    }

    [DatabaseTheory]
    public async Task Who_was_to_come_hears_that_he_need_not_and_that_he_shall_after_all(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await town.Place();
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Value;
        _ = (await town.Staff<FailOrder>(use => use.Run(placed.Id, null, "弄错了", default))).Value;
        Assert.Equal((1, 0), (await FindingPeopleInOtherWays.Told(town, "dispatch.order.not-needed"), await FindingPeopleInOtherWays.Told(town, "dispatch.order.needed-after-all")));
        town.House.Clock.Advance(TimeSpan.FromSeconds(12));
        _ = (await town.Staff<UndoLast>(use => use.Run(placed.Id, null, default))).Value;
        Assert.Equal(1, await FindingPeopleInOtherWays.Told(town, "dispatch.order.needed-after-all"));
    }

    [DatabaseTheory]
    public async Task Two_orders_are_not_closed_in_each_other_s_favour(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (first, second) = (await town.Place(), await town.Place());
        var elsewhere = await town.Place(DispatchTown.Need with { Phone = "13999990000", Address = "别处 9 号" });
        Assert.Equal("dispatch.order.not-alike", (await town.Staff<MarkDuplicate>(use => use.Run(second.Id, null, elsewhere.Id, default))).Refusal?.Code);
        _ = (await town.Staff<MarkDuplicate>(use => use.Run(second.Id, null, first.Id, default))).Value;
        Assert.Equal("dispatch.order.duplicate-of-ended", (await town.Staff<MarkDuplicate>(use => use.Run(first.Id, null, second.Id, default))).Refusal?.Code);
        Assert.Equal("dispatch.order.unknown", (await town.Staff<MarkDuplicate>(use => use.Run(first.Id, null, new OrderId(Guid.NewGuid()), default))).Refusal?.Code);
    }

    [DatabaseTheory]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("五")]
    [InlineData("")]
    public async Task Stars_are_one_to_five(Engine engine, string stars)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await Served(town);
        Assert.Equal("dispatch.review.stars", (await Review(town, placed.TrackingCode, stars)).Refusal?.Code);
        Assert.Equal("dispatch.place.too-long", (await Review(town, placed.TrackingCode, "5", new string('好', 5000))).Refusal?.Code);
        Assert.Equal(OrderState.Completed, (await town.Order(placed.Id)).State);
    }

    [DatabaseTheory]
    public async Task One_code_gives_one_review_however_often_it_is_sent_at_once(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await Served(town);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Review(town, placed.TrackingCode, "1"))));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal("dispatch.order.not-for-review", answer.Refusal?.Code));
        Assert.Equal((1, 1), await town.House.Read(async db => (await db.Reviews().CountAsync(), await db.FollowUps().CountAsync())));
    }

    [DatabaseTheory]
    public async Task A_follow_up_is_closed_once_with_what_was_found(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await Served(town);
        _ = (await Review(town, placed.TrackingCode, "2")).Value;
        var id = await town.House.Read(db => db.FollowUps().Select(f => f.Id).SingleAsync());
        var stranger = await town.House.Hire(Role.Clerk, town.House.District.Hill);
        Assert.Equal("dispatch.follow-up.unknown", (await town.House.Run<TakeOnFollowUp, Result<Done>>(stranger, use => use.Run(id, default))).Refusal?.Code);
        Assert.Equal("dispatch.follow-up.outcome-missing", (await Close(" ")).Refusal?.Code);
        Assert.Equal("dispatch.place.too-long", (await Close(new string('好', 5000))).Refusal?.Code);
        Assert.True((await Close("已致歉")).IsOk);
        Assert.Equal("dispatch.follow-up.closed", (await Close("再来")).Refusal?.Code);

        Task<Result<Done>> Close(string outcome) => town.House.Run<CloseFollowUp, Result<Done>>(town.Clerk, use => use.Run(id, outcome, default));
    }

    [DatabaseTheory]
    public async Task A_role_taken_away_in_the_middle_takes_the_order_out_of_hand(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await town.Enlist();
        var placed = await town.Place();
        var dispatcher = await town.House.Hire(Role.Dispatcher, town.House.District.Pine);
        var client = await town.House.LogIn(dispatcher);
        var waves = await client.Prepare("/orders/" + placed.Number, "#dispatch", ("act", "waves"));
        await town.House.Dismiss(dispatcher);
        using var answer = await waves();
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("没有权限", (await answer.Document()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((OrderState.Placed, 0), ((await town.Order(placed.Id)).State, (await town.Order(placed.Id)).Offers.Count));
    }

    [DatabaseTheory]
    public async Task A_unit_that_closes_takes_nothing_new_and_finishes_what_it_has(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await town.Place();
        await town.House.Run<ShouwangDb, int>((Caller?)null, async db =>
        {
            _ = (await db.Units().FirstAsync(unit => unit.Code == LittleDistrict.PineCode)).Close(town.House.Clock.Today, town.House.Clock.Today, false).Value;
            return await db.SaveChangesAsync();
        });
        Assert.Equal("organization.unit.closed", (await town.House.Run<PlaceOrder, Result<PlacedOrder>>(Caller.Nobody, use => use.Run(DispatchTown.Need, OrderSource.PublicPage, default))).Refusal?.Code);
        await TheWholeLoop.Serve(town, placed, me);
        Assert.Equal(OrderState.Reviewed, (await Review(town, placed.TrackingCode, "5")).Value.State);
    }

    private static async Task<PlacedOrder> Served(DispatchTown town)
    {
        var placed = await town.Place();
        await TheWholeLoop.Serve(town, placed, await town.Enlist());
        return placed;
    }

    private static Task<Result<OrderStatus>> Withdraw(DispatchTown town, string code) => town.House.Run<WithdrawByResident, Result<OrderStatus>>(Caller.Nobody, use => use.Run(code, null, default));

    private static Task<Result<OrderStatus>> Review(DispatchTown town, string code, string? stars, string? text = null) =>
        town.House.Run<ReviewOrder, Result<OrderStatus>>(Caller.Nobody, use => use.Run(code, stars, text, default));
}
