using Shouwang.Organization;

namespace Shouwang.Broadcast;

/// <summary>推送: finds in the ledger what partners wish to know, and tells them. Any number of servers may run it side by side; each event arrives at least once, always under the same id.</summary>
/// <remarks>The facts themselves are the outbox: they were written in the transaction of what happened.</remarks>
public sealed class SendWebhooks(IServiceScopeFactory scopes, FieldCipher cipher, WebhookSender sender, TimeProvider clock, IdSource ids, ILogger<SendWebhooks> log)
{
    internal const string SecretPurpose = "webhook.secret";

    // Two transactions may be numbered in one order and commit in the other: the last numbers are looked at again; what is there is not made twice.
    private const int LookBack = 1000, Batch = 20, Most = 500;

    /// <summary>The answer is how many arrived.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        await InScope((db, sources) => Gather(db, sources, cancel));
        for (var sent = 0; ;)
        {
            var taken = await InScope((db, _) => TakeUp(db, cancel));
            if (taken.Count == 0) return sent;
            foreach (var (delivery, webhook) in taken)
                if (await Try(delivery, webhook, cancel)) sent++;
        }
    }

    private async Task<int> Gather(ShouwangDb db, IReadOnlyList<IEventSource> sources, CancellationToken cancel)
    {
        var made = 0;
        foreach (var webhook in await db.Webhooks().AsNoTracking().Where(w => w.EndedAt == null).ToListAsync(cancel))
            made += await db.Retrying(() => db.InTransaction(() => GatherFor(db, webhook, sources, cancel), cancel));
        return made;
    }

    private async Task<int> GatherFor(ShouwangDb db, Webhook webhook, IReadOnlyList<IEventSource> sources, CancellationToken cancel)
    {
        var (types, from, since, newest) = (webhook.Types.ToList(), webhook.Cursor - LookBack, webhook.MadeAt, await db.Facts().MaxAsync(f => (long?)f.Id, cancel) ?? 0);
        var facts = await db.Facts().AsNoTracking().Within(new Reach([webhook.UnitPath])).Where(f => f.Id > from && f.At > since && types.Contains(f.Type)).OrderBy(f => f.Id).Take(Most).ToListAsync(cancel);
        var numbers = facts.ConvertAll(f => f.Id);
        var known = (await db.WebhookDeliveries().Where(d => d.WebhookId == webhook.Id && numbers.Contains(d.FactId)).Select(d => d.FactId).ToListAsync(cancel)).ToHashSet();
        var told = facts.Where(f => !known.Contains(f.Id)).ToList();
        var subjects = told.Count == 0 ? [] : await Describe(sources, [.. told.Select(f => f.SubjectId).Distinct()], cancel);
        foreach (var fact in told.Where(f => subjects.ContainsKey(f.SubjectId)))
        {
            var (id, subject) = (ids.New<WebhookDeliveryId>(), subjects[fact.SubjectId]);
            db.WebhookDeliveries().Add(WebhookDelivery.Of(id, webhook.Id, fact.Id, (fact.Type, subject.About, WebhookEvents.Body(id, fact, subject)), clock.GetUtcNow()));
        }
        await db.SaveChangesAsync(cancel);
        var cursor = facts.Count == Most ? facts[^1].Id : newest;
        await db.Webhooks().Where(w => w.Id == webhook.Id && w.Cursor < cursor).ExecuteUpdateAsync(set => set.SetProperty(w => w.Cursor, cursor), cancel);
        return told.Count;
    }

    private static async Task<Dictionary<Guid, EventSubject>> Describe(IReadOnlyList<IEventSource> sources, List<Guid> subjects, CancellationToken cancel)
    {
        var all = new Dictionary<Guid, EventSubject>();
        foreach (var source in sources)
            foreach (var (id, subject) in await source.Describe(subjects, cancel)) all[id] = subject;
        return all;
    }

    /// <summary>Books a few that are due: whoever else looks finds them booked.</summary>
    private async Task<List<(WebhookDelivery, Webhook)>> TakeUp(ShouwangDb db, CancellationToken cancel) => await db.InTransaction(async () =>
    {
        var now = clock.GetUtcNow();
        var due = db.IsSqlite
            ? db.WebhookDeliveries().Where(d => d.NextTryAt != null && d.NextTryAt <= now).OrderBy(d => d.NextTryAt).Take(Batch)
            : db.WebhookDeliveries().FromSql($"select * from webhook_deliveries where next_try_at <= {now} order by next_try_at limit {Batch} for update skip locked");
        var deliveries = await due.ToListAsync(cancel);
        var whose = deliveries.Select(d => d.WebhookId).Distinct().ToList();
        var webhooks = await db.Webhooks().AsNoTracking().Where(w => whose.Contains(w.Id)).ToDictionaryAsync(w => w.Id, cancel);
        foreach (var delivery in deliveries) delivery.Begin(now);
        await db.SaveChangesAsync(cancel);
        return deliveries.ConvertAll(delivery => (delivery, webhooks[delivery.WebhookId]));
    }, cancel);

    private async Task<bool> Try(WebhookDelivery delivery, Webhook webhook, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        List<string> secrets = [cipher.Open(webhook.Secret, SecretPurpose)];
        if (webhook.OldSecret is { } old && webhook.OldUntil > now) secrets.Add(cipher.Open(old, SecretPurpose));
        var answer = webhook.EndedAt is null ? await sender.Send(webhook.Address, WebhookEvents.MessageId(delivery.Id), now, delivery.Body, secrets, cancel) : new WebhookAnswer(410, "webhook.ended");
        delivery.Note(answer, clock.GetUtcNow());
        if (delivery.State == DeliveryState.GivenUp) log.LogWarning("Webhook delivery {Delivery} given up: {Status} {Error}", delivery.Id.Value, answer.Status, answer.Error);
        await InScope((db, _) => Note(db, delivery, cancel));
        if (answer.IsGone && webhook.EndedAt is null) await InScope((db, _) => End(db, webhook.Id, cancel));
        return answer.IsTaken;
    }

    // Only if it is still the same try: when this one took too long, another server has taken it over.
    private static Task<int> Note(ShouwangDb db, WebhookDelivery tried, CancellationToken cancel) => db.InTransaction(() => db.WebhookDeliveries()
        .Where(d => d.Id == tried.Id && d.Attempts == tried.Attempts && d.State != DeliveryState.Sent)
        .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, tried.State).SetProperty(d => d.SentAt, tried.SentAt).SetProperty(d => d.NextTryAt, tried.NextTryAt)
            .SetProperty(d => d.Status, tried.Status).SetProperty(d => d.Error, tried.Error), cancel), CancellationToken.None);

    private Task<int> End(ShouwangDb db, WebhookId id, CancellationToken cancel) => db.Retrying(async () =>
    {
        var webhook = await db.Webhooks().FirstAsync(w => w.Id == id, cancel);
        return webhook.End(WebhookEnd.Gone, clock.GetUtcNow()).IsOk ? await db.SaveChangesAsync(cancel) : 0;
    });

    // Each step has a context of its own: a long run must not keep what it has read.
    private async Task<T> InScope<T>(Func<ShouwangDb, IReadOnlyList<IEventSource>, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ShouwangDb>(), [.. scope.ServiceProvider.GetServices<IEventSource>()]);
    }
}
