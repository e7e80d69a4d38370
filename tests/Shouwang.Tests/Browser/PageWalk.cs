using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Shouwang.Browser;

/// <summary>Visits every page of the house as the one it is for, in every manner, and looks for what must not be there.</summary>
[Collection(nameof(BrowserTests))]
[Trait("Category", "Browser")]
public sealed partial class PageWalk(Chromium chromium, WalkedHouse walked) : IClassFixture<WalkedHouse>
{
    public static TheoryData<string> Routes => [.. PageTable.Routes];

    /// <summary>Breaks silently without it: a page that no test has ever opened.</summary>
    [Fact]
    public void Every_page_is_in_the_table_and_every_line_of_the_table_is_a_page() =>
        Assert.Equal(PageTable.Routes, PageTable.Visits.Select(visit => visit.Route).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_page_is_whole_in_every_manner(string route)
    {
        var visit = PageTable.Visits.SingleOrDefault(visit => visit.Route == route);
        Assert.True(visit is not null, $"{route} is not in PageTable: nobody has said how to get there");
        var faults = new List<string>();
        foreach (var manner in Manner.Walked)
            faults.AddRange((await Faults(visit, manner)).Select(fault => $"{manner.Name}: {fault}"));
        Assert.True(faults.Count == 0, $"{visit.Address(walked)}\n" + string.Join('\n', faults));
    }

    private async Task<List<string>> Faults(Visit visit, Manner manner)
    {
        var page = await (await walked.WindowOf(chromium, visit, manner)).NewPageAsync();
        try { return await Faults(page, visit, manner); }
        finally { await page.CloseAsync(); }
    }

    private async Task<List<string>> Faults(IPage page, Visit visit, Manner manner)
    {
        var faults = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning" && !message.Text.Contains("GL Driver Message", StringComparison.Ordinal)) faults.Add($"console: {message.Text}"); };
        page.PageError += (_, error) => faults.Add("script: " + error);
        var answer = await page.GotoAsync(visit.Address(walked), new() { WaitUntil = WaitUntilState.Load });
        if (answer!.Status != 200 || Path(page.Url) != visit.Address(walked)) return [$"status {answer.Status} at {page.Url}"];

        faults.AddRange(await AxeFaults(page, manner));
        if (manner == Manner.All[0]) faults.AddRange(await EmptyIcons(page));
        faults.AddRange(LeftOver(await VisibleText(page), manner));
        await page.SetViewportSizeAsync(Screen.Phone.Width, Screen.Phone.Height);
        faults.AddRange(await Sideways(page));
        return faults;
    }

    private static string Path(string url) => new Uri(url).PathAndQuery;

    // The markup is the same in the dark and in English: only what colours and words can break is looked at again.
    private static RunOnlyOptions Rules(Manner manner) => manner switch
    {
        { Dark: true } or { English: true } => new() { Type = "rule", Values = ["color-contrast", "target-size", "html-has-lang", "html-lang-valid", "document-title", "button-name", "link-name", "label", "image-alt"] },
        _ => new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] },
    };

    private static async Task<IEnumerable<string>> AxeFaults(IPage page, Manner manner)
    {
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = Rules(manner) });
        return found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"axe {violation.Id}: {node.Target} {Shorten(node.Html)}"));
    }

    /// <summary>Breaks silently without it: a name that the sprite does not hold draws nothing.</summary>
    private static async Task<IEnumerable<string>> EmptyIcons(IPage page) => (await page.EvaluateAsync<string[]>(
        """
        async () => {
          const uses = [...document.querySelectorAll('svg.icon use')].map(use => use.getAttribute('href').split('#'));
          const sprites = new Map();
          for (const [file] of uses) if (!sprites.has(file)) sprites.set(file, new DOMParser().parseFromString(await (await fetch(file)).text(), 'image/svg+xml'));
          return [...new Set(uses.filter(([file, name]) => !sprites.get(file).getElementById(name)).map(([, name]) => name))];
        }
        """)).Select(name => "no such icon: " + name);

    // What stands in another language on purpose says so by lang; what is data says so by translate="no".
    private static async Task<string> VisibleText(IPage page) => await page.EvaluateAsync<string>(
        """
        () => {
          const hidden = [...document.querySelectorAll('body [lang], body [translate=no], body code, body samp, body time')];
          for (const element of hidden) element.dataset.walked = element.style.getPropertyValue('display') ?? '';
          const parts = [];
          const walk = node => {
            if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent);
            else if (node.nodeType === Node.ELEMENT_NODE && !hidden.includes(node) && !['SCRIPT', 'STYLE', 'TEMPLATE'].includes(node.tagName) && node.checkVisibility?.() !== false) {
              for (const name of ['aria-label', 'placeholder', 'title', 'alt']) if (node.getAttribute(name)) parts.push(node.getAttribute(name));
              node.childNodes.forEach(walk);
            }
          };
          walk(document.body);
          parts.push(document.title);
          return parts.join('\n');
        }
        """);

    private IEnumerable<string> LeftOver(string text, Manner manner)
    {
        foreach (var name in walked.Names) text = text.Replace(name, " ", StringComparison.Ordinal);
        var left = manner.English ? Chinese().Matches(text) : EnglishWord().Matches(text);
        return left.Select(match => match.Value).Where(word => !Allowed.Contains(word)).Distinct()
            .Select(word => (manner.English ? "Chinese left: " : "English left: ") + Shorten(word));
    }

    private static async Task<IEnumerable<string>> Sideways(IPage page)
    {
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        if (width <= Screen.Phone.Width) return [];
        var widest = await page.EvaluateAsync<string>("() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.tagName + '.' + e.className).join(', ')");
        return [string.Create(CultureInfo.InvariantCulture, $"scrolls sideways at 360 px: {width} px wide ({widest})")];
    }

    private static string Shorten(string text) => text.Length <= 120 ? text : text[..120] + "…";

    /// <summary>Words of Latin letters that Chinese pages use as they are, and the product's Chinese name.</summary>
    private static readonly HashSet<string> Allowed = ["English", "CSV", "XLSX", "Excel", "GBK", "UTF", "PDF", "Ctrl", "Esc", "Enter", "API", "WGS", "Shouwang", "中文", "守望"];

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}+")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"(?<![\w@./-])[A-Za-z]{3,}(?![\w@./-])")]
    private static partial Regex EnglishWord();
}
