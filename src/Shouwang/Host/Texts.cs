using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Shouwang.Host;

/// <summary>
/// The words of the pages. The Chinese text stands in the page itself and is the key; each room's <c>Texts.en.json</c>
/// holds the English for it, and <c>Texts.refusals.json</c> the texts of its refusal codes in both languages.
/// </summary>
public static partial class Texts
{
    private static readonly FrozenDictionary<string, string> English = Load<string>("Texts.en.json");
    private static readonly FrozenDictionary<string, RefusalText> Refusals = Load<RefusalText>("Texts.refusals.json");
    private static readonly FrozenDictionary<string, RefusalText> Facts = Load<RefusalText>("Texts.facts.json");

    /// <summary>The text of a refusal, with its facts filled in.</summary>
    public static string Refusal(Refusal refusal, IStringLocalizer words)
    {
        if (!Refusals.TryGetValue(refusal.Code, out var text)) return refusal.Code;
        return Placeholder().Replace(IsEnglish ? text.En : text.Zh, match =>
            refusal.Facts.TryGetValue(match.Groups[1].Value, out var value) ? Show(value, words) : match.Value);
    }

    /// <summary>
    /// The sentence for a fact, from the rooms' <c>Texts.facts.json</c>. A placeholder names a part of the payload and may say how
    /// it reads: <c>{code}</c> as it is, <c>{role:Role}</c> the word of an enum, <c>{until:time}</c>, <c>{from:day}</c>, <c>{deed:word}</c> a Chinese word of the house; what is null reads as a dash.
    /// </summary>
    public static string Fact(string type, JsonElement payload, IStringLocalizer words) => string.Concat(FactParts(type, payload, words).Select(part => part.Text));

    /// <summary>The same sentence in parts, so that a page can tell what is data from what is said.</summary>
    public static IReadOnlyList<FactPart> FactParts(string type, JsonElement payload, IStringLocalizer words)
    {
        if (!Facts.TryGetValue(type, out var text)) return [new FactPart(type, true)];
        var (parts, sentence, from) = (new List<FactPart>(), IsEnglish ? text.En : text.Zh, 0);
        foreach (Match match in FactPlaceholder().Matches(sentence))
        {
            if (match.Index > from) parts.Add(new FactPart(sentence[from..match.Index], false));
            var way = match.Groups[2].Value;
            var shown = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(match.Groups[1].Value, out var value) ? ShowPart(value, way, words) : "—";
            parts.Add(new FactPart(shown, way.Length == 0));
            from = match.Index + match.Length;
        }
        if (from < sentence.Length) parts.Add(new FactPart(sentence[from..], false));
        return parts;
    }

    /// <summary>The types of fact that have a sentence.</summary>
    public static IEnumerable<string> FactTypes => Facts.Keys.Order(StringComparer.Ordinal);

    private static string ShowPart(JsonElement value, string way, IStringLocalizer words)
    {
        var text = value.ValueKind == JsonValueKind.Null ? "" : value.ToString();
        if (text.Length == 0) return "—";
        return way switch
        {
            "" => text,
            "word" => words[text].Value,
            "time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? LocalTime.Full(at) : text,
            "day" => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) ? LocalTime.Day(day) : text,
            _ => FactTerms[way].Select(kind => Enum.TryParse(kind, text, out var member) ? words[TermOf((Enum)member)].Value : null).FirstOrDefault(word => word is not null) ?? text,
        };
    }

    // Two rooms may have an enum of the same name; the one that has the member is meant.
    private static readonly ILookup<string, Type> FactTerms =
        typeof(TermAttribute).Assembly.GetTypes().Where(type => type.IsEnum && type.IsPublic).ToLookup(type => type.Name);

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static string? InEnglish(string chinese) => English.GetValueOrDefault(chinese);

    private static string Show(object? value, IStringLocalizer words) => value switch
    {
        null => "",
        Enum member => words[TermOf(member)],
        DateTimeOffset at => LocalTime.Full(at),
        DateOnly day => LocalTime.Day(day),
        IFormattable formattable => formattable.ToString(null, CultureInfo.CurrentCulture),
        string text => words[text],
        _ => value.ToString() ?? "",
    };

    /// <summary>The Chinese word of an enum member whose type is known only at run time.</summary>
    public static string TermOf(Enum member) =>
        member.GetType().GetField(member.ToString())?.GetCustomAttributes(typeof(TermAttribute), false) is [TermAttribute term] ? term.Chinese : member.ToString();

    private static FrozenDictionary<string, T> Load<T>(string ending)
    {
        var assembly = typeof(Texts).Assembly;
        var all = new Dictionary<string, T>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(ending, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, T>>(stream, JsonSerializerOptions.Web)!) all[key] = value;
        }
        return all.ToFrozenDictionary();
    }

    private sealed record RefusalText(string Zh, string En);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{(\w+)(?::(\w+))?\}")]
    private static partial Regex FactPlaceholder();
}

/// <summary>A piece of the sentence for a fact: words of the page, or data that no language changes.</summary>
public sealed record FactPart(string Text, bool IsData);

/// <summary>The framework's localizer over <see cref="Texts"/>: the key is the Chinese text.</summary>
public sealed class TextLocalizer : IStringLocalizer
{
    public LocalizedString this[string name] => Find(name);

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var found = Find(name);
            return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, found.Value, arguments), found.ResourceNotFound);
        }
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];

    private static LocalizedString Find(string chinese)
    {
        if (!Texts.IsEnglish) return new LocalizedString(chinese, chinese);
        var english = Texts.InEnglish(chinese);
        return new LocalizedString(chinese, english ?? chinese, resourceNotFound: english is null);
    }
}
