using Shouwang.Organization;
using Shouwang.Host;

namespace Shouwang.Broadcast;

/// <summary>A message that was sent, and how far it has come: counts, no addresses.</summary>
public sealed record SentLine(Guid Id, string Kind, string Subject, string UnitPath, DateTimeOffset At, int Recipients, int Read, int Waiting, int Failed);

/// <summary>已发消息: what the units in reach have sent.</summary>
public sealed class SentMessages(ShouwangDb db, CurrentCaller current)
{
    public const int Size = 20;

    public async Task<(IReadOnlyList<SentLine> Lines, int Total)> Run(bool failedOnly, int page, CancellationToken cancel)
    {
        var messages = db.Messages().AsNoTracking().Within(current.Where(BroadcastAccess.SeeMessages));
        if (failedOnly)
            messages = messages.Where(m => db.Deliveries().Any(d => d.MessageId == m.Id && (d.State == DeliveryState.Failed || d.State == DeliveryState.GivenUp)));
        var rows = await messages.OrderByDescending(m => m.At).ThenBy(m => m.Id).Skip((page - 1) * Size).Take(Size)
            .Select(m => new
            {
                Message = m,
                Recipients = db.Deliveries().Count(d => d.MessageId == m.Id),
                Read = db.Deliveries().Count(d => d.MessageId == m.Id && d.State == DeliveryState.Read),
                Waiting = db.Deliveries().Count(d => d.MessageId == m.Id && d.State == DeliveryState.Waiting),
                Failed = db.Deliveries().Count(d => d.MessageId == m.Id && (d.State == DeliveryState.Failed || d.State == DeliveryState.GivenUp)),
            }).ToListAsync(cancel);
        return ([.. rows.Select(row => new SentLine(row.Message.Id.Value, row.Message.Kind, MessageWords.Say(row.Message.Subject), row.Message.UnitPath,
            row.Message.At, row.Recipients, row.Read, row.Waiting, row.Failed))], await messages.CountAsync(cancel));
    }
}

/// <summary>One delivery as staff see it: the person's name is looked up nowhere, the address not shown.</summary>
public sealed record DeliveryLine(Guid Id, Channel Channel, string Recipient, DeliveryState State, int Attempts, DateTimeOffset? NextTryAt, DateTimeOffset? SentAt, DateTimeOffset? ReadAt, string? Error);

/// <summary>A sent message with its deliveries.</summary>
public sealed record SentMessage(Guid Id, string Subject, string Body, string? Link, DateTimeOffset At, string UnitPath, IReadOnlyList<DeliveryLine> Deliveries);

/// <summary>消息详情: who got it, who opened it, what failed and why.</summary>
public sealed class MessageDeliveries(ShouwangDb db, CurrentCaller current)
{
    private const int Most = 500; // failed ones first; the counts above tell the rest

    public async Task<Result<SentMessage>> Run(Guid id, CancellationToken cancel)
    {
        var wanted = new MessageId(id);
        var message = await db.Messages().AsNoTracking().Within(current.Where(BroadcastAccess.SeeMessages)).FirstOrDefaultAsync(m => m.Id == wanted, cancel);
        if (message is null) return new Refusal("broadcast.message.unknown");
        var deliveries = await db.Deliveries().AsNoTracking().Where(d => d.MessageId == wanted)
            .OrderByDescending(d => d.State == DeliveryState.GivenUp || d.State == DeliveryState.Failed).ThenBy(d => d.Id).Take(Most).ToListAsync(cancel);
        return new SentMessage(id, MessageWords.Say(message.Subject), MessageWords.Say(message.Body), message.Link, message.At, message.UnitPath,
            [.. deliveries.Select(d => new DeliveryLine(d.Id.Value, d.Channel, Kind(d.Address), d.State, d.Attempts, d.NextTryAt, d.SentAt, d.ReadAt, d.Error))]);
    }

    private static string Kind(string address) =>
        address.StartsWith("inbox:volunteer:", StringComparison.Ordinal) ? "志愿者" : address.StartsWith("inbox:staff:", StringComparison.Ordinal) ? "工作人员" : "邮箱";
}

/// <summary>重发: has a failed delivery tried again.</summary>
public sealed class RetryDelivery(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<DeliveryState>> Run(Guid id, CancellationToken cancel) => db.InTransaction<Result<DeliveryState>>(async () =>
    {
        var wanted = new DeliveryId(id);
        var delivery = await db.Deliveries().FirstOrDefaultAsync(d => d.Id == wanted, cancel);
        var message = delivery is null ? null : await db.Messages().AsNoTracking().Within(current.Where(BroadcastAccess.SeeMessages)).FirstOrDefaultAsync(m => m.Id == delivery.MessageId, cancel);
        if (delivery is null || message is null) return new Refusal("broadcast.message.unknown");
        if (current.Lacks(BroadcastAccess.RetryDeliveries, message.UnitPath) is { } no) return no;
        var decision = delivery.Retry(clock.GetUtcNow());
        if (decision.Refusal is { } refusal) return refusal;
        db.Record(message, "broadcast.delivery.retried", "message", message.Id.Value, ("delivery", id));
        await db.SaveChangesAsync(cancel);
        return delivery.State;
    }, cancel);
}
