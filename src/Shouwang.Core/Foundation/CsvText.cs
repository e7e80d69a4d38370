using System.Text;

namespace Shouwang.Foundation;

/// <summary>表格文本: reads and writes comma-separated values as RFC 4180 describes them.</summary>
public static class CsvText
{
    /// <summary>Longest cell that <see cref="Strictly"/> reads, in characters: more than a spreadsheet holds in one.</summary>
    public const int LongestCell = 32_767;

    /// <summary>The rows of a text with the line on which each begins (from 1). Quoted cells may hold commas, quotes and line breaks; empty lines are left out.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Read(string text) => Rows(new StringReader(text), strict: false);

    /// <summary>The same from a stream, row by row. An open quote or a cell without end is an error instead of a swallowed file.</summary>
    /// <exception cref="FormatException">The message is the line on which the broken row begins.</exception>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Strictly(TextReader text) => Rows(text, strict: true);

    private static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Rows(TextReader text, bool strict)
    {
        var (scan, line) = (new Scan(text, strict), 1);
        while (text.Peek() >= 0)
        {
            var begin = line;
            var cells = scan.Row(ref line, begin);
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

    private sealed class Scan(TextReader text, bool strict)
    {
        private readonly StringBuilder cell = new();

        public List<string> Row(ref int line, int begin)
        {
            var cells = new List<string>();
            while (true)
            {
                cell.Clear();
                if (text.Peek() == '"') Quoted(ref line, begin);
                Plain(begin);
                cells.Add(cell.ToString());
                if (text.Peek() == ',')
                {
                    text.Read();
                    continue;
                }
                if (text.Peek() == '\r') text.Read();
                if (text.Peek() == '\n') text.Read();
                line++;
                return cells;
            }
        }

        private void Plain(int begin)
        {
            while (text.Peek() is >= 0 and not (',' or '\r' or '\n')) Add(text.Read(), begin);
        }

        private void Quoted(ref int line, int begin)
        {
            text.Read();
            while (text.Read() is var sign and >= 0)
            {
                if (sign == '"')
                {
                    if (text.Peek() != '"') return;
                    text.Read();
                }
                if (sign == '\n') line++;
                Add(sign, begin);
            }
            if (strict) throw Broken(begin);
        }

        private void Add(int sign, int begin)
        {
            if (strict && cell.Length == LongestCell) throw Broken(begin);
            cell.Append((char)sign);
        }

        private static FormatException Broken(int line) => new(line.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
