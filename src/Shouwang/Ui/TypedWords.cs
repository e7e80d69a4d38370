using System.Text.RegularExpressions;

namespace Shouwang.Ui;

/// <summary>Finds in a Chinese text what is typed into a program as it stands, in every language: a call, a header, a format.</summary>
static partial class TypedWords
{
    /// <summary>The text in its parts; a text without Chinese is one part.</summary>
    public static IEnumerable<(string Part, bool IsTyped)> Split(string text) =>
        Chinese().IsMatch(text) ? Typed().Split(text).Select((part, index) => (part, index % 2 == 1)) : [(text, false)];

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    // The words of one call belong together; a short word by itself is plain text.
    [GeneratedRegex("((?:[A-Za-z/][!-~]{2,})(?: [A-Za-z/][!-~]*)*)")]
    private static partial Regex Typed();
}
