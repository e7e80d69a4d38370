using System.Text;
using CsvHelper;

namespace Shouwang.Dispatch;

/// <summary>One row of a file: its line and what it says.</summary>
public sealed record BatchRow(int Line, OrderRequest Request);

/// <summary>Reads a CSV file of needs: UTF-8 with or without mark, or GBK as office programs here save it; column names in Chinese or English.</summary>
static class ReadBatch
{
    public const int MostRows = 5000;

    private static readonly (string Field, string Chinese, bool Needed)[] Columns =
    [
        ("unit", "站点编码", true), ("kind", "服务编码", true), ("name", "姓名", true), ("phone", "电话", true), ("address", "地址", true),
        ("note", "说明", false), ("urgency", "缓急", false), ("from", "希望时间", false), ("wishedGender", "性别意愿", false), ("wishedLanguage", "语言意愿", false),
    ];

    /// <summary>The name of the column for a field of the request; null when the file has no such column.</summary>
    public static string? ColumnOf(string? field) => Columns.FirstOrDefault(column => column.Field == field).Chinese;

    /// <summary>An empty file to fill in: the columns, and a row that shows how and is refused as it stands.</summary>
    public static string Template(string station, string kind) => '\uFEFF' + CsvText.Row(Columns.Select(column => column.Chinese))
        + CsvText.Row([station, kind, "李奶奶（示例，请改）", "填手机号", "3号楼2单元501", "米和油，三楼没有电梯", "一般", "", "女", ""]);

    static ReadBatch() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Result<IReadOnlyList<BatchRow>> Of(byte[] file)
    {
        if (Text(file) is not { } text) return new Refusal("dispatch.batch.encoding").At("file");
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { TrackLineNumbers = true, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw });
        try { return Rows(csv); }
        catch (CsvFormatException) { return new Refusal("dispatch.batch.malformed", ("line", csv.LineNumber)).At("file"); }
    }

    private static Result<IReadOnlyList<BatchRow>> Rows(CsvReader csv)
    {
        csv.ReadHeader();
        var header = csv.Headers.ToArray().Select(name => name.Trim()).ToList();
        if (header.Count == 0) return new Refusal("dispatch.batch.empty").At("file");
        var at = Columns.ToDictionary(c => c.Field, c => header.FindIndex(name => name == c.Chinese || name.Equals(c.Field, StringComparison.OrdinalIgnoreCase)));
        var missing = Columns.Where(c => c.Needed && at[c.Field] < 0).Select(c => c.Chinese).ToList();
        if (missing.Count > 0) return new Refusal("dispatch.batch.columns", ("missing", string.Join("、", missing))).At("file");
        var rows = new List<BatchRow>();
        while (csv.Read())
        {
            if (rows.Count == MostRows) return new Refusal("dispatch.batch.too-many", ("most", MostRows)).At("file");
            string? Cell(string field) => at[field] >= 0 && at[field] < csv.FieldCount && csv.GetString(at[field]).Trim() is { Length: > 0 } cell ? cell : null;
            rows.Add(new BatchRow((int)csv.LineNumber, new OrderRequest
            {
                Unit = Cell("unit"), Kind = Cell("kind"), Name = Cell("name"), Phone = Cell("phone"), Address = Cell("address"), Note = Cell("note"),
                Urgency = Word(Cell("urgency")), From = Cell("from"), WishedGender = Word(Cell("wishedGender")), WishedLanguage = Cell("wishedLanguage"),
            }));
        }
        return rows.Count == 0 ? new Refusal("dispatch.batch.empty").At("file") : Result<IReadOnlyList<BatchRow>>.Ok(rows);
    }

    // People write 紧急 and 女; programs write Urgent and Female.
    private static string? Word(string? cell) => cell switch
    {
        "紧急" => nameof(Urgency.Urgent),
        "一般" => nameof(Urgency.Ordinary),
        "女" => nameof(Volunteers.Gender.Female),
        "男" => nameof(Volunteers.Gender.Male),
        _ => cell,
    };

    private static string? Text(byte[] file)
    {
        var bytes = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? file.AsSpan(3) : file;
        return Strict(new UTF8Encoding(false, throwOnInvalidBytes: true), bytes)
            ?? Strict(Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback), bytes);
    }

    private static string? Strict(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = encoding.GetString(bytes);
            return text.Any(letter => letter is '\0' or (>= '\uE000' and <= '\uF8FF')) ? null : text;
        }
        catch (DecoderFallbackException) { return null; }
    }
}
