using System.Text;

namespace Shouwang.Host;

/// <summary>One row of a table: the number by which its reader finds it (line of a text file, row of a sheet), and its cells.</summary>
public sealed record TableRow(int Number, IReadOnlyList<string> Cells);

/// <summary>
/// A table that somebody has brought: CSV in UTF-8 (with or without mark) or GBK/GB18030, or a sheet of an XLSX workbook.
/// It is read row by row; what is broken is an error, never a shorter table.
/// </summary>
/// <remarks>Errors are <see cref="TableException"/>; the refusal in it says what is wrong and where.</remarks>
public sealed class TableFile
{
    private readonly Func<IEnumerable<TableRow>> open;

    private TableFile(IReadOnlyList<string> sheets, string sheet, Func<IEnumerable<TableRow>> open) => (Sheets, Sheet, this.open) = (sheets, sheet, open);

    /// <summary>The sheets of the workbook; none for a text file.</summary>
    public IReadOnlyList<string> Sheets { get; }

    /// <summary>The sheet that is read; empty for a text file.</summary>
    public string Sheet { get; }

    /// <summary>The rows that hold anything, from the first.</summary>
    public IEnumerable<TableRow> Rows() => open();

    /// <param name="file">The file; it stays open and is read again from its beginning.</param>
    /// <param name="sheet">Name of the sheet; null for the first.</param>
    public static TableFile Of(Stream file, string? sheet)
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[4];
        var read = file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        if (head[..read].SequenceEqual("PK\u0003\u0004"u8))
        {
            var book = new SheetReader(file, sheet);
            return new TableFile(book.Names, book.Name, book.Rows);
        }
        if (head[..read].SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) throw new TableException(new Refusal("host.table.old-workbook"));
        var encoding = EncodingOf(file);
        return new TableFile([], "", () => Csv(file, encoding));
    }

    private static IEnumerable<TableRow> Csv(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var rows = CsvText.Strictly(text).GetEnumerator();
        while (Next(rows)) yield return new TableRow(rows.Current.Line, rows.Current.Cells);
    }

    private static bool Next(IEnumerator<(int Line, IReadOnlyList<string> Cells)> rows)
    {
        try { return rows.MoveNext(); }
        catch (FormatException broken) { throw new TableException(new Refusal("host.table.broken-row", ("line", int.Parse(broken.Message, System.Globalization.CultureInfo.InvariantCulture)))); }
    }

    // Office programs here save GBK; whatever is not strictly one of the two is refused instead of turning into rubbish.
    private static Encoding EncodingOf(Stream file)
    {
        foreach (var encoding in new[] { new UTF8Encoding(false, throwOnInvalidBytes: true), CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)! })
            if (Fits(file, encoding)) return encoding;
        throw new TableException(new Refusal("host.table.encoding"));
    }

    private static bool Fits(Stream file, Encoding encoding)
    {
        file.Position = 0;
        var (decoder, bytes, signs) = (encoding.GetDecoder(), new byte[1 << 16], new char[(1 << 16) + 16]);
        try
        {
            while (true)
            {
                var read = file.Read(bytes);
                var got = decoder.GetChars(bytes.AsSpan(0, read), signs, flush: read == 0);
                if (signs.AsSpan(0, got).IndexOfAnyInRange('\uE000', '\uF8FF') >= 0 || signs.AsSpan(0, got).Contains('\0')) return false;
                if (read == 0) return true;
            }
        }
        catch (DecoderFallbackException) { return false; }
    }
}

/// <summary>A table that cannot be read, and why.</summary>
public sealed class TableException(Refusal why) : Exception(why.Code)
{
    public Refusal Why => why;
}
