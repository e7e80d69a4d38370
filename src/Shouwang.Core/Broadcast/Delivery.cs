namespace Shouwang.Broadcast;

/// <summary>投递标识: id of a delivery.</summary>
public readonly record struct DeliveryId(Guid Value) : IId<DeliveryId>
{
    /// <inheritdoc/>
    public static DeliveryId From(Guid value) => new(value);
}

/// <summary>投递状态: how far a message has come on its way to one recipient.</summary>
public enum DeliveryState
{
    /// <summary>待发: will be tried.</summary>
    [Term("待发")] Waiting,

    /// <summary>已送达: lies in the inbox, or the mail server has taken it over.</summary>
    [Term("已送达")] Sent,

    /// <summary>已读: opened in the inbox.</summary>
    [Term("已读")] Read,

    /// <summary>未成功: did not go through; is tried again by itself.</summary>
    [Term("未成功，将重试")] Failed,

    /// <summary>已放弃: tried often enough, or refused for good; somebody has to look at it.</summary>
    [Term("已放弃")] GivenUp,
}

/// <summary>投递: one message to one recipient by one channel.</summary>
public sealed class Delivery
{
    private Delivery() { }

    /// <summary>The id.</summary>
    public DeliveryId Id { get; private init; }

    /// <summary>What is delivered.</summary>
    public MessageId MessageId { get; private init; }

    /// <summary>The way.</summary>
    public Channel Channel { get; private init; }

    /// <summary>Whereto, as <see cref="Recipient.Address"/>; a message goes to an address once.</summary>
    public string Address { get; private init; } = "";

    /// <summary>The readable address, encrypted; null for an inbox.</summary>
    public SealedText? Sealed { get; private init; }

    /// <summary>True when it is to be written in English.</summary>
    public bool English { get; private init; }

    /// <summary>How far it has come.</summary>
    public DeliveryState State { get; private set; }

    /// <summary>How often it has been tried since it was last asked for.</summary>
    public int Attempts { get; private set; }

    /// <summary>The next try, or the end of the running one's time; null when nothing is to be tried.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Why the last try failed, as a code without personal data, for example <c>smtp.550</c>.</summary>
    public string? Error { get; private set; }

    /// <summary>To an inbox it is delivered by being written; everything else waits for its channel.</summary>
    public static Delivery Of(DeliveryId id, MessageId message, Recipient to, DateTimeOffset at) => new()
    {
        Id = id,
        MessageId = message,
        Channel = to.Channel,
        Address = to.Address,
        Sealed = to.Sealed,
        English = to.English,
        State = to.Channel == Channel.Inbox ? DeliveryState.Sent : DeliveryState.Waiting,
        SentAt = to.Channel == Channel.Inbox ? at : null,
        NextTryAt = to.Channel == Channel.Inbox ? null : at,
    };

    /// <summary>Begins a try and books the time for it: until then nobody else takes it up.</summary>
    public void Begin(DateTimeOffset at) => (Attempts, NextTryAt) = (Attempts + 1, at + DeliveryRules.TimeForATry);

    /// <summary>It went through.</summary>
    public void Succeed(DateTimeOffset at) => (State, SentAt, NextTryAt, Error) = (DeliveryState.Sent, at, null, null);

    /// <summary>It did not go through: later again, or never when the reason is final or the tries are used up.</summary>
    public void Fail(string error, bool final, DateTimeOffset at)
    {
        var over = final || Attempts >= DeliveryRules.MostTries;
        (State, Error) = (over ? DeliveryState.GivenUp : DeliveryState.Failed, error);
        NextTryAt = over ? null : at + DeliveryRules.PauseAfter(Attempts);
    }

    /// <summary>Somebody asks to try once more.</summary>
    public Result<Delivery> Retry(DateTimeOffset at)
    {
        if (State is not (DeliveryState.Failed or DeliveryState.GivenUp)) return new Refusal("broadcast.delivery.not-failed", ("state", State));
        (State, Attempts, NextTryAt) = (DeliveryState.Waiting, 0, at);
        return this;
    }

    /// <summary>The recipient has opened it; opening again changes nothing.</summary>
    public void Open(DateTimeOffset at)
    {
        if (State == DeliveryState.Sent && Channel == Channel.Inbox) (State, ReadAt) = (DeliveryState.Read, at);
    }
}

/// <summary>投递规则: how often and when a delivery is tried again.</summary>
public static class DeliveryRules
{
    /// <summary>After so many tries it is given up: a little more than half a day.</summary>
    public const int MostTries = 10;

    /// <summary>So long one try may take before another process may take it over.</summary>
    public static TimeSpan TimeForATry { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause between two tries.</summary>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromHours(3);

    /// <summary>The pause after a failed try: 1 minute, then twice as long each time, at most <see cref="LongestPause"/>.</summary>
    /// <param name="tries">How many tries there were, from 1.</param>
    public static TimeSpan PauseAfter(int tries) =>
        TimeSpan.FromMinutes(Math.Min(LongestPause.TotalMinutes, Math.Pow(2, Math.Clamp(tries, 1, 30) - 1)));
}
