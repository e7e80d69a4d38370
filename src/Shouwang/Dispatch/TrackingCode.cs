namespace Shouwang.Dispatch;

/// <summary>查询码: how a tracking code is read and shown; only its hash is stored.</summary>
static class TrackingCode
{
    private const int Longest = 40;

    /// <summary>The letters and digits of what was typed, read aloud or scanned; null when it cannot be a code.</summary>
    public static string? Plain(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > 2 * Longest) return null;
        var plain = string.Concat(typed.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return plain.Length is >= 8 and <= Longest ? plain : null;
    }

    /// <summary>In groups of four, easy to read aloud.</summary>
    public static IEnumerable<string> Groups(string code) => code.Chunk(4).Select(part => new string(part));
}
