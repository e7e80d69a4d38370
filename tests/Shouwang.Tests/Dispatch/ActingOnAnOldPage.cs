using System.Net;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Somebody presses a button on a page that others have overtaken: he is told what happened, in words, and nothing is lost or done twice.</summary>
public sealed class ActingOnAnOldPage
{
    [DatabaseTheory]
    public async Task A_yes_that_comes_when_the_place_is_gone_is_answered_kindly(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (slow, quick) = (await town.Enlist(100), await town.Enlist(200));
        var placed = await Dispatched(town);
        var client = await town.House.LogIn(ActorKind.Volunteer, slow.Value);
        var yes = await client.Prepare("/my", "form:has(button[value=accept])", ("act", "accept"));
        _ = (await town.As<AcceptOffer>(quick, use => use.Run(placed.Id, quick, default))).Value;
        await Says(await yes(), HttpStatusCode.Conflict, "已接单");
    }

    [DatabaseTheory]
    public async Task A_late_yes_counts_while_the_place_is_free(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist(100);
        var placed = await Dispatched(town);
        var client = await town.House.LogIn(ActorKind.Volunteer, me.Value);
        var yes = await client.Prepare("/my", "form:has(button[value=accept])", ("act", "accept"));
        await town.Pass(TimeSpan.FromMinutes(31));
        using var answer = await yes();
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(OrderState.Accepted, (await town.Order(placed.Id)).State);
    }

    [DatabaseTheory]
    public async Task Whoever_claims_what_somebody_else_has_taken_is_told(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (slow, quick) = (await town.Enlist(100), await town.Enlist(200));
        var placed = await town.Place();
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        var client = await town.House.LogIn(ActorKind.Volunteer, slow.Value);
        var claim = await client.Prepare("/my/open", "form:has(button[value=claim])", ("act", "claim"));
        _ = (await town.As<ClaimOrder>(quick, use => use.Run(placed.Id, quick, default))).Value;
        await Says(await claim(), HttpStatusCode.Conflict, "可能已经有人接了");
        await Says(await client.GetAsync(new Uri("/my/orders/" + placed.Number, UriKind.Relative)), HttpStatusCode.NotFound, "可能已经有人接了");
    }

    [DatabaseTheory]
    public async Task A_second_check_in_and_a_second_check_out_are_told_apart_from_the_first(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist(100);
        var placed = await Dispatched(town);
        _ = (await town.As<AcceptOffer>(me, use => use.Run(placed.Id, me, default))).Value;
        await town.Pass(TimeSpan.FromMinutes(60));
        var client = await town.House.LogIn(ActorKind.Volunteer, me.Value);
        var address = "/my/orders/" + placed.Number;
        var (arrive, giveBack) = (await client.Prepare(address, "form:has(button[value=check-in])", ("act", "check-in")), await client.Prepare(address, "form:has(input[name=reason])"));
        _ = (await town.As<CheckIn>(me, use => use.Run(placed.Id, me, default))).Value;
        await Says(await arrive(), HttpStatusCode.Conflict, "已签到");
        await Says(await giveBack(), HttpStatusCode.Conflict, "签退");
        var leave = await client.Prepare(address, "form:has(textarea[name=handOverNote])", ("handOverNote", "米放在门口"));
        _ = (await town.As<CheckOut>(me, use => use.Run(placed.Id, me, null, null, default))).Value;
        await Says(await leave(), HttpStatusCode.Conflict, "已签退");
    }

    [DatabaseTheory]
    public async Task A_resident_reviews_once_and_withdraws_in_time(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await town.Place();
        var (address, visitor) = ("/t/" + placed.TrackingCode, town.House.Visitor());
        var withdraw = await visitor.Prepare(address, "form:has(input[name=reason])", ("reason", "不用了"));
        await TheWholeLoop.Serve(town, placed, me);
        await Says(await withdraw(), HttpStatusCode.UnprocessableEntity, "待评价");
        var (first, second) = (await visitor.Prepare(address, "form:has(input[name=stars])", ("stars", "5")), await visitor.Prepare(address, "form:has(input[name=stars])", ("stars", "1"), ("text", "改主意了")));
        using var answer = await first();
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await Says(await second(), HttpStatusCode.UnprocessableEntity, "已评价");
        Assert.Equal(5, await town.House.Read(db => db.Reviews().Select(review => review.Stars).SingleAsync()));
        Assert.Equal(0, await town.House.Read(db => db.FollowUps().CountAsync()));
    }

    [DatabaseTheory]
    public async Task A_dispatcher_who_comes_too_late_is_told_what_changed(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await town.Place();
        var (address, client) = ("/orders/" + placed.Number, await town.House.LogIn(town.Dispatcher));
        var (triage, pin, end) = (
            await client.Prepare(address, "form:has(input[name=dueAt])", ("peopleNeeded", "3")),
            await client.Prepare(address, "form:has(input[name=pinReason])", ("volunteers", await NumberOf(town, me)), ("pinReason", "老邻居")),
            await client.Prepare(address, "form:has(textarea[name=reason])", ("how", "fail"), ("reason", "找不到人")));
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Value;
        await Says(await triage(), HttpStatusCode.Conflict, "有人先改动了这张单");
        await Says(await pin(), HttpStatusCode.Conflict, "有人先改动了这张单");
        await TheWholeLoop.Finish(town, placed, me);
        await Says(await end(), HttpStatusCode.Conflict, "有人先改动了这张单");
        Assert.Equal(OrderState.Completed, (await town.Order(placed.Id)).State);
    }

    private static Task<string> NumberOf(DispatchTown town, VolunteerId id) => town.House.Read(db => db.Volunteers().Where(person => person.Id == id).Select(person => person.Number).SingleAsync());

    private static async Task<PlacedOrder> Dispatched(DispatchTown town)
    {
        var placed = await town.Place();
        _ = (await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default))).Value;
        return placed;
    }

    private static async Task Says(HttpResponseMessage answer, HttpStatusCode status, string words)
    {
        using (answer)
        {
            var page = await answer.Document();
            Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {page.Body?.TextContent}");
            Assert.Contains(words, page.Body!.TextContent, StringComparison.Ordinal);
        }
    }
}
