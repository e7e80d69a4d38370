namespace Shouwang.Broadcast;

/// <summary>推送投递标识: id of one event on its way to a webhook; the receiver sees it as <c>webhook-id</c>, the same at every try.</summary>
public readonly record struct WebhookDeliveryId(Guid Value) : IId<WebhookDeliveryId>
{
    /// <inheritdoc/>
    public static WebhookDeliveryId From(Guid value) => new(value);
}

/// <summary>推送回应: what came of one try.</summary>
/// <param name="Status">HTTP status; null when there was no answer.</param>
/// <param name="Error">Why there was none, as a code.</param>
/// <param name="RetryAfter">How long the receiver asks us to wait; null when it does not say.</param>
public readonly record struct WebhookAnswer(int? Status, string? Error = null, TimeSpan? RetryAfter = null)
{
    /// <summary>True for 200 to 299.</summary>
    public bool IsTaken => Status is >= 200 and <= 299;

    /// <summary>True for 410: never again.</summary>
    public bool IsGone => Status == 410;
}

/// <summary>推送投递: one event for one webhook, with its tries.</summary>
public sealed class WebhookDelivery
{
    private WebhookDelivery() { }

    /// <summary>The id.</summary>
    public WebhookDeliveryId Id { get; private set; }

    /// <summary>To which webhook.</summary>
    public WebhookId WebhookId { get; private set; }

    /// <summary>Number of the fact it tells.</summary>
    public long FactId { get; private set; }

    /// <summary>Type of event.</summary>
    public string Type { get; private set; } = "";

    /// <summary>What it is about: the number of an order.</summary>
    public string About { get; private set; } = "";

    /// <summary>The body, a CloudEvent; the same at every try.</summary>
    public string Body { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>When it is due; null when nothing is to be tried any more.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>HTTP status of the last answer.</summary>
    public int? Status { get; private set; }

    /// <summary>Why the last try had no answer, as a code.</summary>
    public string? Error { get; private set; }

    /// <summary>The state.</summary>
    public DeliveryState State { get; private set; }

    /// <summary>An event that is due at once.</summary>
    public static WebhookDelivery Of(WebhookDeliveryId id, WebhookId webhook, long fact, (string Type, string About, string Body) what, DateTimeOffset at) =>
        new() { Id = id, WebhookId = webhook, FactId = fact, Type = what.Type, About = what.About, Body = what.Body, MadeAt = at, NextTryAt = at, State = DeliveryState.Waiting };

    /// <summary>Begins a try and books the time for it: until then no other server takes it up.</summary>
    public void Begin(DateTimeOffset at) => (Attempts, NextTryAt) = (Attempts + 1, at + WebhookRules.TimeForATry);

    /// <summary>Notes what came of the try.</summary>
    public void Note(WebhookAnswer answer, DateTimeOffset at)
    {
        (Status, Error) = (answer.Status, answer.Error);
        if (answer.IsTaken) (State, SentAt, NextTryAt) = (DeliveryState.Sent, at, null);
        else if (answer.IsGone || WebhookRules.PauseAfter(Attempts, Id, answer.RetryAfter) is not { } pause) (State, NextTryAt) = (DeliveryState.GivenUp, null);
        else (State, NextTryAt) = (DeliveryState.Failed, at + pause);
    }

    /// <summary>重发: somebody asks to send it once more; also one that had arrived.</summary>
    public Result<Done> Again(DateTimeOffset at)
    {
        if (State == DeliveryState.Waiting) return new Refusal("broadcast.delivery.not-failed", ("state", State));
        (State, Attempts, NextTryAt) = (DeliveryState.Waiting, 0, at);
        return Done.It;
    }
}

/// <summary>推送规则: when a try is repeated.</summary>
public static class WebhookRules
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Longest that a receiver can make us wait.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromHours(24);

    /// <summary>So long one try may take before another server may take it over.</summary>
    public static TimeSpan TimeForATry { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The pause after a failed try: from five seconds to a day, over about three days in all; up to a fifth longer, so that many do not come back together. Null when it was the last.</summary>
    /// <param name="tries">How many tries there were, from 1.</param>
    /// <param name="id">Which delivery; the share that is added stems from it.</param>
    /// <param name="wanted">How long the receiver asks us to wait; the longer of the two holds.</param>
    public static TimeSpan? PauseAfter(int tries, WebhookDeliveryId id, TimeSpan? wanted)
    {
        if (tries > Pauses.Length) return null;
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes);
        var pause = Pauses[Math.Max(0, tries - 1)] * (1 + 0.2 * ((bytes[15] + 31 * tries) % 256) / 255);
        return wanted is { } asked && asked > pause ? (asked < LongestWait ? asked : LongestWait) : pause;
    }
}
