namespace Shouwang.Volunteers;

public sealed class ReadingAListOfPeople
{
    private static readonly string[] Headings = ["序号", "志愿者姓名*", "联系电话（必填）", "性别", "出生日期", "特长", "语言"];
    private static readonly ImportColumns Columns = ImportColumns.Guess(Headings);

    [Fact]
    public void Headings_are_guessed_whatever_stands_around_the_word()
    {
        Assert.Equal((1, 2, 3, 4, 5, 6), (Columns.Of(ImportField.Name), Columns.Of(ImportField.Phone), Columns.Of(ImportField.Gender), Columns.Of(ImportField.BirthYear), Columns.Of(ImportField.Skills), Columns.Of(ImportField.Languages)));
        Assert.Null(Columns.Of(ImportField.Unit));
        Assert.Equal(ImportColumns.Signature(["姓名 ", "手机"]), ImportColumns.Signature(["姓名", "手机（必填）"]));
        Assert.NotEqual(ImportColumns.Signature(["姓名", "手机"]), ImportColumns.Signature(["手机", "姓名"]));
    }

    [Fact]
    public void A_mapping_needs_name_and_phone_in_columns_of_their_own()
    {
        Assert.Empty(Columns.Check(7));
        Assert.Equal(["volunteers.import.column-missing @Phone"], Said(new ImportColumns(new Dictionary<ImportField, int> { [ImportField.Name] = 0 }).Check(1)));
        Assert.Equal(["volunteers.import.column-twice @Phone"], Said(new ImportColumns(new Dictionary<ImportField, int> { [ImportField.Name] = 0, [ImportField.Phone] = 0 }).Check(1)));
        Assert.Equal(["volunteers.import.column-unknown @Phone"], Said(new ImportColumns(new Dictionary<ImportField, int> { [ImportField.Name] = 0, [ImportField.Phone] = 3 }).Check(2)));
    }

    [Theory]
    [InlineData("1988", 1988)]
    [InlineData("1988年5月", 1988)]
    [InlineData("1988-05-03", 1988)]
    [InlineData("19880503", 1988)]
    [InlineData("", null)]
    public void A_row_is_read_as_people_write_it(string born, int? year)
    {
        var person = Read("1", " 王小明 ", "+86 138-1234-5678", "女", born, "理发、driving，理发", "粤语;english").Value;
        Assert.Equal(("王小明", "13812345678", null, Gender.Female, year), (person.Name, person.Phone, person.Unit, person.Gender, person.BirthYear));
        Assert.Equal(["haircut", "driving"], person.Skills);
        Assert.Equal(["cantonese", "english"], person.Languages);
    }

    [Fact]
    public void A_short_row_lacks_what_it_lacks_and_every_fault_is_named_at_once()
    {
        Assert.Equal(["mandarin"], Read("1", "王小明", "13812345678").Value.Languages);
        Assert.Equal(["volunteers.volunteer.name-missing @Name", "volunteers.volunteer.phone @Phone"], Said(Read("1").Refusals));
        Assert.Equal(["volunteers.import.gender @Gender", "volunteers.volunteer.birth-year @BirthYear", "volunteers.skill.unknown-code @Skills", "volunteers.language.unknown-code @Languages"],
            Said(Read("1", "王", "13812345678", "也许", "88", "飞行", "世界语").Refusals));
        Assert.Equal(["volunteers.volunteer.birth-year @BirthYear"], Said(Read("1", "王", "13812345678", "", "2015").Refusals));
        Assert.Equal(["volunteers.volunteer.name-too-long @Name"], Said(Read("1", new string('王', 31), "13812345678").Refusals));
    }

    [Theory]
    [InlineData("a,b\r\n\"x\"\"y\",\"1\n2\"\n\n c ,\r\n", "1:a|b 2:x\"y|1\n2 5: c |")]
    [InlineData("", "")]
    [InlineData("a", "1:a")]
    public void A_text_is_read_row_by_row_as_it_is_at_once(string text, string rows)
    {
        Assert.Equal(rows, string.Join(' ', CsvText.Strictly(new StringReader(text)).Select(row => $"{row.Line}:{string.Join('|', row.Cells)}")));
        Assert.Equal(rows, string.Join(' ', CsvText.Read(text).Select(row => $"{row.Line}:{string.Join('|', row.Cells)}")));
    }

    [Fact]
    public void An_open_quote_does_not_swallow_the_rest_of_the_file_unnoticed()
    {
        Assert.Equal("2", Assert.Throws<FormatException>(() => CsvText.Strictly(new StringReader("a,b\n\"x,y\n1,2\n")).ToList()).Message);
        Assert.Equal("1", Assert.Throws<FormatException>(() => CsvText.Strictly(new StringReader(new string('x', CsvText.LongestCell + 1))).ToList()).Message);
    }

    [Fact]
    public void Counts_always_add_up_and_the_checksum_does_not_ask_for_an_order()
    {
        var one = ImportCount.None.And(made: true, rejected: false, 7).And(made: false, rejected: false, ulong.MaxValue).And(made: false, rejected: true, 5);
        var other = ImportCount.None.And(made: false, rejected: true, 5).And(made: true, rejected: false, 7).And(made: false, rejected: false, ulong.MaxValue);
        Assert.Equal(new ImportCount(3, 1, 1, 1, 11), one);
        Assert.Equal(one, other);
    }

    private static Result<ImportedPerson> Read(params string[] cells) => ImportedPerson.Read(cells, Columns, 2026);

    private static IEnumerable<string> Said(IEnumerable<Refusal> refusals) => refusals.Select(refusal => refusal.ToString());
}
