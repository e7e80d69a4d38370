using System.Text.Json;
using System.Text.RegularExpressions;

namespace Shouwang.Architecture;

/// <summary>Every list of words that somebody could forget to extend.</summary>
public sealed partial class WordsOfTheHouse
{
    private static readonly IReadOnlyList<(string Path, string Text)> Code =
        [.. Sources.Files("src", ".cs", ".razor").Select(file => (file.Path, Comment().Replace(file.Text, "")))];

    /// <summary>Breaks silently without it: people would be shown a code like "dispatch.order.not-open".</summary>
    [Fact]
    public void Every_refusal_code_has_a_text_in_both_languages() => None.Of(RefusalCodes().Except(RefusalTexts().Keys));

    /// <summary>Breaks silently without it: texts of refusals that no longer exist would be kept and translated for ever.</summary>
    [Fact]
    public void Every_refusal_text_is_used() =>
        None.Of(RefusalTexts().Keys.Where(code => !Code.Any(file => file.Text.Contains($"\"{code}\"", StringComparison.Ordinal))));

    /// <summary>Breaks silently without it: two rooms give one code two texts, of which the last loaded wins.</summary>
    [Fact]
    public void A_refusal_has_its_text_in_one_room_only() => None.Of(Sources.Files("src", "Texts.refusals.json")
        .SelectMany(file => Read<Dictionary<string, string>>(file.Text).Keys).GroupBy(code => code).Where(group => group.Count() > 1).Select(group => group.Key));

    /// <summary>Breaks silently without it: half a text, or one in the wrong language, or a fact that only one language tells.</summary>
    [Fact]
    public void Refusal_texts_are_whole()
    {
        foreach (var (code, (zh, en)) in RefusalTexts())
        {
            Assert.True(zh.Length > 0 && en.Length > 0, code);
            Assert.True(Chinese().IsMatch(zh), $"{code}: the Chinese text is not Chinese: {zh}");
            Assert.False(Chinese().IsMatch(en), $"{code}: the English text is not English: {en}");
            Assert.Equal(Placeholders(zh), Placeholders(en));
        }
    }

    /// <summary>Breaks silently without it: an English page with Chinese left in it.</summary>
    [Fact]
    public void Every_word_of_the_pages_has_its_English() => None.Of(Words().Except(EnglishTexts().Keys));

    /// <summary>Breaks silently without it: translations that nobody shows.</summary>
    [Fact]
    public void Every_English_text_is_used()
    {
        var everyChineseLiteral = Code.SelectMany(file => Literal().Matches(file.Text)).Select(match => match.Groups[1].Value).ToHashSet();
        None.Of(EnglishTexts().Keys.Where(key => !everyChineseLiteral.Contains(key)));
    }

    /// <summary>Breaks silently without it: one key with two translations, of which the last loaded wins.</summary>
    [Fact]
    public void No_word_is_translated_in_two_ways()
    {
        var twice = Sources.Files("src", "Texts.en.json").SelectMany(file => Read<string>(file.Text))
            .GroupBy(text => text.Key).Where(group => group.Select(text => text.Value).Distinct().Count() > 1).Select(group => group.Key);
        None.Of(twice);
    }

    /// <summary>Breaks silently without it: a member of an enum shown to people by its English code name.</summary>
    [Fact]
    public void A_shown_enum_has_a_word_for_every_member()
    {
        var shown = typeof(Refusal).Assembly.GetTypes().Where(type => type.IsEnum && type.GetFields().Any(HasTerm));
        None.Of(shown.SelectMany(type => type.GetFields().Where(field => field.IsStatic && !HasTerm(field)).Select(field => $"{type.Name}.{field.Name}")));
    }

    /// <summary>Breaks silently without it: a word of the code that nobody in the field has agreed to.</summary>
    [Fact]
    public void Every_public_type_of_the_rules_is_in_the_glossary()
    {
        var glossary = File.ReadAllText(Sources.Folder("docs", "glossary.md"));
        var known = CodeName().Matches(glossary).Select(match => match.Groups[1].Value).ToHashSet();
        var types = new[] { typeof(Refusal).Assembly, System.Reflection.Assembly.Load("Shouwang.Planning") }
            .SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested).Select(type => type.Name.Split('`')[0]).Distinct();
        None.Of(types.Where(type => !known.Contains(type)));
    }

    /// <summary>Breaks silently without it: a setting that only the code knows.</summary>
    [Fact]
    public void Every_setting_is_in_the_operating_guide()
    {
        var guide = File.ReadAllText(Sources.Folder("docs/operating", "README.md"));
        var settings = Code.SelectMany(file => Setting().Matches(file.Text)).Select(match => match.Groups[1].Value).Where(name => name != "PATH").Distinct().ToList();
        Assert.Contains("SHOUWANG_SMTP", settings);
        None.Of(settings.Where(setting => !guide.Contains(setting, StringComparison.Ordinal)));
    }

    private static bool HasTerm(System.Reflection.FieldInfo field) => field.IsDefined(typeof(TermAttribute), false);

    private static HashSet<string> RefusalCodes() =>
        [.. Code.SelectMany(file => RefusalCode().Matches(file.Text)).Select(match => match.Groups[1].Value)];

    // Words written on pages and in the book for programs, words of the menu and the tabs, words of the field, and the Chinese of permissions.
    private static HashSet<string> Words() =>
    [
        .. Code.SelectMany(file => Word().Matches(file.Text)).Select(match => match.Groups[1].Value),
        .. Host.Rooms.All.Select(room => room.Chinese).Where(word => word.Length > 0),
        .. typeof(Refusal).Assembly.GetTypes().Where(type => type.IsEnum).SelectMany(type => type.GetFields())
            .SelectMany(field => field.GetCustomAttributes(typeof(TermAttribute), false)).Select(term => ((TermAttribute)term).Chinese),
        .. Host.Rooms.All.SelectMany(room => room.Menu).SelectMany(entry => new[] { entry.Chinese, entry.Group ?? "" }).Where(word => word.Length > 0),
        .. Host.Rooms.All.SelectMany(room => room.Tabs).Select(tab => tab.Chinese),
        .. Host.Rooms.AccessRules.Select(rule => rule.Permission.Chinese),
    ];

    private static Dictionary<string, string> EnglishTexts() =>
        Sources.Files("src", "Texts.en.json").SelectMany(file => Read<string>(file.Text)).DistinctBy(text => text.Key).ToDictionary();

    private static Dictionary<string, (string Zh, string En)> RefusalTexts() =>
        Sources.Files("src", "Texts.refusals.json").SelectMany(file => Read<Dictionary<string, string>>(file.Text))
            .DistinctBy(text => text.Key).ToDictionary(text => text.Key, text => (text.Value["zh"], text.Value["en"]));

    private static Dictionary<string, T> Read<T>(string json) => JsonSerializer.Deserialize<Dictionary<string, T>>(json)!;

    private static SortedSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"(?:Refusal\(|Refusal\??\s\w+(?:\([^)]*\))?\s*=>\s*new\()\s*""([a-z0-9-]+(?:\.[a-z0-9-]+)+)""")]
    private static partial Regex RefusalCode();

    [GeneratedRegex(@"(?:GetEnvironmentVariable\(|settings\[|configuration\[|GetSection\()""(\w+)""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"@\*.*?\*@|^\s*//.*?$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?:\bL\[|\bwords\[|\.WithSummary\()""([^""]+)""")]
    private static partial Regex Word();

    [GeneratedRegex(@"""([^""\n]*\p{IsCJKUnifiedIdeographs}[^""\n]*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex CodeName();
}
