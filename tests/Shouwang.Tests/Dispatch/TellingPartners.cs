using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Shouwang.Broadcast;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>A partner's system, here a real one on a port of its own, is told what happens to orders.</summary>
public sealed class TellingPartners
{
    [DatabaseTheory]
    public async Task What_happens_arrives_signed_once_and_without_anybody_s_data(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await using var partner = await Partner.Open();
        var (station, security) = (await BusyStation.In(house), await house.Hire(Role.SecurityAdministrator, house.District.Center));
        var before = await station.Place(); // happened before: is not told
        var made = await Make(house, security, partner.Address);
        var placed = await station.Place();

        Assert.Equal((1, 0), (await Send(house), await Send(house))); // once only
        var got = Assert.Single(partner.Got);
        var told = JsonDocument.Parse(got.Body).RootElement;
        Assert.Equal(("1.0", "dispatch.order.placed", placed.Number, got.Id), (told.GetProperty("specversion").GetString(), told.GetProperty("type").GetString(), told.GetProperty("data").GetProperty("order").GetString(), told.GetProperty("id").GetString()));
        Assert.Equal(WebhookSignature.Of(made.Secret, got.Id, house.Clock.GetUtcNow(), got.Body), got.Signature);
        Assert.Equal(["order", "state", "time", "unit"], told.GetProperty("data").EnumerateObject().Select(part => part.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(before.Number, got.Body, StringComparison.Ordinal);
        var stored = await house.Read(db => db.Webhooks().Select(w => w.Secret).SingleAsync());
        Assert.DoesNotContain(made.Secret[6..], stored.Cipher, StringComparison.Ordinal);

        // A changed secret signs beside the old one for a day.
        var changed = (await house.Run<ChangeWebhookSecret, Result<MadeWebhook>>(security, use => use.Run(made.Id, default))).Value;
        await station.Place();
        await Send(house);
        var both = partner.Got.Last();
        Assert.Equal([WebhookSignature.Of(changed.Secret, both.Id, house.Clock.GetUtcNow(), both.Body), WebhookSignature.Of(made.Secret, both.Id, house.Clock.GetUtcNow(), both.Body)], both.Signature.Split(' '));
        house.Clock.Advance(TimeSpan.FromHours(25));
        await station.Place();
        await Send(house);
        Assert.DoesNotContain(' ', partner.Got.Last().Signature);

        // Somebody wants the first once more: the id is the same.
        var line = (await house.Run<WebhookBoard, Result<IReadOnlyList<WebhookDeliveryLine>>>(security, board => board.Log(made.Id, default))).Value[^1];
        Assert.True((await house.Run<RedeliverWebhook, Result<Done>>(security, use => use.Run(made.Id, line.Id, default))).IsOk);
        await Send(house);
        Assert.Equal((got.Id, got.Body), (partner.Got.Last().Id, partner.Got.Last().Body));
    }

    [DatabaseTheory]
    public async Task A_receiver_that_fails_is_tried_again_as_it_asks_and_one_that_is_gone_never(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await using var partner = await Partner.Open();
        var (station, security) = (await BusyStation.In(house), await house.Hire(Role.SecurityAdministrator, house.District.Center));
        var made = await Make(house, security, partner.Address);
        await station.Place();
        partner.Answer = http => { http.Response.StatusCode = 503; http.Response.Headers.RetryAfter = "600"; };
        Assert.Equal(0, await Send(house));
        house.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal((0, 1), (await Send(house), partner.Got.Count));
        partner.Answer = http => http.Response.Redirect("http://169.254.169.254/");
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await Send(house);
        Assert.Equal(302, (await house.Read(db => db.WebhookDeliveries().SingleAsync())).Status); // not followed
        partner.Answer = http => http.Response.StatusCode = 204;
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await Send(house));
        Assert.Single(partner.Got.Select(got => got.Id).Distinct());

        partner.Answer = http => http.Response.StatusCode = 410;
        await station.Place();
        await Send(house);
        Assert.Equal(WebhookEnd.Gone, (await house.Read(db => db.Webhooks().SingleAsync())).EndedBecause);
        await station.Place();
        Assert.Equal((0, 4), (await Send(house), partner.Got.Count));
        Assert.Equal("broadcast.webhook.ended", (await house.Run<ChangeWebhookSecret, Result<MadeWebhook>>(security, use => use.Run(made.Id, default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task Addresses_inside_are_not_called_and_strangers_see_no_webhook(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await using var partner = await Partner.Open();
        var (station, security) = (await BusyStation.In(house), await house.Hire(Role.SecurityAdministrator, house.District.East));
        var refused = await house.Run<MakeWebhook, Result<MadeWebhook>>(security, use => use.Run("12345热线", LittleDistrict.EastCode, partner.Address, ["dispatch.order.placed"], default));
        Assert.Equal("address", refused.Refusal?.Field); // http to an address that nobody has allowed
        var made = await Make(house, security, partner.Address, LittleDistrict.EastCode);
        await station.Place();
        Assert.Equal(0, await Send(house, allow: null)); // the operator has closed it since: refused when it connects
        Assert.Equal(("http.forbidden-address", 0), ((await house.Read(db => db.WebhookDeliveries().SingleAsync())).Error, partner.Got.Count));
        var stranger = await house.Hire(Role.SecurityAdministrator, house.District.Hill);
        Assert.Equal("broadcast.webhook.unknown", (await house.Run<EndWebhook, Result<Done>>(stranger, use => use.Run(made.Id, default))).Refusal?.Code);
        using var clerk = await (await house.LogInAs(Role.Clerk, house.District.East)).GetAsync(new Uri("/api/webhooks", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, clerk.StatusCode);
    }

    private const string Here = "127.0.0.0/8";

    private static Task<MadeWebhook> Make(TestHouse house, Employee who, string address, string? unit = null) => house.Run<IServiceProvider, MadeWebhook>(who, async services =>
    {
        var made = await ActivatorUtilities.CreateInstance<MakeWebhook>(services, new WebhookGuard(Here)).Run("12345热线", unit ?? house.District.Center.Code, address, ["dispatch.order.placed", "dispatch.order.completed", "made.up"], default);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        return made.Value;
    });

    private static Task<int> Send(TestHouse house, string? allow = Here) => house.Run<IServiceProvider, int>((Caller?)null, async services =>
    {
        using var sender = new WebhookSender(new WebhookGuard(allow));
        return await ActivatorUtilities.CreateInstance<SendWebhooks>(services, sender).Run(default);
    });

    private sealed record Told(string Id, string Signature, string Body);

    /// <summary>A partner's server.</summary>
    private sealed class Partner : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Partner(WebApplication app) => this.app = app;

        public ConcurrentQueue<Told> Got { get; } = new();
        public Action<HttpContext> Answer { get; set; } = http => http.Response.StatusCode = 204;
        public string Address => app.Urls.First() + "/hook";

        public static async Task<Partner> Open()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var partner = new Partner(builder.Build());
            partner.app.MapPost("/hook", async (HttpContext http) =>
            {
                using var reader = new StreamReader(http.Request.Body);
                partner.Got.Enqueue(new Told(http.Request.Headers["webhook-id"]!, http.Request.Headers["webhook-signature"]!, await reader.ReadToEndAsync()));
                partner.Answer(http);
            });
            await partner.app.StartAsync();
            return partner;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
