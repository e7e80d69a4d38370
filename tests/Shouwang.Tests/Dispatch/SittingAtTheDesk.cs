using System.Net;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The dispatcher's page of an order: contact with a reason, another candidate than the first, a review by phone.</summary>
public sealed class SittingAtTheDesk
{
    [DatabaseTheory]
    public async Task Contact_is_shown_for_a_reason_and_the_reason_is_a_fact(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        var desk = await town.House.LogIn(town.Dispatcher);
        var page = "/orders/" + placed.Number;
        using var without = await desk.Submit(page, "form#dispatch", ("act", "reveal"), ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.DoesNotContain("138 0000 1111", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var shown = await desk.Submit(page, "form#dispatch", ("act", "reveal:核实需要"));
        Assert.Contains("李奶奶", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var fact = await town.House.Read(db => db.HistoryOf(placed.Id.Value).SingleAsync(f => f.Type == "dispatch.contact.revealed"));
        Assert.Contains("核实需要", System.Text.RegularExpressions.Regex.Unescape(fact.Payload), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Another_than_the_first_is_sent_by_one_button_and_a_reason(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (placed, near, far) = (await town.Place(), await town.Enlist(metres: 50), await town.Enlist(metres: 900));
        var desk = await town.House.LogIn(town.Dispatcher);
        var page = "/orders/" + placed.Number;
        var second = (await desk.Page(page)).QuerySelector(".candidate-pin button")!.GetAttribute("value")!;
        Assert.Equal($"pin:{far.Value}", second);
        using var without = await desk.Submit(page, "form#dispatch", ("act", second));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.NotNull((await without.Document()).QuerySelector(".candidate-pin[open] .invalid-feedback"));
        using var asked = await desk.Submit(page, "form#dispatch", ("act", second), ($"pinReason-{far.Value}", "电话里已约好"));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        var offer = Assert.Single((await town.Order(placed.Id)).Offers);
        Assert.Equal((far, "电话里已约好"), (offer.VolunteerId, offer.PinReason));
        Assert.NotEqual(near, offer.VolunteerId);
    }

    [DatabaseTheory]
    public async Task What_the_resident_says_on_the_phone_is_a_review_marked_as_noted(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (placed, me) = await Served(town, minutes: 30);
        var clerk = await town.House.LogIn(town.Clerk);
        var page = "/orders/" + placed.Number;
        using var without = await clerk.Submit(page, "form:has([name=stars])", ("stars", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        using var given = await clerk.Submit(page, "form:has([name=stars])", ("stars", "2"), ("words", "来得太晚"));
        Assert.Equal(HttpStatusCode.SeeOther, given.StatusCode);
        var text = (await clerk.Page(page)).Body!.TextContent;
        Assert.Contains("工作人员代记", text, StringComparison.Ordinal);
        Assert.Contains("来得太晚", text, StringComparison.Ordinal);
        Assert.Equal(1, await town.House.Read(db => db.FollowUps().CountAsync()));

        // The volunteer reads his own way through it, not who was asked beside him nor who looked at the phone number.
        var mine = (await (await town.House.LogIn(ActorKind.Volunteer, me.Value)).Page("/my/orders/" + placed.Number)).QuerySelector(".history")!.TextContent;
        Assert.Contains("签退", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("2 星", mine, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task An_early_check_out_frees_the_rest_of_the_time(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (first, me) = await Served(town, minutes: 10);
        var (booking, order) = (await town.House.Read(db => db.Bookings().SingleAsync(b => b.VolunteerId == me)), await town.Order(first.Id));
        Assert.Equal(order.Assignments[0].CheckedOutAt, booking.Until);
        Assert.True(booking.Minutes < order.Planned.Minutes);
        Assert.Equal(booking.Minutes, await town.House.Read(db => db.BookedTimes().Where(t => t.VolunteerId == me && t.Span == BookedSpan.Day).SumAsync(t => t.Minutes)));

        // He is offered the next one as soon as he has rested, long before the first was planned to end.
        town.House.Clock.Advance(booking.BusyUntil - booking.Until);
        var next = await town.Place(DispatchTown.Need with { Phone = "13800002222" });
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(next.Id, null, default))).Value;
        Assert.True((await town.As<ClaimOrder>(me, use => use.Run(next.Id, me, default))).IsOk);
    }

    private static async Task<(PlacedOrder Order, VolunteerId Me)> Served(DispatchTown town, int minutes)
    {
        var (placed, me) = (await town.Place(), await town.Enlist());
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Value;
        town.House.Clock.Advance((await town.Order(placed.Id)).Assignments[0].From - town.House.Clock.GetUtcNow());
        _ = (await town.As<CheckIn>(me, use => use.Run(placed.Id, me, default))).Value;
        town.House.Clock.Advance(TimeSpan.FromMinutes(minutes));
        _ = (await town.As<CheckOut>(me, use => use.Run(placed.Id, me, null, null, default))).Value;
        return (placed, me);
    }
}
