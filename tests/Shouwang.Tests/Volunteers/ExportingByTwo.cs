using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>明文导出: a list with readable names and phones leaves the house only by two persons, for a day, a few times, with the name of whoever took it in every row.</summary>
public sealed class ExportingByTwo
{
    private const string Reason = "样例：核对保险名单，用后销毁";

    [DatabaseTheory]
    public async Task Two_persons_export_a_list_each_row_carries_the_mark_and_the_figure_opens_to_it(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (pine, name) = (house.District.Pine, "=样例志愿者");
        await house.Enlist(name, pine);
        var (first, second) = (await house.Hire(Role.Clerk, pine, "样例甲"), await house.Hire(Role.Leader, house.District.East, "样例乙"));
        var client = await house.LogIn(first);
        using var asked = await client.Submit("/volunteers/exports/new", "form.card", ("reason", Reason));
        Assert.Equal("/volunteers/exports?asked=1", asked.Headers.Location!.OriginalString);
        Assert.Null((await client.Page("/volunteers/exports")).QuerySelector("form[action$='/file']"));

        using var agreed = await (await house.LogIn(second)).Submit("/two-person", "form:has(button.btn-primary)");
        Assert.Equal(HttpStatusCode.SeeOther, agreed.StatusCode);
        Assert.Null((await (await house.LogIn(second)).Page("/volunteers/exports")).QuerySelector("form[action$='/file']"));

        using var csv = await client.Submit("/volunteers/exports", "form[action$='/file']", ("format", "csv"));
        var text = await csv.Content.ReadAsStringAsync();
        var number = Assert.Single(await house.Read(db => db.PlainExports().AsNoTracking().ToListAsync())).Number;
        Assert.Equal(HttpStatusCode.OK, csv.StatusCode);
        Assert.Contains("139000000", text, StringComparison.Ordinal);
        Assert.Contains("\"'" + name, text, StringComparison.Ordinal);
        Assert.All(text.Trim().Split('\n').Skip(1), row => Assert.Contains($"{number} 样例甲 ", row, StringComparison.Ordinal));
        Assert.Equal("no-store", csv.Headers.CacheControl!.ToString());

        using var xlsx = await client.Submit("/volunteers/exports", "form[action$='/file']", ("format", "xlsx"));
        using var book = SpreadsheetDocument.Open(new MemoryStream(await xlsx.Content.ReadAsByteArrayAsync()), false);
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        Assert.Empty(sheet.Descendants<CellFormula>());
        Assert.Contains(number, sheet.Descendants<OddFooter>().Single().Text, StringComparison.Ordinal);

        var figures = await client.GetStringAsync(new Uri($"/api/figures?unit={pine.Code}&span=month", UriKind.Relative));
        Assert.Contains("volunteers.exports.plain", figures, StringComparison.Ordinal);
        Assert.Equal("1", (await client.Page($"/volunteers/exports?unit={pine.Code}")).QuerySelector("[data-total]")!.GetAttribute("data-total"));
        var fetched = await house.Read(db => db.Facts().Where(fact => fact.Type == "volunteers.export.fetched").ToListAsync());
        Assert.Equal(2, fetched.Count);
        Assert.All(fetched, fact => Assert.DoesNotContain("样例志愿者", fact.Payload, StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task It_is_fetched_by_its_asker_only_three_times_only_and_for_a_day_only(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await house.Enlist("样例志愿者", house.District.Pine);
        var (first, second) = (await house.Hire(Role.Clerk, house.District.Pine), await house.Hire(Role.Clerk, house.District.Pine));
        var export = await Agreed(house, first, second);
        Assert.Equal("volunteers.export.not-yours", (await Fetch(house, second, export)).Refusal!.Code);
        Assert.Equal("volunteers.export.unknown", (await Fetch(house, await house.Hire(Role.Clerk, house.District.River), export)).Refusal!.Code);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Fetch(house, first, export)));
        Assert.Equal(PlainExport.MostFetches, answers.Count(answer => answer.IsOk));
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal("volunteers.export.fetched-out", answer.Refusal!.Code));

        var late = await Agreed(house, first, second);
        house.Clock.Advance(PlainExport.OpenFor);
        Assert.Equal("volunteers.export.expired", (await Fetch(house, first, late)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task Nobody_to_export_no_purpose_and_no_right_are_refused_and_what_was_typed_stays(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        _ = await house.Hire(Role.Leader, house.District.Pine);
        using var nobody = await clerk.Submit("/volunteers/exports/new", "form.card", ("reason", Reason), ("duty", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.StatusCode);
        Assert.Equal(Reason, (await nobody.Document()).QuerySelector("textarea[name=reason]")!.TextContent.Trim());
        await house.Enlist("样例志愿者", house.District.Pine);
        using var silent = await clerk.Submit("/volunteers/exports/new", "form.card", ("reason", "要"));
        Assert.NotNull((await silent.Document()).QuerySelector("#reason-error"));
        using var far = await clerk.Submit("/volunteers/exports/new", "form.card", ("reason", Reason), ("unit", house.District.River.Code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, far.StatusCode);
        Assert.Equal(0, await house.Read(db => db.PlainExports().CountAsync()));
    }

    private static async Task<PlainExportId> Agreed(TestHouse house, Employee first, Employee second)
    {
        var request = (await house.Run<AskPlainExport, Result<TwoPersonRequestId>>(first, use => use.Run(new WantedExport(first.Unit.Code, null, null, false), Reason, default))).Value;
        _ = (await house.Run<AnswerSecondPerson, Result<Done>>(second, use => use.Run(request, true, null, default))).Value;
        return await house.Read(db => db.PlainExports().OrderByDescending(e => e.Id).Select(e => e.Id).FirstAsync());
    }

    private static Task<Result<FetchedExport>> Fetch(TestHouse house, Employee who, PlainExportId export) =>
        house.Run<FetchPlainExport, Result<FetchedExport>>(who, use => use.Run(export, default));
}
