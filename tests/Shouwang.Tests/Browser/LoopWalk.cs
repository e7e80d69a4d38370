using System.Globalization;
using Microsoft.Playwright;
using Shouwang.Dispatch;
using Shouwang.Organization;

namespace Shouwang.Browser;

/// <summary>
/// One need on its whole way through a real browser: a resident at his door, the dispatcher of the station, a volunteer on
/// his phone; each sees only what his role allows. With script it is counted what everybody has to do; without script the
/// same way is gone by plain forms.
/// </summary>
sealed class LoopWalk : IAsyncDisposable
{
    private const string Kind = "代购物品", Resident = "李桂兰", Door = "1号楼2单元301", Phone = "13800002222", VolunteerPhone = "13900000001";
    private static readonly string[] Steps = ["点单（居民扫码，一般）", "第 1 批派单", "接单（第 1 个名额）", "出发", "签到", "签退", "服务完成（1 人）", "居民评价 5 星"];

    private readonly Chromium chromium;
    private readonly DispatchTown town;
    private readonly bool script;
    private readonly string? pictures;
    private readonly List<IBrowserContext> contexts = [];
    private readonly List<string> faults = [];
    private int taps, keys, taken;

    private LoopWalk(Chromium chromium, DispatchTown town, bool script, string? pictures) => (this.chromium, this.town, this.script, this.pictures) = (chromium, town, script, pictures);

    public static async Task Go(Chromium chromium, Engine engine, bool script = true, string? pictures = null)
    {
        await using var walk = new LoopWalk(chromium, await DispatchTown.On(engine), script, pictures);
        try { await walk.Go(); }
        catch (Exception e) when (e is PlaywrightException or TimeoutException && walk.faults.Count > 0) { throw new InvalidOperationException(string.Join('\n', walk.faults), e); }
        Assert.Empty(walk.faults);
    }

    private async Task Go()
    {
        var district = town.House.District;
        var dispatcher = await town.House.Hire(Role.Dispatcher, district.Pine, "松林调度员");
        await town.Enlist(metres: 300);
        var doorCode = (await town.House.Run<MakeDoorCodes, Result<IReadOnlyList<MadeDoorCode>>>(town.Clerk, use => use.Run(LittleDistrict.PineCode, DoorCodeKind.Door, Door, default))).Value[0].Code;

        var (resident, staff, phone) = (await Open(Screen.Phone), await Open(Screen.Console, await town.House.Token(ActorKind.Staff, dispatcher.Id.Value)), await Open(Screen.Phone));
        await staff.GotoAsync("/board");
        await Expect(staff, "没有未办完的单");

        var code = await Place(resident, doorCode);
        var number = await Appears(staff);
        await Dispatch(staff, number);
        await LogIn(phone);
        await Serve(phone, number, resident, code);
        await Review(resident, code);
        await Closed(staff, number);
        await Hours(phone);
        if (script) foreach (var page in new[] { resident, staff, phone }) await NothingStaysIn(page);
    }

    // The next user of the phone or the console may look into its browser's storage.
    private static async Task NothingStaysIn(IPage page)
    {
        var stored = await page.EvaluateAsync<string>("async () => JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, location.href, (await indexedDB.databases()).map(base => base.name), 'caches' in window ? await caches.keys() : []])");
        var cookies = string.Concat((await page.Context.CookiesAsync()).Select(cookie => Uri.UnescapeDataString(cookie.Value)));
        foreach (var secret in new[] { Resident, Phone, Door, VolunteerPhone }) Assert.DoesNotContain(secret, stored + cookies, StringComparison.Ordinal);
    }

    private async Task<string> Place(IPage page, string doorCode)
    {
        await page.GotoAsync("/q/" + doorCode);
        Assert.DoesNotContain("301", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await Picture(page, "code-scanned");
        taps = 0;
        await Tap(page.Locator("label.tile", new() { HasText = Kind }));
        await Tap(page.Locator("input[name=name]"));
        await page.Keyboard.TypeAsync(Resident);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Phone);
        await Picture(page, "need-typed");
        await Send(page, page.Locator("main form .btn-primary"), "**/placed*");
        Assert.InRange(taps, 1, 3);
        await Picture(page, "placed");
        return string.Concat((await page.Locator(".code-value").InnerTextAsync()).Where(char.IsAsciiLetterOrDigit));
    }

