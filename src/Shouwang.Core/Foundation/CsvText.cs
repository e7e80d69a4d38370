using System.Text;

namespace Shouwang.Foundation;

/// <summary>表格文本: reads and writes comma-separated values as RFC 4180 describes them.</summary>
public static class CsvText
{
    /// <summary>The rows of a text with the line on which each begins (from 1). Quoted cells may hold commas, quotes and line breaks; empty lines are left out.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Read(string text)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var begin = line;
            var cells = ReadRow(text, ref at, ref line);
            if (cells.Count > 1 || cells[0].Trim().Length > 0) yield return (begin, cells);
        }
    }

    /// <summary>One line of a file, with its line break.</summary>
    public static string Row(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell that no spreadsheet takes for a formula: a leading sign of one gets an apostrophe before it (OWASP, CSV injection).</summary>
    public static string Cell(string? text)
    {
        var cell = text ?? "";
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠') cell = "'" + cell;
        return cell.AsSpan().IndexOfAny(",\"\r\n'") < 0 ? cell : '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    private static List<string> ReadRow(string text, ref int at, ref int line)
    {
        var cells = new List<string>();
        while (true)
        {
            cells.Add(at < text.Length && text[at] == '"' ? ReadQuoted(text, ref at, ref line) : ReadPlain(text, ref at));
            if (at < text.Length && text[at] == ',')
            {
                at++;
                continue;
            }
            EndLine(text, ref at, ref line);
            return cells;
        }
    }

    private static string ReadPlain(string text, ref int at)
    {
        var length = text.AsSpan(at).IndexOfAny(',', '\r', '\n');
        var cell = length < 0 ? text[at..] : text.Substring(at, length);
        at += cell.Length;
        return cell;
    }

    private static string ReadQuoted(string text, ref int at, ref int line)
    {
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"') break;
                at++;
            }
            if (text[at] == '\n') line++;
            cell.Append(text[at]);
        }
        if (at < text.Length) at++; // the closing quote
        return cell.Append(ReadPlain(text, ref at)).ToString();
    }

    private static void EndLine(string text, ref int at, ref int line)
    {
        if (at < text.Length && text[at] == '\r') at++;
        if (at < text.Length && text[at] == '\n') at++;
        line++;
    }
}
