using Shouwang.Host;

namespace Shouwang.Broadcast;

/// <summary>Says a message in the reader's language.</summary>
static class MessageWords
{
    /// <summary>In the language of this request or job.</summary>
    public static string Say(MessageText text)
    {
        var sentence = Texts.IsEnglish ? Texts.InEnglish(text.Template) ?? text.Template : text.Template;
        return text.Fill(sentence, Show);
    }

    private static string Show(string part)
    {
        if (MessageText.TimeOf(part) is { } at) return LocalTime.Full(at);
        return Texts.IsEnglish ? Texts.InEnglish(part) ?? part : part;
    }
}
