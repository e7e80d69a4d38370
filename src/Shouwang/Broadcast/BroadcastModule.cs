using Microsoft.AspNetCore.Http.HttpResults;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Ui;

namespace Shouwang.Broadcast;

/// <summary>The door of Broadcast: messages, their deliveries, inboxes, mail.</summary>
public sealed class BroadcastModule : Module
{
    public override string Chinese => "消息";

    private static readonly TimeSpan EveryHalfMinute = TimeSpan.FromSeconds(30), EveryTenSeconds = TimeSpan.FromSeconds(10);

    public override IReadOnlyList<AccessRule> Access => BroadcastAccess.Rules;

    public override IEnumerable<MenuEntry> Menu =>
    [
        new(12, "我的消息", "bell", "/inbox", OrganizationAccess.SeeUnits),
        new(70, "发出的消息", "send", "/messages", BroadcastAccess.SeeMessages, MenuGroups.Overview),
    ];

    public override IEnumerable<TabEntry> Tabs => [new(80, "消息", "bell", "/my/inbox")];

    public override IEnumerable<JobEntry> Jobs =>
    [
        new("deliver-messages", EveryHalfMinute, (services, cancel) => services.GetRequiredService<DeliverMessages>().Run(cancel)),
        new("send-webhooks", EveryTenSeconds, (services, cancel) => services.GetRequiredService<SendWebhooks>().Run(cancel)),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Postbox>().AddScoped<Inbox>().AddScoped<OpenMessage>().AddScoped<ReadAll>();
        services.AddScoped<SentMessages>().AddScoped<MessageDeliveries>().AddScoped<RetryDelivery>().AddScoped<DeliverMessages>();
        services.AddScoped<ITwoPersonListener, TellSecondPersons>();
        services.AddSingleton<PhoneTexts>();
        services.AddSingleton(house => new WebhookGuard(house.GetRequiredService<IConfiguration>()["Webhooks:Allow"])).AddSingleton<WebhookSender>();
        services.AddScoped<MakeWebhook>().AddScoped<ChangeWebhookSecret>().AddScoped<EndWebhook>().AddScoped<RedeliverWebhook>().AddScoped<WebhookBoard>().AddScoped<SendWebhooks>();
        if (MailServer.Parse(Environment.GetEnvironmentVariable("SHOUWANG_SMTP")) is { } server) services.AddSingleton(new MailChannel(server));
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        WebhookEndpoints.Map(routes);
        routes.MapGet("/api/inbox", Page).RequireAuthorization().WithSummary("自己的收件箱");
        routes.MapGet("/api/inbox/unread", Unread).RequireAuthorization().WithSummary("未读几条");
        routes.MapPut("/api/inbox/read", All).RequireAuthorization().WithSummary("全部标为已读");
        routes.MapPut("/api/inbox/{id:guid}/read", Open).RequireAuthorization().WithSummary("把一条标为已读");
        routes.MapGet("/api/messages/{id:guid}", Deliveries).RequireAuthorization().WithSummary("一条消息送到了谁那里");
        routes.MapPost("/api/deliveries/{id:guid}/retry", Retry).RequireAuthorization().WithSummary("重发没送到的");
    }

    private static async Task<Results<Ok<InboxPage>, ProblemHttpResult>> Page(Inbox inbox, HttpContext http, string? page, CancellationToken cancel) =>
        (await inbox.Run(Pager.Asked(page), cancel)).ToHttp(http);

    private static async Task<Ok<UnreadCount>> Unread(Inbox inbox, CancellationToken cancel) => TypedResults.Ok(new UnreadCount(await inbox.Unread(cancel)));

    private static async Task<Results<Ok<int>, ProblemHttpResult>> All(ReadAll readAll, HttpContext http, CancellationToken cancel) => (await readAll.Run(cancel)).ToHttp(http);

    private static async Task<Results<Ok<InboxLine>, ProblemHttpResult>> Open(Guid id, OpenMessage open, HttpContext http, CancellationToken cancel) => (await open.Run(id, cancel)).ToHttp(http);

    private static async Task<Results<Ok<SentMessage>, ProblemHttpResult>> Deliveries(Guid id, MessageDeliveries deliveries, HttpContext http, CancellationToken cancel) =>
        (await deliveries.Run(id, cancel)).ToHttp(http);

    private static async Task<Results<Ok<DeliveryState>, ProblemHttpResult>> Retry(Guid id, RetryDelivery retry, HttpContext http, CancellationToken cancel) => (await retry.Run(id, cancel)).ToHttp(http);

    /// <summary>How many messages are unread.</summary>
    public sealed record UnreadCount(int Unread);
}
