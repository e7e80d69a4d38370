using Microsoft.Playwright;

namespace Shouwang.Browser;

/// <summary>One chromium for all browser tests of a run; every visit has a context of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Switches =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        var path = Environment.GetEnvironmentVariable("SHOUWANG_CHROMIUM") ?? "/usr/bin/chromium";
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = Switches });
    }

    /// <summary>A browser window on the house, as this visitor would have it set up.</summary>
    public async Task<IBrowserContext> Open(TestHouse house, Screen screen, Manner manner, string? sessionToken, bool script = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = house.Address.ToString(),
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            HasTouch = screen == Screen.Phone,
            JavaScriptEnabled = script,
            ColorScheme = manner.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = manner.English ? "en-GB" : "zh-CN",
            TimezoneId = "Asia/Shanghai",
        });
        await context.AddCookiesAsync(Cookies(manner, sessionToken).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = house.Address.ToString() }));
        return context;
    }

    /// <summary>A browser window as a clerk has it, on any address.</summary>
    public Task<IBrowserContext> Open(Uri address) => browser!.NewContextAsync(new()
    {
        BaseURL = address.ToString(), ViewportSize = new() { Width = Screen.Console.Width, Height = Screen.Console.Height }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ReducedMotion = ReducedMotion.Reduce,
    });

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
    }

    private static IEnumerable<(string Name, string Value)> Cookies(Manner manner, string? sessionToken)
    {
        if (sessionToken is not null) yield return (Organization.Sessions.Cookie, sessionToken);
        yield return (Host.PreferenceEndpoints.LookCookie, manner.Dark ? "dark" : "light");
        if (manner.Elder) yield return (Host.PreferenceEndpoints.ElderCookie, "on");
        if (manner.English) yield return (Host.PreferenceEndpoints.LanguageCookie, Uri.EscapeDataString("c=en-GB|uic=en-GB"));
    }
}

/// <summary>Browser tests share the chromium and run one after the other: two at once would only share the same cores.</summary>
[CollectionDefinition(nameof(BrowserTests))]
public sealed class BrowserTests : ICollectionFixture<Chromium>;

/// <summary>The two sizes at which everything is looked at.</summary>
public sealed record Screen(string Name, int Width, int Height)
{
    public static Screen Phone { get; } = new("phone", 360, 640);
    public static Screen Console { get; } = new("console", 1366, 768);
}

/// <summary>How a visitor wants the pages.</summary>
public sealed record Manner(string Name, bool Dark = false, bool Elder = false, bool English = false)
{
    public static IReadOnlyList<Manner> All { get; } =
        [new("zh-light"), new("zh-dark", Dark: true), new("zh-elder", Elder: true), new("en-light", English: true), new("en-elder-dark", Dark: true, Elder: true, English: true)];

    /// <summary>Those in which every page is walked: by day the three that between them hold every colour, size and language.</summary>
    public static IReadOnlyList<Manner> Walked { get; } = Nightly.Is ? All : [All[0], All[2], All[4]];
}
