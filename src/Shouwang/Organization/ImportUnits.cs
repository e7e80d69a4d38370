using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>One row of an uploaded list of units, and what is wrong with it (nothing, when it can be opened).</summary>
public sealed record UnitRow(int Line, string Code, string Name, string Parent, UnitKind? Kind, IReadOnlyList<Refusal> Wrong);

/// <summary>What an uploaded list holds, and how many of its rows were opened. Rows in = opened (or ready) + known + wrong.</summary>
public sealed record UnitList(IReadOnlyList<UnitRow> Rows, int Known, int Opened)
{
    public IEnumerable<UnitRow> Ready => Rows.Where(row => row.Wrong.Count == 0);
    public IEnumerable<UnitRow> Wrong => Rows.Where(row => row.Wrong.Count > 0);
}

/// <summary>批量导入单位: from a list with code, name, parent and kind; looked at first (a dry run), then applied.</summary>
public sealed class ImportUnits(ShouwangDb db, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    public const int MostRows = 5_000, MostBytes = 1_000_000;
    private const string File = "units.csv";
    private static readonly string[][] Heads = [["code", "编码"], ["name", "名称"], ["parent", "上级编码"], ["kind", "类别"]];

    /// <summary>The text of an uploaded file, or why it cannot be read.</summary>
    public static Result<string> TextOf(byte[] bytes, string? encodingName)
    {
        if (bytes.Length > MostBytes) return new Refusal("organization.import.too-big", ("rows", MostRows)).At("file");
        var encoding = DivisionFiles.EncodingOf(encodingName);
        var text = encoding.IsOk ? DivisionFiles.Decode(bytes, encoding.Value, File) : Result<string>.Refuse(encoding.Refusals);
        return text.IsOk ? text : Result<string>.Refuse([.. text.Refusals.Select(refusal => refusal.At("file"))]);
    }

    /// <param name="text">The list.</param>
    /// <param name="apply">False: only looks. True: opens the rows that are right, all in one transaction.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<Result<UnitList>> Run(string text, bool apply, CancellationToken cancel) => db.Retrying(() => db.InTransaction(async () =>
    {
        using var csv = CsvText.Read(text).GetEnumerator();
        var head = csv.MoveNext() ? csv.Current.Cells.Select(cell => cell.Trim()).ToList() : [];
        var columns = Heads.Select(names => head.FindIndex(cell => names.Contains(cell, StringComparer.OrdinalIgnoreCase))).ToArray();
        if (columns.Any(at => at < 0))
            return new Refusal("organization.import.wrong-header", ("file", File), ("columns", string.Join(", ", Heads.Where((_, at) => columns[at] < 0).Select(names => names[1])))).At("file");
        var rows = new List<(int Line, string[] Cells)>();
        while (csv.MoveNext()) rows.Add((csv.Current.Line, [.. columns.Select(at => at < csv.Current.Cells.Count ? csv.Current.Cells[at].Trim() : "")]));
        if (rows.Count > MostRows) return new Refusal("organization.import.too-big", ("rows", MostRows)).At("file");
        return Result<UnitList>.Ok(await Open(rows, apply, cancel));
    }, cancel));

    private async Task<UnitList> Open(List<(int Line, string[] Cells)> rows, bool apply, CancellationToken cancel)
    {
        var (named, today) = (rows.SelectMany(row => new[] { row.Cells[0], row.Cells[2] }).Distinct().ToList(), LocalTime.Today(clock));
        var units = await db.Units().AsNoTracking().Where(unit => named.Contains(unit.Code)).ToDictionaryAsync(unit => unit.Code, cancel);
        var (read, known, opened) = (new List<UnitRow>(), 0, new List<Unit>());
        foreach (var (line, cells) in rows)
        {
            var kind = KindOf(cells[3]);
            if (units.GetValueOrDefault(cells[0]) is { } there && there.Kind == kind && there.Name == cells[1])
            {
                known++;
                continue;
            }
            var unit = Decide(cells, kind, units, today);
            read.Add(new UnitRow(line, Shorten(cells[0]), Shorten(cells[1]), Shorten(cells[2]), kind, unit.Refusals));
            if (!unit.IsOk) continue;
            units[unit.Value.Code] = unit.Value; // rows below may stand under this one
            opened.Add(unit.Value);
        }
        if (!apply) return new UnitList(read, known, 0);
        db.Units().AddRange(opened);
        await db.SaveChangesAsync(cancel);
        return new UnitList(read, known, opened.Count);
    }

    private Result<Unit> Decide(string[] cells, UnitKind? kind, Dictionary<string, Unit> units, DateOnly today)
    {
        if (units.ContainsKey(cells[0])) return new Refusal("organization.unit.code-taken", ("code", Shorten(cells[0]))).At("code");
        var parent = units.GetValueOrDefault(cells[2]);
        if (parent is null || !current.Rights.May(OrganizationAccess.SeeUnits, parent.Path)) return new Refusal("organization.unit.unknown", ("code", Shorten(cells[2]))).At("parent");
        if (current.Lacks(OrganizationAccess.ManageUnits, parent.Path) is { } no) return no;
        if (kind is null) return new Refusal("organization.unit.kind-missing").At("kind");
        return Unit.Open(ids.New<UnitId>(), parent, cells[0], kind.Value, cells[1], null, today);
    }

    private static UnitKind? KindOf(string word) => Enum.GetValues<UnitKind>().Select(kind => (UnitKind?)kind)
        .FirstOrDefault(kind => Term.Of(kind!.Value) == word || string.Equals(kind.ToString(), word, StringComparison.OrdinalIgnoreCase));

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
