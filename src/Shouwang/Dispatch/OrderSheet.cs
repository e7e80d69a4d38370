using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Dispatch;

/// <summary>Orders as a table for a spreadsheet: masked, and safe against cells that a spreadsheet would take for formulas.</summary>
static class OrderSheet
{
    public static readonly string[] Heads = ["单号", "需要", "单位", "居民", "状态", "异常", "缓急", "来源", "点单时间", "计划开始", "期限", "已接人数", "所需人数"];

    public static IEnumerable<string> Cells(OrderBoard.Row row, IStringLocalizer words) =>
    [
        row.Number, row.Shown, row.UnitName, row.Who, words[Term.Of(row.State)], words[Term.Of(row.Exception)], words[Term.Of(row.Urgency)], words[Term.Of(row.Source)],
        Time(row.PlacedAt), Time(row.From), Time(row.DueAt), row.Held.ToString(CultureInfo.InvariantCulture), row.People.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>A leading = + - @ or control character would run as a formula; an apostrophe keeps it text.</summary>
    public static string Harmless(string cell) => cell is [('=' or '+' or '-' or '@' or '\t' or '\r' or '\n'), ..] ? "'" + cell : cell;

    /// <summary>One line by RFC 4180.</summary>
    public static string CsvLine(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => Quoted(Harmless(cell)))) + "\r\n";

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    public static async Task<byte[]> Workbook(IAsyncEnumerable<OrderBoard.Row> rows, IStringLocalizer words, CancellationToken cancel)
    {
        using var file = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var part = book.AddWorkbookPart();
            var sheet = part.AddNewPart<WorksheetPart>();
            var data = new SheetData(Line(Heads.Select(head => words[head].Value)));
            await foreach (var row in rows.WithCancellation(cancel)) data.Append(Line(Cells(row, words)));
            sheet.Worksheet = new Worksheet(data);
            part.Workbook = new Workbook(new Sheets(new Sheet { Id = part.GetIdOfPart(sheet), SheetId = 1, Name = words["工单"].Value }));
        }
        return file.ToArray();
    }

    // Inline text is never a formula, whatever it begins with.
    private static Row Line(IEnumerable<string> cells) =>
        new(cells.Select(cell => new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(cell)) }));

    private static string Time(DateTimeOffset at) => LocalTime.Here(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
