
namespace Shouwang.Organization;

/// <summary>A row that was not loaded, and why.</summary>
public sealed record RejectedRow(string File, int Line, string Code, Refusal Why);

/// <summary>What an import did. Rows in = added + renamed + kept + unchanged + rejected.</summary>
/// <param name="Kept">Units that somebody here has given another name than the list: they keep it.</param>
/// <param name="Missing">Codes of units that an earlier list had brought and this one does not hold; they are left as they are.</param>
public sealed record DivisionReport(int Rows, int Added, int Renamed, int Kept, int Unchanged, IReadOnlyList<RejectedRow> Rejected, IReadOnlyList<string> Missing);

/// <summary>How far a long piece of work has come.</summary>
public sealed record Progressed(string What, int Done, int All);

/// <summary>导入行政区划: builds centers, institutes and stations from lists of areas, streets and villages. Safe to repeat.</summary>
/// <remarks>
/// A country has 665,000 units: they are written past the change tracker, in one transaction, and one fact per center tells how many
/// came. Names that have changed are changed by the unit itself, with a fact each.
/// </remarks>
public sealed class ImportDivisions(ShouwangDb db, IdSource ids)
{
    private const int Chunk = 500;

    /// <param name="folder">Where areas.csv, streets.csv and villages.csv lie.</param>
    /// <param name="areas">Codes of the districts to load; empty or "all" for everything in the files.</param>
    /// <param name="encoding">utf-8 (the default) or gbk.</param>
    /// <param name="progress">Hears how far the work has come.</param>
    /// <param name="cancel">Stops the work; nothing is kept then.</param>
    public async Task<Result<DivisionReport>> Run(string folder, IReadOnlyList<string> areas, string? encoding, IProgress<Progressed>? progress, CancellationToken cancel)
    {
        var read = Read(folder, areas, encoding);
        if (!read.IsOk) return Result<DivisionReport>.Refuse(read.Refusals);
        return await db.InTransaction(async () => Result<DivisionReport>.Ok(await Load(read.Value, progress, cancel)), cancel);
    }

    private static Result<DivisionLists> Read(string folder, IReadOnlyList<string> areas, string? encodingName)
    {
        var encoding = DivisionFiles.EncodingOf(encodingName);
        if (!encoding.IsOk) return Result<DivisionLists>.Refuse(encoding.Refusals);
        var files = new DivisionFiles(folder, encoding.Value);
        var (districts, streets, villages) = (files.Areas(), files.Streets(), files.Villages());
        var refusals = districts.Refusals.Concat(streets.Refusals).Concat(villages.Refusals).ToList();
        if (refusals.Count > 0) return refusals;
        return Choose(new DivisionLists(districts.Value, streets.Value, villages.Value), [.. areas.Where(area => area != "all")]);
    }

    private static Result<DivisionLists> Choose(DivisionLists all, List<string> areas)
    {
        if (areas.Count == 0) return all;
        var refusals = new List<Refusal>();
        var wanted = new HashSet<string>();
        var known = all.Areas.Select(row => row.Code).ToHashSet();
        foreach (var area in areas)
        {
            var code = RegionCode.Read(area);
            if (!code.IsOk) refusals.AddRange(code.Refusals);
            else if (!known.Contains(code.Value.Digits)) refusals.Add(new Refusal("organization.import.unknown-area", ("code", code.Value.Digits)));
            else wanted.Add(code.Value.Digits);
        }
        if (refusals.Count > 0) return refusals;
        bool Inside(string code) => code.Length >= 6 && wanted.Contains(code[..6]);
        return new DivisionLists([.. all.Areas.Where(row => wanted.Contains(row.Code))], [.. all.Streets.Where(row => Inside(row.Parent))], [.. all.Villages.Where(row => Inside(row.Parent))]);
    }

