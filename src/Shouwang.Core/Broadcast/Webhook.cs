using Shouwang.Organization;

namespace Shouwang.Broadcast;

/// <summary>推送标识: id of a webhook.</summary>
public readonly record struct WebhookId(Guid Value) : IId<WebhookId>
{
    /// <inheritdoc/>
    public static WebhookId From(Guid value) => new(value);
}

/// <summary>推送停用原因.</summary>
public enum WebhookEnd
{
    /// <summary>已停用: closed by whoever keeps the keys.</summary>
    [Term("已停用")] Closed,

    /// <summary>对方已撤: the partner's system has answered 410 Gone.</summary>
    [Term("对方已撤（410）")] Gone,
}

/// <summary>推送: a partner's system is told what happens at a unit and below it (Standard Webhooks with CloudEvents 1.0 bodies).</summary>
/// <remarks>The secret is shown once and kept sealed. After a change of secret both sign for a day, so that nothing is lost meanwhile.</remarks>
public sealed class Webhook : Aggregate
{
    /// <summary>Longest name of a partner, and longest address, in characters.</summary>
    public const int LongestPartner = 40, LongestAddress = 400;

    private Webhook() { }

    /// <summary>So long a replaced secret still signs.</summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromHours(24);

    /// <summary>The id.</summary>
    public WebhookId Id { get; private set; }

    /// <summary>伙伴: whose system it is.</summary>
    public string Partner { get; private set; } = "";

    /// <summary>地址: where it is told; holds no secret of anybody.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Types of event, separated by commas.</summary>
    public string TypesText { get; private set; } = "";

    /// <summary>密钥, sealed.</summary>
    public SealedText Secret { get; private set; }

    /// <summary>The secret before, sealed; null when there was none.</summary>
    public SealedText? OldSecret { get; private set; }

    /// <summary>First instant at which the old secret signs no more.</summary>
    public DateTimeOffset? OldUntil { get; private set; }

    /// <summary>When it was made; what happened before is not told.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Number of the last fact that was looked at.</summary>
    public long Cursor { get; private set; }

    /// <summary>When it ended; null while it works.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it ended.</summary>
    public WebhookEnd? EndedBecause { get; private set; }

    /// <summary>Types of event.</summary>
    public IReadOnlyList<string> Types => TypesText.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("webhook", Id.Value);

    /// <summary>订阅: for a partner, at a unit and all below it.</summary>
    /// <param name="id">Id of the new webhook.</param>
    /// <param name="unit">The unit over whose subtree it reaches.</param>
    /// <param name="partner">Whose system it is.</param>
    /// <param name="address">Where it is told: https, or http inside an intranet that the operator has allowed.</param>
    /// <param name="mayBePlain">Whether http is allowed for that address.</param>
    /// <param name="types">Types of event, all known.</param>
    /// <param name="secret">The secret, sealed.</param>
    /// <param name="from">The last fact so far, and now.</param>
    public static Result<Webhook> Make(WebhookId id, Unit unit, string? partner, string? address, bool mayBePlain, IReadOnlyList<string> types, SealedText secret, (long Cursor, DateTimeOffset At) from)
    {
        var refusals = new List<Refusal>();
        if (partner?.Trim() is not { Length: > 0 and <= LongestPartner }) refusals.Add(new Refusal("organization.key.partner", ("most", LongestPartner)).At("partner"));
        if (!IsAddress(address, mayBePlain)) refusals.Add(new Refusal("broadcast.webhook.address", ("most", LongestAddress)).At("address"));
        if (types.Count == 0) refusals.Add(new Refusal("broadcast.webhook.types").At("types"));
        if (refusals.Count > 0) return refusals;
        var webhook = new Webhook
        {
            Id = id, UnitId = unit.Id, UnitPath = unit.UnitPath, Partner = partner!.Trim(), Address = address!.Trim(), TypesText = string.Join(',', types.Distinct().Order(StringComparer.Ordinal)), Secret = secret, Cursor = from.Cursor, MadeAt = from.At,
        };
        webhook.Record("broadcast.webhook.made", ("partner", webhook.Partner), ("unit", unit.Code), ("types", webhook.TypesText));
        return webhook;
    }

    /// <summary>更换密钥: the old one signs beside it for <see cref="Overlap"/>.</summary>
    public Result<Done> ChangeSecret(SealedText secret, DateTimeOffset at)
    {
        if (EndedAt is not null) return new Refusal("broadcast.webhook.ended");
        (OldSecret, OldUntil, Secret) = (Secret, at + Overlap, secret);
        Record("broadcast.webhook.secret-changed", ("partner", Partner));
        return Done.It;
    }

    /// <summary>停用: nothing is told any more.</summary>
    public Result<Done> End(WebhookEnd because, DateTimeOffset at)
    {
        if (EndedAt is not null) return new Refusal("broadcast.webhook.ended");
        (EndedAt, EndedBecause) = (at, because);
        Record("broadcast.webhook.ended", ("partner", Partner), ("because", because));
        return Done.It;
    }

    private static bool IsAddress(string? address, bool mayBePlain) =>
        address is { Length: <= LongestAddress } && Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || mayBePlain && uri.Scheme == Uri.UriSchemeHttp);
}
