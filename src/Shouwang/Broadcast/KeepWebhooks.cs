using System.Security.Cryptography;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Broadcast;

/// <summary>A new webhook, or one with a new secret: the only time that the secret is shown.</summary>
public sealed record MadeWebhook(Guid Id, string Partner, string Secret);

/// <summary>One webhook in a list.</summary>
public sealed record WebhookLine(Guid Id, string Partner, string Address, string UnitCode, string UnitName, IReadOnlyList<string> Types, DateTimeOffset MadeAt, DateTimeOffset? EndedAt, WebhookEnd? EndedBecause, int Waiting);

/// <summary>One event in the log of a webhook.</summary>
public sealed record WebhookDeliveryLine(Guid Id, string Type, string About, DateTimeOffset MadeAt, DeliveryState State, int Attempts, int? Status, string? Error, DateTimeOffset? NextTryAt);

/// <summary>订阅推送: by the security administrator of the unit or of one above.</summary>
public sealed class MakeWebhook(ShouwangDb db, FieldCipher cipher, WebhookGuard guard, IEnumerable<IEventSource> sources, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    public async Task<Result<MadeWebhook>> Run(string? partner, string? unitCode, string? address, IReadOnlyList<string> types, CancellationToken cancel)
    {
        var unit = await db.UnitByCode(unitCode?.Trim() ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(OrganizationAccess.ManageKeys, unit.UnitPath) is { } no) return no;
        var known = sources.SelectMany(source => source.Kinds).Select(kind => kind.Type).ToHashSet();
        var (secret, newest) = (NewSecret(), await db.Facts().MaxAsync(f => (long?)f.Id, cancel) ?? 0);
        var made = Webhook.Make(ids.New<WebhookId>(), unit, partner, address, guard.MayBePlain(address), [.. types.Where(known.Contains)], cipher.Seal(secret, SendWebhooks.SecretPurpose), (newest, clock.GetUtcNow()));
        if (!made.IsOk) return Result<MadeWebhook>.Refuse(made.Refusals);
        db.Webhooks().Add(made.Value);
        await db.SaveChangesAsync(cancel);
        return new MadeWebhook(made.Value.Id.Value, made.Value.Partner, secret);
    }

    internal static string NewSecret() => WebhookSignature.SecretStart + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}

/// <summary>更换推送密钥: the old one signs beside the new one for a day.</summary>
public sealed class ChangeWebhookSecret(ShouwangDb db, FieldCipher cipher, WebhookBoard board, TimeProvider clock)
{
    public Task<Result<MadeWebhook>> Run(Guid id, CancellationToken cancel) => db.Retrying(async () =>
    {
        var webhook = await board.Mine().FirstOrDefaultAsync(w => w.Id == new WebhookId(id), cancel);
        if (webhook is null) return WebhookBoard.Unknown;
        var secret = MakeWebhook.NewSecret();
        var changed = webhook.ChangeSecret(cipher.Seal(secret, SendWebhooks.SecretPurpose), clock.GetUtcNow());
        if (!changed.IsOk) return Result<MadeWebhook>.Refuse(changed.Refusals);
        await db.SaveChangesAsync(cancel);
        return new MadeWebhook(id, webhook.Partner, secret);
    });
}

/// <summary>停用推送: nothing is told any more, also not what waits.</summary>
public sealed class EndWebhook(ShouwangDb db, WebhookBoard board, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Retrying(async () =>
    {
        var webhook = await board.Mine().FirstOrDefaultAsync(w => w.Id == new WebhookId(id), cancel);
        if (webhook is null) return WebhookBoard.Unknown;
        var ended = webhook.End(WebhookEnd.Closed, clock.GetUtcNow());
        if (ended.IsOk) await db.SaveChangesAsync(cancel);
        return ended;
    });
}

/// <summary>重发推送: one event once more, under the same id.</summary>
public sealed class RedeliverWebhook(ShouwangDb db, WebhookBoard board, TimeProvider clock)
{
    public async Task<Result<Done>> Run(Guid id, Guid delivery, CancellationToken cancel)
    {
        var webhook = await board.Mine().AsNoTracking().FirstOrDefaultAsync(w => w.Id == new WebhookId(id), cancel);
        if (webhook is null) return WebhookBoard.Unknown;
        if (webhook.EndedAt is not null) return new Refusal("broadcast.webhook.ended");
        var found = await db.WebhookDeliveries().FirstOrDefaultAsync(d => d.WebhookId == webhook.Id && d.Id == new WebhookDeliveryId(delivery), cancel);
        if (found is null) return new Refusal("broadcast.delivery.unknown");
        var again = found.Again(clock.GetUtcNow());
        if (again.IsOk) await db.SaveChangesAsync(cancel);
        return again;
    }
}

/// <summary>推送 within the reach of one who keeps the keys, those at work first; and the log of each.</summary>
public sealed class WebhookBoard(ShouwangDb db, CurrentCaller current)
{
    public const int Most = 200;
    public static readonly Refusal Unknown = new("broadcast.webhook.unknown");

    internal IQueryable<Webhook> Mine() => db.Webhooks().Within(current.Where(OrganizationAccess.ManageKeys));

    public async Task<IReadOnlyList<WebhookLine>> Run(CancellationToken cancel)
    {
        var found = await (
            from webhook in Mine().AsNoTracking()
            join unit in db.Units() on webhook.UnitId equals unit.Id
            orderby webhook.EndedAt != null, webhook.MadeAt descending
            select new { webhook, unit.Code, unit.Name, Waiting = db.WebhookDeliveries().Count(d => d.WebhookId == webhook.Id && d.NextTryAt != null) }).Take(Most).ToListAsync(cancel);
        return [.. found.Select(row => new WebhookLine(row.webhook.Id.Value, row.webhook.Partner, row.webhook.Address, row.Code, row.Name, row.webhook.Types, row.webhook.MadeAt, row.webhook.EndedAt, row.webhook.EndedBecause, row.Waiting))];
    }

    /// <summary>The last events of one, newest first.</summary>
    public async Task<Result<IReadOnlyList<WebhookDeliveryLine>>> Log(Guid id, CancellationToken cancel)
    {
        var webhook = new WebhookId(id);
        if (!await Mine().AnyAsync(w => w.Id == webhook, cancel)) return Unknown;
        return Result<IReadOnlyList<WebhookDeliveryLine>>.Ok(await db.WebhookDeliveries().AsNoTracking().Where(d => d.WebhookId == webhook).OrderByDescending(d => d.FactId).Take(Most)
            .Select(d => new WebhookDeliveryLine(d.Id.Value, d.Type, d.About, d.MadeAt, d.State, d.Attempts, d.Status, d.Error, d.NextTryAt)).ToListAsync(cancel));
    }
}
