using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Shouwang.Host;

/// <summary>Tables that people bring, up to the edges of what their programs write.</summary>
public sealed class ReadingTables
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_048_575)]
    [InlineData(1_048_576)]
    [InlineData(1_048_577)]
    public void As_many_rows_come_out_as_went_in(int rows)
    {
        using var csv = new MemoryStream();
        using (var text = new StreamWriter(csv, new UTF8Encoding(true), 1 << 16, leaveOpen: true))
            for (var i = 0; i < rows; i++) text.Write(CsvText.Row([Cell(i)]));
        Assert.Equal((rows, Sum(rows)), Count(csv, null));
        if (rows > SheetReader.MostRows) return;
        using var book = Workbook(("甲", rows));
        Assert.Equal((rows, Sum(rows)), Count(book, null));
    }

    [Fact]
    public void A_sheet_is_chosen_by_its_name_and_a_wrong_name_is_answered_with_the_right_ones()
    {
        using var book = Workbook(("甲", 2), ("乙", 3));
        Assert.Equal(2, Count(book, null).Rows);
        Assert.Equal(3, Count(book, "乙").Rows);
        var no = Assert.Throws<TableException>(() => TableFile.Of(book, "丙")).Why;
        Assert.Equal(("host.table.no-sheet", "甲、乙"), (no.Code, no.Facts["sheets"]));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("gb18030", false)]
    [InlineData("gbk", false)]
    public void Text_is_read_in_the_encodings_of_offices_here(string encoding, bool mark)
    {
        var by = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? new UTF8Encoding(mark);
        using var file = new MemoryStream([.. by.GetPreamble(), .. by.GetBytes("姓名,电话\r\n\"王,小明\",\"说\"\"好\"\"\"\r\n")]);
        var rows = TableFile.Of(file, null).Rows().ToList();
        Assert.Equal(["姓名", "电话"], rows[0].Cells);
        Assert.Equal(["王,小明", "说\"好\""], rows[1].Cells);
    }

    [Fact]
    public void What_a_workbook_holds_is_read_as_people_see_it()
    {
        const string row = "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\"><v>1.3800001111E10</v></c><c r=\"D3\" t=\"str\"><f>1+1</f><v>2</v></c><c r=\"E3\" t=\"inlineStr\"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>";
        using var book = Workbook([("甲", row)], "<si><t>不是</t></si><si><t>王</t><rPh><t>wang</t></rPh></si>");
        var read = Assert.Single(TableFile.Of(book, null).Rows());
        Assert.Equal((3, "王||13800001111|2|甲乙"), (read.Number, string.Join('|', read.Cells)));
    }

    [Fact]
    public void What_cannot_be_read_is_refused_by_name()
    {
        using var half = Workbook(("甲", 50_000));
        half.SetLength(half.Length / 2);
        foreach (var (file, code) in new (Stream, string)[]
        {
            (new MemoryStream([0x61, 0xFF, 0xFF, 0x00]), "host.table.encoding"), (new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0xA1]), "host.table.old-workbook"),
            (half, "host.table.no-workbook"), (new MemoryStream("a\n\"b\n"u8.ToArray()), "host.table.broken-row"),
            (Workbook([("甲", "<row r=\"1\"><c t=\"str\"><v>&bomb;</v></c></row>")], "", "<!DOCTYPE x [<!ENTITY bomb \"b\">]>"), "host.table.no-workbook"),
        })
            Assert.Equal(code, Assert.Throws<TableException>(() => TableFile.Of(file, null).Rows().Count()).Why.Code);
    }

    private static string Cell(int row) => (row * 7L).ToString(CultureInfo.InvariantCulture);

    private static long Sum(int rows) => 7L * rows * (rows - 1) / 2;

    private static (int Rows, long Sum) Count(Stream file, string? sheet)
    {
        var (rows, sum) = (0, 0L);
        foreach (var row in TableFile.Of(file, sheet).Rows())
        {
            Assert.Equal(++rows, row.Number);
            sum += long.Parse(Assert.Single(row.Cells), CultureInfo.InvariantCulture);
        }
        return (rows, sum);
    }

    private static MemoryStream Workbook(params (string Name, int Rows)[] sheets) => Workbook(
        [.. sheets.Select(sheet => (sheet.Name, string.Concat(Enumerable.Range(0, sheet.Rows).Select(i => $"<row r=\"{i + 1}\"><c r=\"A{i + 1}\"><v>{Cell(i)}</v></c></row>"))))], "");

    private static MemoryStream Workbook((string Name, string Rows)[] sheets, string texts, string doctype = "")
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string xml)
            {
                using var text = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
                text.Write(xml);
            }
            Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>{string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" r:id=\"r{i}\"/>"))}</sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships>{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i}\" Target=\"worksheets/sheet{i}.xml\"/>"))}</Relationships>");
            if (texts.Length > 0) Part("xl/sharedStrings.xml", $"<sst xmlns=\"{main}\">{texts}</sst>");
            for (var i = 0; i < sheets.Length; i++) Part($"xl/worksheets/sheet{i}.xml", $"{doctype}<worksheet xmlns=\"{main}\"><sheetData>{sheets[i].Rows}</sheetData></worksheet>");
        }
        return file;
    }
}
