using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Shouwang.Host;

/// <summary>Reads one sheet of an XLSX workbook (ECMA-376, part 1, 18.3) row by row; formulas are never run, their last shown value is read.</summary>
sealed class SheetReader
{
    /// <summary>A sheet has no more rows than this (ECMA-376; Excel's own limit).</summary>
    public const int MostRows = 1_048_576;

    // A small file may unpack to anything; a full sheet of a few columns takes some hundred megabytes.
    private const long MostBytes = 1L << 31;
    private const int MostColumns = 16_384, MostStrings = 16_000_000;
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    private readonly Stream file;
    private readonly string part;

    public SheetReader(Stream file, string? wanted)
    {
        this.file = file;
        using var zip = Open();
        var sheets = Sheets(zip);
        if (sheets.Count == 0) throw new TableException(new Refusal("host.table.no-workbook"));
        Names = [.. sheets.Select(sheet => sheet.Name)];
        var at = string.IsNullOrEmpty(wanted) ? 0 : sheets.FindIndex(sheet => sheet.Name == wanted);
        if (at < 0) throw new TableException(new Refusal("host.table.no-sheet", ("sheets", string.Join('、', Names))));
        (Name, part) = (sheets[at].Name, Part(zip, sheets[at].Relation));
    }

    public IReadOnlyList<string> Names { get; }

    public string Name { get; }

    public IEnumerable<TableRow> Rows()
    {
        using var zip = Open();
        var texts = Texts(zip);
        using var xml = Xml(zip, part) ?? throw new TableException(new Refusal("host.table.no-workbook"));
        var number = 0;
        while (Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            number = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said > number ? said : number + 1;
            var cells = Cells(xml, texts);
            if (cells.Any(cell => cell.Length > 0)) yield return new TableRow(number, cells);
        }
    }

    private static List<string> Cells(XmlReader xml, List<string> texts)
    {
        var cells = new List<string>();
        if (xml.IsEmptyElement) return cells;
        var depth = xml.Depth;
        while (Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            var column = Column(xml.GetAttribute("r")) ?? cells.Count;
            if (column >= MostColumns) throw new TableException(new Refusal("host.table.no-workbook"));
            while (cells.Count <= column) cells.Add("");
            cells[column] = Cell(xml, texts);
        }
        return cells;
    }

    private static string Cell(XmlReader xml, List<string> texts)
    {
        var (kind, value) = (xml.GetAttribute("t"), new StringBuilder());
        if (xml.IsEmptyElement) return "";
        var (depth, inside) = (xml.Depth, false);
        while (Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element) inside = xml.LocalName is "v" or "t" && !xml.IsEmptyElement;
            else if (xml.NodeType == XmlNodeType.EndElement) inside = false;
            else if (inside) value.Append(xml.Value);
        }
        var text = value.ToString();
        if (kind == "s") return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < texts.Count ? texts[at] : "";
        // A phone number typed as a number is stored as 1.3800001111E10.
        return kind is null or "n" && text.AsSpan().IndexOfAny("eE.") >= 0 && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? exact.ToString("0.############", CultureInfo.InvariantCulture) : text;
    }

    // "BC12" is column 54.
    private static int? Column(string? address)
    {
        if (address is null) return null;
        var column = 0;
        foreach (var letter in address.TakeWhile(char.IsAsciiLetterUpper)) column = checked(column * 26 + (letter - 'A' + 1));
        return column == 0 ? null : column - 1;
    }

    private static List<(string Name, string Relation)> Sheets(ZipArchive zip)
    {
        var sheets = new List<(string, string)>();
        using var xml = Xml(zip, "xl/workbook.xml");
        while (xml is not null && Next(xml))
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" }) sheets.Add((xml.GetAttribute("name") ?? "", xml.GetAttribute("id", Relations) ?? ""));
        return sheets;
    }

    private static string Part(ZipArchive zip, string relation)
    {
        using var xml = Xml(zip, "xl/_rels/workbook.xml.rels");
        while (xml is not null && Next(xml))
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") == relation && xml.GetAttribute("Target") is { } target)
                return target.StartsWith('/') ? target[1..] : "xl/" + target;
        throw new TableException(new Refusal("host.table.no-workbook"));
    }

    private static List<string> Texts(ZipArchive zip)
    {
        var texts = new List<string>();
        using var xml = Xml(zip, "xl/sharedStrings.xml");
        if (xml is null) return texts;
        var (text, inside, reading) = (new StringBuilder(), false, 0);
        while (Next(xml))
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                if (xml.LocalName == "si") text.Clear();
                if (xml is { LocalName: "si", IsEmptyElement: true }) texts.Add("");
                if (xml is { LocalName: "rPh", IsEmptyElement: false }) reading++; // how it is read aloud is no part of it
                inside = xml is { LocalName: "t", IsEmptyElement: false } && reading == 0;
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                if (xml.LocalName == "rPh") reading--;
                if (xml.LocalName == "si") texts.Add(text.ToString());
                inside = false;
            }
            else if (inside) text.Append(xml.Value);
            if (texts.Count > MostStrings) throw new TableException(new Refusal("host.table.no-workbook"));
        }
        return texts;
    }

    private ZipArchive Open()
    {
        file.Position = 0;
        try { return new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true); }
        catch (InvalidDataException) { throw new TableException(new Refusal("host.table.no-workbook")); }
    }

    private static XmlReader? Xml(ZipArchive zip, string name) =>
        zip.GetEntry(name) is { } entry ? XmlReader.Create(new Bounded(entry.Open(), MostBytes), Careful) : null;

    private static bool Next(XmlReader xml)
    {
        try { return xml.Read(); }
        catch (Exception broken) when (broken is XmlException or InvalidDataException) { throw new TableException(new Refusal("host.table.no-workbook")); }
    }

    /// <summary>A stream that breaks off loudly after so many bytes.</summary>
    private sealed class Bounded(Stream inner, long most) : Stream
    {
        private long left = most;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            left -= read;
            return left >= 0 ? read : throw new InvalidDataException();
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
