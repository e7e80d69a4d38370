using System.Globalization;

namespace Shouwang.Broadcast;

/// <summary>消息文本: a sentence with places to fill, kept unfilled so that each recipient reads it in his own language.</summary>
/// <remarks>
/// The template is the Chinese sentence with places <c>{0}</c>, <c>{1}</c>…; the English stands in the room's texts under the same
/// sentence. What fills the places is never personal data. Plain text without an English is shown as it is, braces and all.
/// </remarks>
public sealed record MessageText
{
    private const string TimeMark = "@time:";

    /// <summary>Nothing.</summary>
    public static MessageText Empty { get; } = new("", []);

    /// <summary>A sentence as it was stored.</summary>
    public MessageText(string template, IReadOnlyList<string> parts) => (Template, Parts) = (template, parts);

    /// <summary>The Chinese sentence with its places.</summary>
    public string Template { get; }

    /// <summary>What fills the places, in order; a time in a form of its own (see <see cref="TimeOf"/>).</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <summary>A sentence of a template: texts, whole numbers and times fill its places.</summary>
    public static MessageText Of(string template, params object[] parts) => new(template, [.. parts.Select(Part)]);

    /// <summary>Text that somebody has typed; nothing in it is filled.</summary>
    public static MessageText Plain(string text) => new("{0}", [text]);

    /// <summary>The instant that a part stands for, or null when it is a text.</summary>
    public static DateTimeOffset? TimeOf(string part) =>
        part.StartsWith(TimeMark, StringComparison.Ordinal)
        && DateTimeOffset.TryParseExact(part.AsSpan(TimeMark.Length), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    /// <summary>The sentence with every place filled.</summary>
    /// <param name="sentence">The template in the reader's language.</param>
    /// <param name="show">How a part is shown to the reader.</param>
    public string Fill(string sentence, Func<string, string> show)
    {
        var filled = new System.Text.StringBuilder(sentence.Length + 32);
        for (var i = 0; i < sentence.Length; i++)
        {
            var end = sentence[i] == '{' ? sentence.IndexOf('}', i) : -1;
            if (end > 0 && int.TryParse(sentence.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < Parts.Count)
            {
                filled.Append(show(Parts[place]));
                i = end;
            }
            else filled.Append(sentence[i]);
        }
        return filled.ToString();
    }

    private static string Part(object part) => part switch
    {
        string text => text,
        DateTimeOffset at => TimeMark + at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        int or long => string.Create(CultureInfo.InvariantCulture, $"{part}"),
        Enum => throw new ArgumentException("Give the enum's word (Term.Of), not the enum.", nameof(part)),
        _ => throw new ArgumentException($"A message is not filled with a {part.GetType().Name}.", nameof(part)),
    };
}
