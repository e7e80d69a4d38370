using Shouwang.Host;

namespace Shouwang.Broadcast;

/// <summary>A text message on the demonstration's phone.</summary>
public sealed record PhoneText(DateTimeOffset At, string Phone, string Text);

/// <summary>
/// 短信: text messages to phones. Only the demonstration has such a channel: they appear on its page and are kept in memory,
/// never in the log or the database. Elsewhere sending is refused until a provider is connected.
/// </summary>
public sealed class PhoneTexts(HouseOptions options, TimeProvider clock)
{
    private const int Most = 50;
    private readonly Lock turn = new();
    private readonly LinkedList<PhoneText> texts = [];

    /// <summary>Whether anything sent would arrive anywhere.</summary>
    public bool IsConnected => options.ShowCodes;

    public Result<Done> Send(string phone, string text)
    {
        if (!IsConnected) return new Refusal("broadcast.phone.not-connected");
        lock (turn)
        {
            texts.AddFirst(new PhoneText(clock.GetUtcNow(), phone, text));
            if (texts.Count > Most) texts.RemoveLast();
        }
        return Done.It;
    }

    /// <summary>The last ones, newest first.</summary>
    public IReadOnlyList<PhoneText> Latest()
    {
        lock (turn) return [.. texts];
    }
}
