using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Shouwang.Host;

/// <summary>A table that leaves the house as a file for a spreadsheet. No cell runs as a formula.</summary>
static class Sheet
{
    public static async Task Csv(HttpContext http, string file, IEnumerable<string> heads, IAsyncEnumerable<IEnumerable<string>> rows, CancellationToken cancel)
    {
        Name(http, "text/csv; charset=utf-8", file + ".csv");
        await using var text = new StreamWriter(http.Response.Body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await text.WriteAsync(CsvText.Row(heads));
        await foreach (var row in rows.WithCancellation(cancel)) await text.WriteAsync(CsvText.Row(row));
    }

    public static Task Xlsx(HttpContext http, string file, string title, IEnumerable<string> heads, IAsyncEnumerable<IEnumerable<string>> rows, CancellationToken cancel, params int[] numbers) =>
        Xlsx(http, file, title, heads, rows, null, cancel, numbers);

    /// <param name="mark">Stands at the foot of every printed page; null for nothing.</param>
    public static async Task Xlsx(HttpContext http, string file, string title, IEnumerable<string> heads, IAsyncEnumerable<IEnumerable<string>> rows, string? mark, CancellationToken cancel, params int[] numbers)
    {
        using var bytes = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var part = book.AddWorkbookPart();
            var sheet = part.AddNewPart<WorksheetPart>();
            var (data, count) = (new SheetData(Line(heads)), 1);
            await foreach (var row in rows.WithCancellation(cancel))
            {
                // A sheet that ended there would look like all of it.
                if (++count > SheetReader.MostRows)
                {
                    await Answers.Refuse(http, new Refusal("host.table.too-many-rows", ("most", SheetReader.MostRows)));
                    return;
                }
                data.Append(Line(row, numbers));
            }
            sheet.Worksheet = new Worksheet(data);
            // An ampersand would begin a command of the footer.
            if (mark is not null) sheet.Worksheet.Append(new HeaderFooter(new OddFooter("&C" + mark.Replace("&", "&&", StringComparison.Ordinal))));
            part.Workbook = new Workbook(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = part.GetIdOfPart(sheet), SheetId = 1, Name = title }));
        }
        Name(http, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file + ".xlsx");
        await http.Response.Body.WriteAsync(bytes.ToArray(), cancel);
    }

    // Inline text is never a formula, whatever it begins with; only the columns of numbers hold what can be added up.
    private static Row Line(IEnumerable<string> cells, params int[] numbers) => new(cells.Select((cell, column) =>
        numbers.Contains(column) && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? new Cell { DataType = CellValues.Number, CellValue = new CellValue(cell) }
            : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(cell)) }));

    private static void Name(HttpContext http, string type, string file)
    {
        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = "attachment; filename=" + file;
        http.Response.Headers.CacheControl = "no-store";
    }
}
