using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Shouwang.Broadcast;

public sealed class DeliveringMessages
{
    private static readonly Notice News = new(MessageText.Of("还没有消息"), MessageText.Of("共 {0} {1}，第 {2}–{3}", 3, "条消息", 1, 2), "/my/orders/1");

    [DatabaseTheory]
    public async Task A_mail_arrives_once_in_the_language_of_its_reader(Engine engine)
    {
        await using var office = await MailOffice.Open();
        await using var house = await TestHouse.On(engine);
        await Send(house, box => [box.Mail("lan@example.org"), box.Mail("LAN@example.org "), box.Mail("lee@example.org", english: true)]);

        Assert.Equal(2, await Deliver(house, office));
        Assert.Equal(0, await Deliver(house, office));

        Assert.Equal(2, office.Mails.Count);
        var chinese = Assert.Single(office.Mails, mail => mail.Contains("To-Address: lan@example.org", StringComparison.Ordinal));
        var english = Assert.Single(office.Mails, mail => mail.Contains("To-Address: lee@example.org", StringComparison.Ordinal));
        Assert.Contains("共 3 条消息，第 1–2", Body(chinese), StringComparison.Ordinal);
        Assert.Contains("3 messages, 1–2 shown", Body(english), StringComparison.Ordinal);
        Assert.All(await Deliveries(house), delivery => Assert.Equal(DeliveryState.Sent, delivery.State));
    }

    [DatabaseTheory]
    public async Task Only_what_failed_is_tried_again_and_later_each_time(Engine engine)
    {
        await using var office = await MailOffice.Open();
        await using var house = await TestHouse.On(engine);
        await Send(house, box => [box.Mail("good@example.org"), box.Mail("later@example.org")]);

        Assert.Equal(1, await Deliver(house, office));
        Assert.Equal(0, await Deliver(house, office)); // not before its time
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await Deliver(house, office));

        Assert.Single(office.Mails);
        var waiting = Assert.Single(await Deliveries(house), delivery => delivery.State == DeliveryState.Failed);
        Assert.Equal(("smtp.450", 2), (waiting.Error, waiting.Attempts));
        Assert.Equal(house.Clock.GetUtcNow() + TimeSpan.FromMinutes(2), waiting.NextTryAt);
    }

    [DatabaseTheory]
    public async Task An_address_that_does_not_exist_is_given_up_at_once(Engine engine)
    {
        await using var office = await MailOffice.Open();
        await using var house = await TestHouse.On(engine);
        await Send(house, box => [box.Mail("nobody@example.org"), box.Mail("not an address")]);
        await Deliver(house, office);
        Assert.Equal(["mail.address", "smtp.550"], (await Deliveries(house)).Select(delivery => delivery.Error).Order());
        Assert.All(await Deliveries(house), delivery => Assert.Equal((DeliveryState.GivenUp, null), (delivery.State, delivery.NextTryAt)));
    }

    [DatabaseTheory]
    public async Task A_server_that_is_away_is_tried_later(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await Send(house, box => [box.Mail("lan@example.org")]);
        Assert.Equal(0, await Worker(house, new MailServer("127.0.0.1", MailOffice.FreePort(), null, null, "shouwang@example.org", false)).Run(CancellationToken.None));
        Assert.Equal((DeliveryState.Failed, "mail.no-connection"), (await Deliveries(house)).Select(delivery => (delivery.State, delivery.Error)).Single());
    }

    [DatabaseTheory]
    public async Task Several_workers_at_once_send_nothing_twice(Engine engine)
    {
        await using var office = await MailOffice.Open();
        await using var house = await TestHouse.On(engine);
        await Send(house, box => Enumerable.Range(0, 100).Select(n => box.Mail($"reader{n}@example.org")));

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Deliver(house, office))));

        Assert.Equal(100, sent.Sum());
        var ids = office.Mails.Select(mail => mail.Split("\r\n").Single(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))).ToList();
        Assert.Equal(100, ids.Count);
        Assert.Equal(100, ids.Distinct().Count());
    }

    [DatabaseTheory]
    public async Task A_message_whose_cause_is_not_saved_is_not_sent(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await using (var scope = house.As())
        {
            scope.ServiceProvider.GetRequiredService<Postbox>().Send(house.District.Pine, "test.news.sent", [Recipient.Volunteer(house.Ids.NewGuid())], News);
        }
        Assert.Empty(await Deliveries(house));
    }

    [DatabaseTheory]
    public async Task The_address_cannot_be_read_in_the_database(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await Send(house, box => [box.Mail("lan@example.org")]);
        var delivery = Assert.Single(await Deliveries(house));
        Assert.DoesNotContain("lan", delivery.Address + delivery.Sealed!.Value.Cipher[..4], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("example", delivery.Address + delivery.Sealed!.Value.Cipher, StringComparison.OrdinalIgnoreCase);
    }

    internal static async Task Send(TestHouse house, Func<Postbox, IEnumerable<Recipient>> to, Notice? notice = null)
    {
        await using var scope = house.As();
        var box = scope.ServiceProvider.GetRequiredService<Postbox>();
        box.Send(house.District.Pine, "test.news.sent", to(box), notice ?? News);
        await scope.ServiceProvider.GetRequiredService<ShouwangDb>().SaveChangesAsync();
    }

    private static Task<int> Deliver(TestHouse house, MailOffice office) => Worker(house, office.Server).Run(CancellationToken.None);

    private static DeliverMessages Worker(TestHouse house, MailServer server) => new(
        house.Services.GetRequiredService<IServiceScopeFactory>(), house.Cipher, house.Clock, NullLogger<DeliverMessages>.Instance, new MailChannel(server));

    private static Task<List<Delivery>> Deliveries(TestHouse house) => house.Read(db => db.Deliveries().AsNoTracking().ToListAsync());

    private static string Body(string mail) => Encoding.UTF8.GetString(Convert.FromBase64String(mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].ReplaceLineEndings("")));
}
