using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Figures for programs and spreadsheets: the same reading as the page.</summary>
static class FigureEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/figures", async ([AsParameters] FigureQuestion question, FigureBoard board, HttpContext http, CancellationToken cancel) =>
            (await board.Run(question, cancel)).ToHttp(http)).Needs(OrganizationAccess.SeeFigures).WithSummary("一个单位及其下级在一段日子里的数字，每个数字都能点到明细");
        routes.MapGet("/figures/export.csv", Csv).Needs(OrganizationAccess.SeeFigures);
        routes.MapGet("/figures/export.xlsx", Xlsx).Needs(OrganizationAccess.SeeFigures);
    }

    private static async Task Csv([AsParameters] FigureQuestion question, FigureBoard board, IStringLocalizer words, HttpContext http, CancellationToken cancel)
    {
        var result = await board.Run(question, cancel);
        if (result.IsOk) await Sheet.Csv(http, Name(result.Value), Heads(words), Lines(result.Value, words).ToAsyncEnumerable(), cancel);
        else await Answers.Refuse(http, result.Refusal!);
    }

    private static async Task Xlsx([AsParameters] FigureQuestion question, FigureBoard board, IStringLocalizer words, HttpContext http, CancellationToken cancel)
    {
        var result = await board.Run(question, cancel);
        if (result.IsOk) await Sheet.Xlsx(http, Name(result.Value), words["统计"].Value, Heads(words), Lines(result.Value, words).ToAsyncEnumerable(), cancel, numbers: ValueColumn);
        else await Answers.Refuse(http, result.Refusal!);
    }

    private const int ValueColumn = 4;

    private static readonly string[] Columns = ["单位编码", "单位", "方面", "数字", "数值", "计量单位", "口径"];

    private static string Name(FigureSheet sheet) => $"figures-{sheet.UnitCode ?? "all"}-{FigureSpan.Written(sheet.Span.First)}-{FigureSpan.Written(sheet.Span.Last)}";

    private static IEnumerable<string> Heads(IStringLocalizer words) => Columns.Select(head => words[head].Value);

    // One number a line: spreadsheets turn it into any table.
    private static IEnumerable<IEnumerable<string>> Lines(FigureSheet sheet, IStringLocalizer words) =>
        from table in sheet.Tables
        from line in table.Parts.Prepend(table.Whole)
        from cell in table.Definitions.Zip(line.Cells)
        select (IEnumerable<string>)
        [
            line.UnitCode ?? "", line.Alone ? words["{0}（本级自办）", line.UnitName ?? ""].Value : line.UnitName ?? words["我管的全部"].Value, words[table.Title].Value, words[cell.First.Chinese].Value,
            cell.Second.Value?.ToString(CultureInfo.InvariantCulture) ?? "", words[cell.First.Unit].Value, words[cell.First.Definition].Value,
        ];
}