    private async Task<DivisionReport> Load(DivisionLists lists, IProgress<Progressed>? progress, CancellationToken cancel)
    {
        var known = await Known(lists, cancel);
        var plan = new DivisionPlan(known, ids);
        plan.Add(lists.Areas, UnitKind.Center, (row, _) => DivisionNames.Center(row.Name));
        plan.Add(lists.Streets, UnitKind.Institute, (row, _) => DivisionNames.Institute(row.Name));
        var streetNames = lists.Streets.GroupBy(row => row.Code).ToDictionary(group => group.Key, group => group.First().Name);
        plan.Add(lists.Villages, UnitKind.Station, (row, parent) => DivisionNames.Station(row.Name, streetNames.GetValueOrDefault(parent, "")));

        plan.Keep(await NamedByHand([.. plan.Renames.Keys], cancel));
        await Rename(plan.Renames, cancel);
        await UnitBulk.Insert(db, plan.Fresh, progress, cancel);
        foreach (var center in plan.Changes())
            db.Record(center.Center, "organization.divisions.imported", "unit", center.Center.UnitId.Value, ("added", center.Added), ("renamed", center.Renamed));
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();

        var listed = lists.Areas.Concat(lists.Streets).Concat(lists.Villages).Select(row => row.Code).ToHashSet();
        var missing = known.Values.Where(unit => unit.FromArea && !listed.Contains(unit.Code)).Select(unit => unit.Code).Order(StringComparer.Ordinal);
        return new DivisionReport(lists.Count, plan.Fresh.Count, plan.Renames.Count, plan.Kept, plan.Unchanged, plan.Rejected, [.. missing]);
    }

    // Everything whose code begins with one of the districts' codes.
    private async Task<Dictionary<string, KnownUnit>> Known(DivisionLists lists, CancellationToken cancel)
    {
        var districts = lists.Areas.Select(row => row.Code).ToHashSet();
        var units = db.Units().AsNoTracking().Where(unit => unit.Code.Length == 6 || unit.Code.Length == 9 || unit.Code.Length == 12);
        if (districts.Count <= 50)
            units = units.Where(unit => districts.Contains(unit.Code.Substring(0, 6)));
        var found = await units.Select(unit => new KnownUnit(unit.Id, unit.Code, unit.Kind, unit.Name, unit.UnitPath, unit.RegionDigits != null)).ToListAsync(cancel);
        return found.Where(unit => districts.Contains(unit.Code[..6])).ToDictionary(unit => unit.Code);
    }

    // The ledger tells who gave a unit its name: what a person here chose is not undone by a list.
    private async Task<HashSet<UnitId>> NamedByHand(List<UnitId> units, CancellationToken cancel)
    {
        var byHand = new HashSet<UnitId>();
        foreach (var chunk in units.Select(unit => unit.Value).Chunk(Chunk))
            byHand.UnionWith((await db.Facts().Where(fact => fact.Type == "organization.unit.renamed" && fact.ActorKind == ActorKind.Staff && chunk.Contains(fact.SubjectId))
                .Select(fact => fact.SubjectId).Distinct().ToListAsync(cancel)).Select(id => new UnitId(id)));
        return byHand;
    }

    private async Task Rename(IReadOnlyDictionary<UnitId, string> renames, CancellationToken cancel)
    {
        foreach (var chunk in renames.Keys.Chunk(Chunk))
        {
            foreach (var unit in await db.Units().Where(unit => chunk.Contains(unit.Id)).ToListAsync(cancel)) unit.Rename(renames[unit.Id]);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }
}

sealed record DivisionLists(List<DivisionRow> Areas, List<DivisionRow> Streets, List<DivisionRow> Villages)
{
    internal int Count => Areas.Count + Streets.Count + Villages.Count;
}

/// <summary>A unit that is in the database already, or will be.</summary>
sealed record KnownUnit(UnitId Id, string Code, UnitKind Kind, string Name, string Path, bool FromArea);

/// <summary>A unit to be written as it is, past the change tracker.</summary>
sealed record FreshUnit(UnitId Id, UnitId? Parent, string Code, UnitKind Kind, string Name, string Path) : IInUnit
{
    public UnitId UnitId => Id;
    public string UnitPath => Path;
}
