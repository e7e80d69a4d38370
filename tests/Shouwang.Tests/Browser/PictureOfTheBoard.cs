using Microsoft.Playwright;

namespace Shouwang.Browser;

/// <summary>The picture in the README: the board of the demo district, as a dispatcher finds it.</summary>
[Collection(nameof(BrowserTests))]
[Trait("Category", "Pictures")]
public sealed class PictureOfTheBoard(Chromium chromium)
{
    private static readonly string Folder = Architecture.Sources.Folder("docs", "pictures");

    [Fact]
    public async Task Is_made_from_the_demo_itself()
    {
        var data = Directory.CreateTempSubdirectory("shouwang-picture-").FullName;
        try
        {
            var demo = await ShouwangProcess.Verb("demo", "--data", data, "--volunteers", "1500", "--doors", "3060", "--orders", "300", "--password", "demo-for-pictures");
            Assert.True(demo.Exit == 0, demo.Complained);
            await using var house = await ShouwangProcess.Serve("--data", data);
            await using var context = await chromium.Open(house.Address);
            var page = await context.NewPageAsync();
            await LogIn(page, "diaodu", "demo-for-pictures");
            await Take(page, "/board", "board.png");
            await page.GotoAsync("/board");
            await page.Locator("tbody a").Nth(2).ClickAsync();
            await Take(page, null, "order.png");
        }
        finally { Directory.Delete(data, recursive: true); }
    }

    private static async Task LogIn(IPage page, string name, string password)
    {
        await page.GotoAsync("/log-in");
        await page.FillAsync("[name=name]", name);
        await page.FillAsync("[name=password]", password);
        await page.Locator("form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/today");
    }

    private static async Task Take(IPage page, string? address, string name)
    {
        if (address is not null) await page.GotoAsync(address);
        await page.WaitForLoadStateAsync(LoadState.Load);
        Directory.CreateDirectory(Folder);
        var picture = Path.Combine(Folder, name);
        await page.ScreenshotAsync(new() { Path = picture });
        Assert.True(new FileInfo(picture).Length > 20_000, picture);
    }
}
