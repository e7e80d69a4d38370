using System.Globalization;

namespace Shouwang.Broadcast;

/// <summary>投递消息: takes up what is due, tries it, notes how it went. Any number of processes may run it side by side.</summary>
public sealed class DeliverMessages(IServiceScopeFactory scopes, FieldCipher cipher, TimeProvider clock, ILogger<DeliverMessages> log, MailChannel? mail = null)
{
    private const int Batch = 20;

    /// <summary>The answer is how many went through.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        if (mail is null) return 0; // mails wait until a server is named
        for (var sent = 0; ;)
        {
            var taken = await InScope(db => TakeUp(db, cancel));
            if (taken.Count == 0) return sent;
            foreach (var (delivery, message) in taken)
                if (await Try(mail, delivery, message, cancel)) sent++;
        }
    }

    /// <summary>Books a few due deliveries: whoever else looks finds them booked.</summary>
    private async Task<List<(Delivery Delivery, Message Message)>> TakeUp(ShouwangDb db, CancellationToken cancel) => await db.InTransaction(async () =>
    {
        var now = clock.GetUtcNow();
        var due = db.IsSqlite
            ? db.Deliveries().Where(d => d.NextTryAt != null && d.NextTryAt <= now).OrderBy(d => d.NextTryAt).Take(Batch)
            : db.Deliveries().FromSql($"select * from deliveries where next_try_at <= {now} order by next_try_at limit {Batch} for update skip locked");
        var deliveries = await due.ToListAsync(cancel);
        var ids = deliveries.Select(d => d.MessageId).Distinct().ToList();
        var messages = await db.Messages().AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        foreach (var delivery in deliveries) delivery.Begin(now);
        await db.SaveChangesAsync(cancel);
        return deliveries.ConvertAll(delivery => (delivery, messages[delivery.MessageId]));
    }, cancel);

    private async Task<bool> Try(MailChannel channel, Delivery delivery, Message message, CancellationToken cancel)
    {
        var (subject, body) = Written(message, delivery.English);
        var failure = await channel.Send(delivery.Id, cipher.Open(delivery.Sealed!.Value, Postbox.AddressPurpose), subject, body, cancel);
        if (failure is null) delivery.Succeed(clock.GetUtcNow());
        else delivery.Fail(failure.Code, failure.Final, clock.GetUtcNow());
        if (delivery.State == DeliveryState.GivenUp) log.LogWarning("Delivery {Delivery} given up: {Reason}", delivery.Id.Value, delivery.Error);
        await InScope(db => Note(db, delivery, cancel));
        return failure is null;
    }

    // Only if it is still the same try: when this one took too long, another process has taken the delivery over.
    private static Task<int> Note(ShouwangDb db, Delivery tried, CancellationToken cancel) => db.InTransaction(() => db.Deliveries()
        .Where(d => d.Id == tried.Id && d.Attempts == tried.Attempts && d.SentAt == null)
        .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, tried.State).SetProperty(d => d.SentAt, tried.SentAt)
            .SetProperty(d => d.NextTryAt, tried.NextTryAt).SetProperty(d => d.Error, tried.Error), cancel), CancellationToken.None);

    private static (string Subject, string Body) Written(Message message, bool english)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(english ? "en-GB" : "zh-CN");
        try { return (MessageWords.Say(message.Subject), MessageWords.Say(message.Body)); }
        finally { CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = before; }
    }

    // Each step has a context of its own: a long run must not keep what it has read.
    private async Task<T> InScope<T>(Func<ShouwangDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ShouwangDb>());
    }
}