    // The board was opened before the need was placed: with script it shows the row by itself.
    private async Task<string> Appears(IPage board)
    {
        if (script) await board.EvaluateAsync("() => window.neverLoadedAgain = true");
        else await board.GotoAsync("/board");
        var row = board.Locator("#board tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync(Kind);
        if (script) Assert.True(await board.EvaluateAsync<bool>("() => window.neverLoadedAgain === true"), "the board was loaded anew");
        var text = await row.InnerTextAsync();
        foreach (var secret in new[] { Resident, Phone, Door }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        await Picture(board, "board-need");
        return await row.Locator("a").EvaluateAsync<string>("a => a.getAttribute('href').split('/').pop()");
    }

    private async Task Dispatch(IPage page, string number)
    {
        keys = 0;
        if (script)
        {
            await Press(page, "j");
            await Press(page, "Enter");
            await page.WaitForURLAsync("**/orders/" + number);
            await Assertions.Expect(page.Locator("button[data-key=a]")).ToBeVisibleAsync();
            await Picture(page, "card");
            await Press(page, "a");
            Assert.InRange(keys, 1, 4);
        }
        else
        {
            await page.GotoAsync("/orders/" + number);
            await page.Locator("button[data-key=a]").ClickAsync();
        }
        await Assertions.Expect(page.Locator(".page-head, main").First).ToContainTextAsync("已派单");
        await Picture(page, "dispatched");
    }

    // As a volunteer does: the phone number, and the code that the demo's phone shows.
    private async Task LogIn(IPage page)
    {
        await page.GotoAsync("/my");
        await page.WaitForURLAsync("**/my/log-in*");
        await page.FillAsync("input[name=phone]", VolunteerPhone);
        await page.Locator("main form .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("input[name=code]")).ToBeVisibleAsync();
        var texts = await page.Context.NewPageAsync();
        await texts.GotoAsync("/demo/inbox");
        var text = await texts.Locator("main strong").First.InnerTextAsync();
        await texts.CloseAsync();
        await page.FillAsync("input[name=code]", string.Concat(text.Where(char.IsAsciiDigit))[..6]);
        await Send(page, page.Locator("main form .btn-primary"), "**/my");
    }

    private async Task Serve(IPage page, string number, IPage resident, string code)
    {
        await Expect(page, "有人需要您", Kind);
        await Expect(page, "钱物当面点清"); // the safety rule, before he says yes
        await Picture(page, "offered");
        await Send(page, page.Locator("button[value=accept]"), "**/my/orders/" + number);
        await Expect(page, "已接单");
        await Step(resident, code, "有 1 位志愿者接了单");
        await Tap(page.Locator("form:has(input[value=reveal]) button"));
        await Expect(page, Resident, Phone, Door);
        await Picture(page, "accepted");

        await Pass(50);
        await page.GotoAsync("/my");
        await Send(page, page.Locator("button[value=set-out]"), "**/my/orders/" + number);
        await Expect(page, "在路上");
        await Step(resident, code, "志愿者已经出发");
        await Pass(12);
        await Send(page, page.Locator("button[value=check-in]"), "**/my/orders/" + number);
        await Expect(page, "已签到");
        await Step(resident, code, "志愿者正在服务");
        await Picture(page, "serving");
        await Pass(42);
        await page.FillAsync("textarea[name=handOverNote]", "米放在门口");
        await Send(page, page.Locator("form:has(textarea[name=handOverNote]) .btn-primary"), "**/my/orders/" + number);
        await Expect(page, "已签退");
        await Picture(page, "served");
    }

    private async Task Review(IPage page, string code)
    {
        await Step(page, code, "已经办完");
        await Picture(page, "to-review");
        await Tap(page.Locator("label.tile", new() { HasText = "很满意" }));
        await page.FillAsync("textarea[name=text]", "谢谢，来得很准时");
        await Send(page, page.Locator("form:has(input[name=stars]) .btn-primary"), "**/t/" + code);
        await Expect(page, "谢谢您的评价：5 星");
        await Picture(page, "reviewed");
    }

    private async Task Closed(IPage page, string number)
    {
        await page.GotoAsync("/board");
        await Expect(page, "没有未办完的单");
        await page.GotoAsync("/board?state=Reviewed");
        await Assertions.Expect(page.Locator("#board tbody tr")).ToContainTextAsync("已评价");
        await page.GotoAsync("/orders/" + number);
        await Expect(page, "米放在门口", "谢谢，来得很准时");
        var told = await page.Locator("ol.history li").AllInnerTextsAsync();
        Assert.Contains("居民", told[^1], StringComparison.Ordinal); // whoever placed it without log-in is no "system"
        Assert.Equal(Steps.Length, Steps.Count(step => told.Any(line => line.Contains(step, StringComparison.Ordinal))));
        Assert.Equal(Steps, told.Reverse().Select(line => Steps.FirstOrDefault(step => line.Contains(step, StringComparison.Ordinal))).OfType<string>());
        await Picture(page, "history");
    }

    private async Task Hours(IPage page)
    {
        await page.GotoAsync("/my/hours");
        await Expect(page, "42 分", "路途 12 分钟（不计入）");
        await Picture(page, "hours");
    }

    private static async Task Step(IPage resident, string code, string words)
    {
        await resident.GotoAsync("/t/" + code);
        await Expect(resident, words);
        var text = await resident.Locator("main").InnerTextAsync();
        foreach (var secret in new[] { "样例志愿者", Resident, Phone, Door }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private Task Pass(int minutes) => town.Pass(TimeSpan.FromMinutes(minutes));

    private static async Task Expect(IPage page, params string[] words)
    {
        foreach (var word in words) await Assertions.Expect(page.Locator("main")).ToContainTextAsync(word);
    }

    private async Task Send(IPage page, ILocator button, string arrivesAt)
    {
        await Tap(button);
        await page.WaitForURLAsync(arrivesAt);
    }

    private async Task Tap(ILocator target)
    {
        taps++;
        await target.TapAsync();
    }

    private async Task Press(IPage page, string key)
    {
        keys++;
        await page.Keyboard.PressAsync(key);
    }

    private async Task<IPage> Open(Screen screen, string? token = null)
    {
        var context = await chromium.Open(town.House, screen, Manner.All[0], token, script);
        contexts.Add(context);
        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        page.Response += (_, answer) => { if (answer.Status >= 400) faults.Add($"{answer.Status} {answer.Request.Method} {answer.Url}"); };
        return page;
    }

    private async Task Picture(IPage page, string name)
    {
        if (pictures is null) return;
        Directory.CreateDirectory(pictures);
        await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, string.Create(CultureInfo.InvariantCulture, $"loop-{++taken:00}-{name}.png")), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts) await context.DisposeAsync();
        await town.DisposeAsync();
    }
}
