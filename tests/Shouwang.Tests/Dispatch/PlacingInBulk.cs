using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The page on which a clerk sends a file of needs: a trial first, then written, then sent again by mistake.</summary>
public sealed class PlacingInBulk
{
    private static readonly string Csv = $"站点编码,服务编码,姓名,电话,地址\n{LittleDistrict.PineCode},shopping,王大爷,13800002222,1号楼101\n{LittleDistrict.PineCode},massage,张,1,2号楼\n";

    [DatabaseTheory]
    [InlineData("utf-8", true)]
    [InlineData("gb18030", false)]
    public async Task A_trial_names_the_faulty_row_and_the_same_file_twice_changes_nothing(Engine engine, string encoding, bool mark)
    {
        await using var town = await DispatchTown.On(engine);
        var clerk = await town.House.LogIn(town.Clerk);
        var text = Encoding.GetEncoding(encoding);
        byte[] file = [.. mark ? text.GetPreamble() : [], .. text.GetBytes(Csv)];

        var trial = await Send(clerk, file);
        Assert.Contains("共 2 行，可收 1，以前已收 0，有问题 1", Outcome(trial), StringComparison.Ordinal);
        Assert.All(trial.QuerySelectorAll("tbody tr td:first-child"), cell => Assert.Equal("3", cell.TextContent));
        Assert.Equal(["电话", "服务编码"], trial.QuerySelectorAll("tbody tr td:nth-child(2)").Select(cell => cell.TextContent));
        Assert.Equal(0, await town.House.Read(db => db.Orders().CountAsync()));

        Assert.Contains("共 2 行，新收 1，以前已收 0，没收 1", Outcome(await Apply(clerk, trial)), StringComparison.Ordinal);
        Assert.Contains("共 2 行，新收 0，以前已收 1，没收 1", Outcome(await Apply(clerk, trial)), StringComparison.Ordinal);
        Assert.Contains("可收 0，以前已收 1，有问题 1", Outcome(await Send(clerk, file)), StringComparison.Ordinal);
        Assert.Equal(1, await town.House.Read(db => db.Orders().CountAsync()));
    }

    [DatabaseTheory]
    public async Task The_template_can_be_read_and_is_refused_as_it_stands(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var clerk = await town.House.LogIn(town.Clerk);
        var template = await clerk.GetByteArrayAsync(new Uri("/orders/batch/template.csv", UriKind.Relative));
        var trial = await Send(clerk, template);
        Assert.Contains("共 1 行，可收 0，以前已收 0，有问题 1", Outcome(trial), StringComparison.Ordinal);
        Assert.Equal(["电话"], trial.QuerySelectorAll("tbody tr td:nth-child(2)").Select(cell => cell.TextContent).Distinct());
    }

    [DatabaseTheory]
    public async Task Without_a_file_or_with_a_wrong_one_the_page_says_so(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var clerk = await town.House.LogIn(town.Clerk);
        foreach (var (file, words) in new[] { (Array.Empty<byte>(), "请先选一个文件"), ([0x61, 0xFF, 0xFF, 0x00], "UTF-8"), (new byte[3_000_000], "超过 2 MB") })
        {
            using var answer = await clerk.Upload("/orders/batch", "form[enctype]", [("file", "needs.csv", file)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(words, (await answer.Document()).QuerySelector("[data-error-summary]")!.TextContent, StringComparison.Ordinal);
        }
        var leader = await town.House.LogInAs(Role.Leader, town.House.District.Pine);
        using var refused = await leader.GetAsync(new Uri("/orders/batch", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static string Outcome(IHtmlDocument page) => page.QuerySelector("#outcome")!.TextContent;

    private static async Task<IHtmlDocument> Send(HttpClient clerk, byte[] file)
    {
        using var answer = await clerk.Upload("/orders/batch", "form[enctype]", [("file", "needs.csv", file)]);
        return await answer.Document();
    }

    private static async Task<IHtmlDocument> Apply(HttpClient clerk, IHtmlDocument trial)
    {
        var fields = trial.QuerySelectorAll<IHtmlInputElement>("form:has([name=content]) input[type=hidden]").Select(input => KeyValuePair.Create(input.Name!, input.Value));
        using var answer = await clerk.PostAsync(new Uri("/orders/batch", UriKind.Relative), new FormUrlEncodedContent(fields));
        return await answer.Document();
    }
}
