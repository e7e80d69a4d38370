using System.Net;
using System.Text.Json.Nodes;
using Shouwang.Organization;

namespace Shouwang.Broadcast;

public sealed class ReadingTheInbox
{
    [DatabaseTheory]
    public async Task A_message_is_unread_until_it_is_opened(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var client = await house.LogIn(clerk);
        await DeliveringMessages.Send(house, _ => [Recipient.Staff(clerk.Id), Recipient.Staff(clerk.Id)], new Notice(MessageText.Plain("{0} 有人来了"), Link: "/units"));

        Assert.Equal(1, await Unread(client));
        var page = await client.GetStringAsync(new Uri("/inbox", UriKind.Relative));
        Assert.Contains("{0} 有人来了", page, StringComparison.Ordinal);
        var inbox = await client.GetFromJsonAsync<JsonNode>(new Uri("/api/inbox", UriKind.Relative));
        var opened = await client.GetStringAsync(new Uri($"/inbox/{inbox!["lines"]![0]!["id"]}", UriKind.Relative));
        Assert.Contains("href=\"/units\"", opened, StringComparison.Ordinal);
        Assert.Equal(0, await Unread(client));
    }

    [DatabaseTheory]
    public async Task Nobody_opens_anothers_message(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (owner, other) = (await house.Hire(Role.Clerk, house.District.Pine), await house.LogInAs(Role.Leader, house.District.Pine));
        await DeliveringMessages.Send(house, _ => [Recipient.Staff(owner.Id)]);
        var delivery = await house.Read(db => db.Deliveries().AsNoTracking().SingleAsync());

        using var put = await other.PutAsync(new Uri($"/api/inbox/{delivery.Id.Value}/read", UriKind.Relative), null);
        using var page = await other.GetAsync(new Uri($"/inbox/{delivery.Id.Value}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (put.StatusCode, page.StatusCode));
        Assert.Equal(0, await Unread(other));
        Assert.Equal(DeliveryState.Sent, (await house.Read(db => db.Deliveries().AsNoTracking().SingleAsync())).State);
    }

    [DatabaseTheory]
    public async Task Reading_all_leaves_nothing_unread(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var client = await house.LogIn(clerk);
        for (var i = 0; i < 3; i++) await DeliveringMessages.Send(house, _ => [Recipient.Staff(clerk.Id)]);
        using var answer = await client.PutAsync(new Uri("/api/inbox/read", UriKind.Relative), null);
        Assert.Equal("3", await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, await Unread(client));
    }

    [DatabaseTheory]
    public async Task Staff_see_what_their_units_sent_and_have_failures_tried_again(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (clerk, stranger) = (await house.LogInAs(Role.Clerk, house.District.Pine), await house.LogInAs(Role.Clerk, house.District.River));
        await DeliveringMessages.Send(house, box => [box.Mail("lan@example.org")]);
        var delivery = await house.Read(db => db.Deliveries().AsNoTracking().SingleAsync());
        await house.Write(db =>
        {
            var failing = db.Deliveries().Single();
            failing.Begin(house.Clock.GetUtcNow());
            failing.Fail("smtp.550", final: true, house.Clock.GetUtcNow());
        });

        Assert.Contains("对方没有这个邮箱", await clerk.GetStringAsync(new Uri($"/messages/{delivery.MessageId.Value}", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains($"/messages/{delivery.MessageId.Value}", await clerk.GetStringAsync(new Uri("/messages?show=failed", UriKind.Relative)), StringComparison.Ordinal);
        using var refused = await stranger.PostAsync(new Uri($"/api/deliveries/{delivery.Id.Value}/retry", UriKind.Relative), null);
        using var granted = await clerk.PostAsync(new Uri($"/api/deliveries/{delivery.Id.Value}/retry", UriKind.Relative), null);
        using var again = await clerk.PostAsync(new Uri($"/api/deliveries/{delivery.Id.Value}/retry", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.Conflict), (refused.StatusCode, granted.StatusCode, again.StatusCode));
        Assert.Equal((DeliveryState.Waiting, 0), (await house.Read(db => db.Deliveries().AsNoTracking().SingleAsync()) is var now ? (now.State, now.Attempts) : default));
    }

    private static async Task<int> Unread(HttpClient client) => (await client.GetFromJsonAsync<JsonNode>(new Uri("/api/inbox/unread", UriKind.Relative)))!["unread"]!.GetValue<int>();
}
