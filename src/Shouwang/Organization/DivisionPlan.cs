namespace Shouwang.Organization;

/// <summary>Compares the rows of the lists with the units there are: what is new, what has another name, what cannot be loaded.</summary>
sealed class DivisionPlan(Dictionary<string, KnownUnit> known, IdSource ids)
{
    private readonly Dictionary<string, FreshUnit> fresh = [];
    private readonly Dictionary<UnitId, string> renames = [];
    private readonly Dictionary<string, (int Added, int Renamed)> perCenter = [];
    private readonly HashSet<string> seen = [];

    internal IReadOnlyCollection<FreshUnit> Fresh => fresh.Values;

    internal IReadOnlyDictionary<UnitId, string> Renames => renames;

    internal int Unchanged { get; private set; }

    internal int Kept { get; private set; }

    internal List<RejectedRow> Rejected { get; } = [];

    /// <summary>Takes in one list; parents come before children.</summary>
    internal void Add(List<DivisionRow> rows, UnitKind kind, Func<DivisionRow, string, string> nameOf)
    {
        foreach (var row in rows)
        {
            var name = nameOf(row, row.Parent);
            if (Check(row, kind, name) is { } no) Rejected.Add(new RejectedRow(row.File, row.Line, Shorten(row.Code), no));
            else Take(row, kind, name);
        }
    }

    /// <summary>Leaves these units the names they have.</summary>
    internal void Keep(IReadOnlySet<UnitId> named)
    {
        foreach (var unit in known.Values.Where(unit => named.Contains(unit.Id) && renames.Remove(unit.Id)))
        {
            Kept++;
            var (added, renamed) = perCenter[unit.Code[..6]];
            perCenter[unit.Code[..6]] = (added, renamed - 1);
        }
    }

    /// <summary>The centers in which something changed.</summary>
    internal IEnumerable<(IInUnit Center, int Added, int Renamed)> Changes() =>
        perCenter.Where(center => center.Value != (0, 0)).Select(center => ((IInUnit)CenterOf(center.Key), center.Value.Added, center.Value.Renamed));

    private void Take(DivisionRow row, UnitKind kind, string name)
    {
        var counts = perCenter.GetValueOrDefault(row.Code[..6]);
        if (known.GetValueOrDefault(row.Code) is { } unit)
        {
            if (unit.Name == name)
            {
                Unchanged++;
                return;
            }
            renames[unit.Id] = name;
            perCenter[row.Code[..6]] = (counts.Added, counts.Renamed + 1);
            return;
        }
        var parent = kind == UnitKind.Center ? ((UnitId, string)?)null : Parent(row.Parent);
        fresh[row.Code] = new FreshUnit(ids.New<UnitId>(), parent?.Item1, row.Code, kind, name, $"{parent?.Item2 ?? "/"}{row.Code}/");
        perCenter[row.Code[..6]] = (counts.Added + 1, counts.Renamed);
    }

    private Refusal? Check(DivisionRow row, UnitKind kind, string name)
    {
        var digits = kind switch { UnitKind.Center => 6, UnitKind.Institute => 9, _ => 12 };
        if (row.Code.Length != digits || RegionCode.Read(row.Code) is { IsOk: false }) return new Refusal("organization.import.malformed-code", ("code", Shorten(row.Code)), ("digits", digits));
        if (kind != UnitKind.Center && (Parent(row.Parent) is null || !row.Code.StartsWith(row.Parent, StringComparison.Ordinal))) return new Refusal("organization.import.no-parent", ("code", Shorten(row.Parent)));
        if (row.Name.Length == 0) return new Refusal("organization.unit.name-missing");
        if (name.Length > Unit.LongestName) return new Refusal("organization.unit.name-too-long", ("most", Unit.LongestName));
        if (known.GetValueOrDefault(row.Code) is { } unit && unit.Kind != kind) return new Refusal("organization.unit.code-taken", ("code", row.Code));
        return seen.Add(row.Code) ? null : new Refusal("organization.import.twice", ("code", row.Code));
    }

    private (UnitId, string)? Parent(string code) =>
        known.GetValueOrDefault(code) is { } unit ? (unit.Id, unit.Path) : fresh.GetValueOrDefault(code) is { } coming ? (coming.Id, coming.Path) : null;

    private FreshUnit CenterOf(string code) =>
        fresh.GetValueOrDefault(code) ?? new FreshUnit(known[code].Id, null, code, known[code].Kind, known[code].Name, known[code].Path);

    private static string Shorten(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
