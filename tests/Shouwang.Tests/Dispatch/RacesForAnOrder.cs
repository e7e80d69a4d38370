using System.Globalization;
using System.Net;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

public sealed class RacesForAnOrder
{
    private static readonly int Claims = Nightly.Or(byDay: 40, byNight: 200), Rounds = Nightly.Or(byDay: 3, byNight: 1_000);

    // Whoever has won often enough may be over the limits of his day or week; the others lose to the winner.
    private static readonly string[] LosersAreTold = ["dispatch.order.full", "dispatch.order.not-open", "volunteers.booking.day-limit", "volunteers.booking.week-limit"];

    [DatabaseTheory]
    public async Task Of_many_who_claim_one_place_exactly_one_gets_it(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var crowd = new List<VolunteerId>();
        for (var i = 0; i < Claims; i++) crowd.Add(await town.Enlist());
        for (var round = 0; round < Rounds; round++)
        {
            var placed = await town.Place(DispatchTown.Need with { From = town.House.Clock.GetUtcNow().AddHours(2 + 2 * round).ToString("O", CultureInfo.InvariantCulture) });
            _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
            var answers = await Task.WhenAll(crowd.Select(me => Task.Run(() => town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default)))));
            Assert.Single(answers, answer => answer.IsOk);
            Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Contains(answer.Refusal!.Code, LosersAreTold));
            Assert.Single((await town.Order(placed.Id)).Assignments, place => place.IsHeld);
        }
        Assert.Equal(Rounds, await town.House.Read(db => db.Bookings().CountAsync()));
    }

    [DatabaseTheory]
    public async Task Of_a_hundred_posts_with_one_operation_id_one_places_the_need(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var clerk = await town.House.LogIn(town.Clerk);
        for (var round = 1; round <= Nightly.Or(byDay: 1, byNight: 50); round++)
        {
            var operation = $"one-need-{round}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => PlaceAs(clerk, operation)));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
            Assert.Single(answers.Select(answer => answer.Body).Distinct());
            Assert.Equal(round, await town.House.Read(db => db.Orders().CountAsync()));
            Assert.Equal(round, await town.House.Read(db => db.Facts().CountAsync(fact => fact.Type == "dispatch.order.placed")));
        }
    }

    [DatabaseTheory]
    public async Task Of_two_editors_the_second_is_told_what_the_first_did(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        var (seen, order) = ((await town.Order(placed.Id)).Version, await town.Order(placed.Id));
        var first = new TriageDecision(Urgency.Urgent, order.From, order.DueAt, 1);
        var second = first with { Urgency = Urgency.Ordinary, PeopleNeeded = 3 };

        _ = (await town.Staff<TriageOrder>(use => use.Run(placed.Id, seen, first, default))).Value;
        var answer = await town.Staff<TriageOrder>(use => use.Run(placed.Id, seen, second, default));

        Assert.Equal("dispatch.order.changed-meanwhile", answer.Refusal?.Code);
        Assert.Equal("dispatch.order.triaged", Assert.Single((IReadOnlyList<OrderChange>)answer.Refusal!.Facts["changes"]!).Type);
        Assert.Equal((Urgency.Urgent, 1), ((await town.Order(placed.Id)).Urgency, (await town.Order(placed.Id)).PeopleNeeded));
    }

    [DatabaseTheory]
    public async Task Of_two_editors_at_the_same_instant_one_wins_and_one_is_told(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        var order = await town.Order(placed.Id);
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(people => Task.Run(() =>
            town.Staff<TriageOrder>(use => use.Run(placed.Id, order.Version, new TriageDecision(Urgency.Urgent, order.From, order.DueAt, people), default)))));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.Equal(order.Version + 1, (await town.Order(placed.Id)).Version);
    }

    [DatabaseTheory]
    public async Task Nobody_holds_two_places_at_one_time(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var orders = new List<PlacedOrder>();
        for (var i = 0; i < 6; i++)
        {
            orders.Add(await town.Place());
            _ = (await town.Staff<OpenForClaiming>(use => use.Run(orders[^1].Id, null, default))).Value;
        }
        var answers = await Task.WhenAll(orders.Select(order => Task.Run(() => town.As<ClaimOrder>(me, use => use.Run(order.Id, me, default)))));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal("volunteers.booking.overlap", answer.Refusal!.Code));
        Assert.Equal(1, await town.House.Read(db => db.Assignments().CountAsync()));
    }

    [DatabaseTheory]
    public async Task The_day_limit_holds(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist(skills: ["elder-care"]);
        Result<OrderStatus>? last = null;
        for (var i = 0; i < 3; i++)
        {
            var placed = await town.Place(DispatchTown.Need with { Kind = "doctor", From = town.House.Clock.GetUtcNow().AddHours(1 + 4 * i).ToString("O", CultureInfo.InvariantCulture) });
            _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
            last = await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default));
        }
        Assert.Equal("volunteers.booking.day-limit", last!.Refusal?.Code);
    }

    private static async Task<(HttpStatusCode Status, string Body)> PlaceAs(HttpClient clerk, string operation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders") { Content = JsonContent.Create(DispatchTown.Need) };
        request.Headers.Add(Host.OperationMiddleware.Header, operation);
        using var answer = await clerk.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
