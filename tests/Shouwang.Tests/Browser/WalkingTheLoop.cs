namespace Shouwang.Browser;

/// <summary>点单—派单—接单—评单 in a real browser: three taps for the resident, three keys for the dispatcher, one button at a time for the volunteer.</summary>
[Collection(nameof(BrowserTests))]
[Trait("Category", "Browser")]
public sealed class WalkingTheLoop(Chromium chromium)
{
    [DatabaseTheory]
    public Task A_need_goes_its_whole_way_through_three_browsers(Engine engine) => LoopWalk.Go(chromium, engine);

    [Fact]
    public Task It_goes_the_same_way_without_script() => LoopWalk.Go(chromium, Engine.Sqlite, script: false);
}

/// <summary>The same way in pictures, for people to look at: <c>./test --pictures</c>.</summary>
[Collection(nameof(BrowserTests))]
[Trait("Category", "Pictures")]
public sealed class PicturesOfTheLoop(Chromium chromium)
{
    [Fact]
    public async Task Are_taken_at_each_step()
    {
        await LoopWalk.Go(chromium, Engine.Sqlite, pictures: Pictures.Folder);
        Assert.True(Directory.GetFiles(Pictures.Folder, "loop-*.png").Length >= 14);
    }
}
