using Microsoft.Playwright;

namespace Shouwang.Browser;

/// <summary>Takes a picture of every page at both sizes, for people to look at: <c>./test --pictures</c>.</summary>
[Collection(nameof(BrowserTests))]
[Trait("Category", "Pictures")]
public sealed class Pictures(Chromium chromium, WalkedHouse walked) : IClassFixture<WalkedHouse>
{
    internal static readonly string Folder = Environment.GetEnvironmentVariable("SHOUWANG_PICTURES") is { Length: > 0 } given ? given : Architecture.Sources.Folder("artifacts", "pictures");

    public static TheoryData<string> Routes => [.. PageTable.Visits.Select(visit => visit.Route)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Of(string route)
    {
        var visit = PageTable.Visits.Single(visit => visit.Route == route);
        Directory.CreateDirectory(Folder);
        foreach (var screen in (Screen[])[Screen.Phone, Screen.Console])
        foreach (var manner in Manner.All)
        {
            await using var context = await chromium.Open(walked.House, screen, manner, await walked.TokenOf(visit.Who));
            var page = await context.NewPageAsync();
            var answer = await page.GotoAsync(visit.Address(walked), new() { WaitUntil = WaitUntilState.Load });
            var picture = Path.Combine(Folder, $"{NameOf(route)}.{screen.Name}.{manner.Name}.png");
            await page.ScreenshotAsync(new() { Path = picture, FullPage = true });
            Assert.Equal(200, answer!.Status);
            Assert.True(new FileInfo(picture).Length > 2000, picture);
        }
    }

    private static string NameOf(string route) => route == "/" ? "home" : route.Trim('/').Replace('/', '-').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace(":guid", "", StringComparison.Ordinal);
}
