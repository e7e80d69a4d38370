namespace Shouwang.Broadcast;

/// <summary>消息标识: id of a message.</summary>
public readonly record struct MessageId(Guid Value) : IId<MessageId>
{
    /// <inheritdoc/>
    public static MessageId From(Guid value) => new(value);
}

/// <summary>缓急: how soon a message wants to be seen.</summary>
public enum Urgency
{
    /// <summary>一般.</summary>
    [Term("一般")] Normal,

    /// <summary>紧急: stands above the others until it is read.</summary>
    [Term("紧急")] Urgent,
}

/// <summary>消息: something the house tells people, once, whoever and however many they are.</summary>
/// <remarks>
/// Neither texts nor link hold personal data: a message leaves the house, and whoever may know more follows the link and logs in.
/// </remarks>
public sealed class Message : IInUnit
{
    private Message() { }

    /// <summary>The id.</summary>
    public MessageId Id { get; private init; }

    /// <inheritdoc/>
    public UnitId UnitId { get; private init; }

    /// <inheritdoc/>
    public string UnitPath { get; private init; } = "";

    /// <summary>What sort of news, as <c>room.thing.verb</c>, for example <c>dispatch.order.offered</c>.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>The line by which it is known in a list.</summary>
    public MessageText Subject { get; private init; } = MessageText.Empty;

    /// <summary>What it says.</summary>
    public MessageText Body { get; private init; } = MessageText.Empty;

    /// <summary>Where it leads in the house, beginning with <c>/</c>; null when there is nothing to open.</summary>
    public string? Link { get; private init; }

    /// <summary>How soon it wants to be seen.</summary>
    public Urgency Urgency { get; private init; }

    /// <summary>The kind of thing it is about, for example <c>order</c>; null for general news.</summary>
    public string? AboutKind { get; private init; }

    /// <summary>Which one it is about.</summary>
    public Guid? AboutId { get; private init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>A new message of a unit.</summary>
    /// <exception cref="ArgumentException">The link leaves the house.</exception>
    public static Message Write(MessageId id, IInUnit where, string kind, Notice notice, DateTimeOffset at) => new()
    {
        Id = id,
        UnitId = where.UnitId,
        UnitPath = where.UnitPath,
        Kind = kind,
        Subject = notice.Subject,
        Body = notice.Body ?? MessageText.Empty,
        Link = notice.Link is null || (notice.Link.StartsWith('/') && !notice.Link.StartsWith("//", StringComparison.Ordinal))
            ? notice.Link : throw new ArgumentException("A link of a message lies inside the house.", nameof(notice)),
        Urgency = notice.Urgency,
        AboutKind = notice.AboutKind,
        AboutId = notice.AboutId,
        At = at,
    };
}

/// <summary>通知内容: what a message says and where it leads.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">More of it, or null.</param>
/// <param name="Link">Address in the house, for example <c>/my/orders/…</c>, or null.</param>
/// <param name="Urgency">How soon it wants to be seen.</param>
/// <param name="AboutKind">Kind of thing it is about, or null.</param>
/// <param name="AboutId">Which one, or null.</param>
public sealed record Notice(MessageText Subject, MessageText? Body = null, string? Link = null, Urgency Urgency = Urgency.Normal, string? AboutKind = null, Guid? AboutId = null);
