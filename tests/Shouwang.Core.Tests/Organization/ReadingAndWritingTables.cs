using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Foundation;

public sealed class ReadingAndWritingTables
{
    [Fact]
    public void Quoted_cells_hold_commas_quotes_and_line_breaks()
    {
        var rows = CsvText.Read("code,name\r\n1,\"a, \"\"b\"\"\nc\"\r\n\r\n2,d").ToList();
        Assert.Equal([1, 2, 5], rows.Select(row => row.Line));
        Assert.Equal(["1", "a, \"b\"\nc"], rows[1].Cells);
        Assert.Equal(["2", "d"], rows[2].Cells);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+86")]
    [InlineData("-2")]
    [InlineData("@sum")]
    [InlineData("\t=1")]
    [InlineData("＝1")]
    public void No_cell_is_taken_for_a_formula(string text) => Assert.StartsWith("\"'", CsvText.Cell(text), StringComparison.Ordinal);

    [Fact]
    public void What_is_written_reads_back()
    {
        var cells = ArbMap.Default.ArbFor<string>().Generator.Where(text => text is { Length: > 0 } && !"=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal) && text[0] != '"');
        Prop.ForAll(cells.ListOf(3).ToArbitrary(), row => CsvText.Read("x," + CsvText.Row(row)).Single().Cells.Skip(1).SequenceEqual(row)).QuickCheckThrowOnFailure();
    }
}
