using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>The unit a member of staff has chosen to look at; a choice narrows what lists show, it never widens it.</summary>
public sealed class ChosenUnit(ShouwangDb db, CurrentCaller current, IHttpContextAccessor accessor)
{
    public const string Cookie = "unit";
    private UnitChoice? found;

    /// <summary>One line of the switch.</summary>
    public sealed record Line(string Code, string Name, string Path, UnitKind Kind);

    /// <summary>Where the caller holds any role.</summary>
    public Reach Reach => Reach.Of(current.Rights.Held.Select(role => role.UnitPath));

    /// <summary>The unit that the address has named; null before it was read, and without one.</summary>
    public Line? Asked { get; private set; }

    /// <summary>The chosen unit and what may be chosen instead.</summary>
    public async Task<UnitChoice> Look(CancellationToken cancel)
    {
        if (found is not null) return found;
        var wanted = accessor.HttpContext?.Request.Cookies[Cookie];
        var own = Reach.Paths.ToList();
        var chosen = wanted is { Length: > 0 and <= 24 } ? await Lines(Mine().Where(unit => unit.Code == wanted)).FirstOrDefaultAsync(cancel) : null;
        var above = chosen is null ? [] : PathsAbove(chosen.Path).Where(Reach.Covers).ToList();
        var lines = await Lines(Mine().Where(unit => own.Contains(unit.UnitPath) || above.Contains(unit.UnitPath))).ToListAsync(cancel);
        var opened = chosen ?? (lines.Count == 1 ? lines[0] : null);
        if (opened is not null) lines.AddRange(await Below(opened, cancel));
        if (chosen is not null) lines.Add(chosen);
        return found = new UnitChoice(chosen, [.. lines.DistinctBy(line => line.Code).OrderBy(line => line.Path, StringComparer.Ordinal)]);
    }

    /// <summary>The reach of a permission, narrowed to the chosen unit.</summary>
    public async Task<Reach> Where(Permission permission, CancellationToken cancel)
    {
        var reach = current.Where(permission);
        return (await Look(cancel)).Unit is { } unit ? reach.Within(unit.Path) : reach;
    }

    /// <summary>The reach of a permission at the unit that an address names, so that a shared address shows everybody the same; without one, at the chosen unit.</summary>
    /// <param name="permission">What is to be done there.</param>
    /// <param name="code">The unit's code, or nothing.</param>
    /// <param name="alone">Only the unit itself, nothing below it.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <remarks>Notes the unit's name in <see cref="Asked"/>, so that the page can say whose rows it shows.</remarks>
    public async Task<Reach> WhereAsked(Permission permission, string? code, bool alone, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code)) return await Where(permission, cancel);
        Asked = code.Length > 24 ? null : await Lines(db.Units().Where(unit => unit.Code == code)).FirstOrDefaultAsync(cancel);
        var (path, reach) = (Asked?.Path, Asked is null ? Reach.Nowhere : current.Where(permission).Within(Asked.Path));
        return alone ? new Reach([.. reach.Paths.Where(inside => inside == path)]) { Alone = true } : reach;
    }

    private IQueryable<Unit> Mine() => db.Units().AsNoTracking().Within(Reach);

    private static IQueryable<Line> Lines(IQueryable<Unit> units) => units.Select(unit => new Line(unit.Code, unit.Name, unit.UnitPath, unit.Kind));

    // A switch with hundreds of lines is no switch: bases, points and long lists are reached by the search.
    private Task<List<Line>> Below(Line opened, CancellationToken cancel)
    {
        var parent = db.Units().Where(unit => unit.Code == opened.Code).Select(unit => (UnitId?)unit.Id);
        return Lines(Mine()
            .Where(unit => parent.Contains(unit.ParentId) && unit.ClosedOn == null && (unit.Kind == UnitKind.Institute || unit.Kind == UnitKind.Station))
            .OrderBy(unit => unit.Code).Take(60)).ToListAsync(cancel);
    }

    private static IEnumerable<string> PathsAbove(string path)
    {
        for (var end = path.LastIndexOf('/', path.Length - 2); end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..(end + 1)];
    }
}

/// <summary>The chosen unit (null: everything within reach) and the lines of the switch.</summary>
public sealed record UnitChoice(ChosenUnit.Line? Unit, IReadOnlyList<ChosenUnit.Line> Lines);
