using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>One unit in a list, with what it has below it.</summary>
public sealed record UnitLine(string Code, string Name, UnitKind Kind, string? ParentName, DateOnly? ClosedOn, int Children, int Below);

/// <summary>One page of units.</summary>
public sealed record UnitLines(IReadOnlyList<UnitLine> Lines, int Total, int Page);

/// <summary>The units within reach: the children of one, the topmost ones, or what a search finds.</summary>
public sealed class UnitTree(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="parentCode">Children of this unit; null with a search: everywhere, without: the topmost units.</param>
    /// <param name="words">Part of a name, or the beginning of a code.</param>
    /// <param name="kind">Only this kind.</param>
    /// <param name="withClosed">Closed units too.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancel">Stops the work.</param>
    // The comparisons become SQL, where a range of paths is served by the index; a StringComparison could not be translated.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1309", Justification = "Translated to SQL; paths are compared byte by byte.")]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1845", Justification = "Translated to SQL.")]
    public async Task<UnitLines> Run(string? parentCode, string? words, UnitKind? kind, bool withClosed, int page, CancellationToken cancel)
    {
        var (reach, today) = (current.Where(OrganizationAccess.SeeUnits), LocalTime.Today(clock));
        var units = db.Units().AsNoTracking().Within(reach);
        var searching = !string.IsNullOrWhiteSpace(words) || kind is not null;
        if (searching) units = Matching(units, (words ?? "").Trim(), kind);
        if (parentCode is not null) units = await Below(units, parentCode, searching, reach, cancel);
        else if (!searching) units = Topmost(units, reach);
        if (!withClosed) units = units.Where(unit => unit.ClosedOn == null || unit.ClosedOn > today);

        var total = await units.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await units.OrderBy(unit => unit.UnitPath).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(unit => new UnitLine(unit.Code, unit.Name, unit.Kind,
                db.Units().Where(parent => parent.Id == unit.ParentId).Select(parent => parent.Name).FirstOrDefault(), unit.ClosedOn,
                db.Units().Count(child => child.ParentId == unit.Id),
                db.Units().Count(below => string.Compare(below.UnitPath, unit.UnitPath) > 0 && string.Compare(below.UnitPath, unit.UnitPath.Substring(0, unit.UnitPath.Length - 1) + "0") < 0)))
            .ToListAsync(cancel);
        return new UnitLines(lines, total, page);
    }

    private static IQueryable<Unit> Matching(IQueryable<Unit> units, string words, UnitKind? kind)
    {
        if (words.Length > 60) words = words[..60];
        if (words.Length > 0) units = units.Where(unit => unit.Name.Contains(words) || unit.Code.StartsWith(words));
        return kind is null ? units : units.Where(unit => unit.Kind == kind);
    }

    // Who keeps one unit wants to see what lies under it at once; who keeps many sees just these.
    private IQueryable<Unit> Topmost(IQueryable<Unit> units, Reach reach)
    {
        var top = db.Units().Where(unit => reach.Paths.Contains(unit.UnitPath)).Select(unit => (UnitId?)unit.Id);
        return reach.Paths.Count == 1
            ? units.Where(unit => reach.Paths.Contains(unit.UnitPath) || top.Contains(unit.ParentId))
            : units.Where(unit => reach.Paths.Contains(unit.UnitPath));
    }

    private async Task<IQueryable<Unit>> Below(IQueryable<Unit> units, string parentCode, bool wholeSubtree, Reach reach, CancellationToken cancel)
    {
        var parent = await db.Units().AsNoTracking().Within(reach).FirstOrDefaultAsync(unit => unit.Code == parentCode, cancel);
        if (parent is null) return units.Where(_ => false);
        return wholeSubtree ? units.Within(new Reach([parent.Path])).Where(unit => unit.Id != parent.Id) : units.Where(unit => unit.ParentId == parent.Id);
    }
}
