using Shouwang.Host;

namespace Shouwang.Broadcast;

/// <summary>A message as its recipient sees it.</summary>
public sealed record InboxLine(Guid Id, string Kind, string Subject, string Body, string? Link, Urgency Urgency, DateTimeOffset At, DateTimeOffset? ReadAt);

/// <summary>One page of an inbox, and how many in all.</summary>
public sealed record InboxPage(IReadOnlyList<InboxLine> Lines, int Total, int Unread);

/// <summary>收件箱: what was sent to whoever is asking; nobody sees another's.</summary>
public sealed class Inbox(ShouwangDb db, CurrentCaller current)
{
    public const int Size = 20;

    /// <summary>A page, unread urgent ones first, then by time.</summary>
    public async Task<Result<InboxPage>> Run(int page, CancellationToken cancel)
    {
        if (Recipient.InboxOf(current.Actor) is not { } mine) return new Refusal("broadcast.inbox.forbidden");
        var all = db.Deliveries().AsNoTracking().Where(d => d.Address == mine.Address);
        var rows = await (from delivery in all
                          join message in db.Messages() on delivery.MessageId equals message.Id
                          orderby delivery.ReadAt == null && message.Urgency == Urgency.Urgent descending, message.At descending, delivery.Id descending
                          select new { delivery.Id, delivery.ReadAt, message }).Skip((page - 1) * Size).Take(Size).ToListAsync(cancel);
        return new InboxPage([.. rows.Select(row => Line(row.Id, row.message, row.ReadAt))],
            await all.CountAsync(cancel), await all.CountAsync(d => d.State == DeliveryState.Sent, cancel));
    }

    /// <summary>How many are unread: the number on the bell.</summary>
    public async Task<int> Unread(CancellationToken cancel)
    {
        if (Recipient.InboxOf(current.Actor) is not { } mine) return 0;
        return await db.Deliveries().CountAsync(d => d.Address == mine.Address && d.State == DeliveryState.Sent, cancel);
    }

    internal static InboxLine Line(DeliveryId id, Message message, DateTimeOffset? readAt) =>
        new(id.Value, message.Kind, MessageWords.Say(message.Subject), MessageWords.Say(message.Body), message.Link, message.Urgency, message.At, readAt);
}

/// <summary>打开消息: shows one message to its recipient and marks it read.</summary>
public sealed class OpenMessage(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<InboxLine>> Run(Guid id, CancellationToken cancel)
    {
        var (address, delivery) = (Recipient.InboxOf(current.Actor)?.Address, new DeliveryId(id));
        var found = await db.Deliveries().FirstOrDefaultAsync(d => d.Id == delivery && d.Address == address, cancel);
        if (found is null) return new Refusal("broadcast.message.unknown");
        if (found.State == DeliveryState.Sent)
        {
            found.Open(clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
        }
        return Inbox.Line(found.Id, await db.Messages().AsNoTracking().SingleAsync(m => m.Id == found.MessageId, cancel), found.ReadAt);
    }
}

/// <summary>全部已读: marks the caller's whole inbox read; the answer is how many were unread.</summary>
public sealed class ReadAll(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<int>> Run(CancellationToken cancel)
    {
        if (Recipient.InboxOf(current.Actor) is not { } mine) return new Refusal("broadcast.inbox.forbidden");
        var now = clock.GetUtcNow();
        return await db.InTransaction(() => db.Deliveries().Where(d => d.Address == mine.Address && d.State == DeliveryState.Sent)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Read).SetProperty(d => d.ReadAt, now), cancel), cancel);
    }
}
