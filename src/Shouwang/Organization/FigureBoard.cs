using Microsoft.AspNetCore.Http.Extensions;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Which figures are asked for: of a unit (null: the chosen one), over days; one group or all of them.</summary>
public sealed record FigureQuestion(string? Unit, string? Span, string? From, string? Until, string? Group);

/// <summary>One number of a table and the address of the rows behind it.</summary>
public sealed record FigureCell(string Code, double? Value, long Rows, string Address);

/// <summary>The figures of one unit with all below it (or, <paramref name="Alone"/>, of the unit itself).</summary>
public sealed record FigureLine(string? UnitCode, string? UnitName, bool Alone, IReadOnlyList<FigureCell> Cells);

/// <summary>The figures of one room: the whole, and the parts that add up to it.</summary>
public sealed record FigureTable(string Key, string Title, IReadOnlyList<FigureDefinition> Definitions, FigureLine Whole, IReadOnlyList<FigureLine> Parts);

/// <summary>统计: figures of a unit over days, as of an instant.</summary>
public sealed record FigureSheet(string? UnitCode, string? UnitName, string? ParentCode, FigureSpan Span, DateTimeOffset AsOf, IReadOnlyList<FigureTable> Tables);

/// <summary>统计: asks every room for its figures; no number is reckoned here, and none is kept.</summary>
public sealed class FigureBoard(ShouwangDb db, CurrentCaller current, ChosenUnit chosen, IServiceProvider rooms, TimeProvider clock)
{
    /// <summary>The rooms that have figures, by the key that stands in addresses.</summary>
    public static IReadOnlyList<(string Key, Type Source)> Groups { get; } = [.. Rooms.All.SelectMany(room => room.Figures).Select(type => (type.Namespace!.Split('.')[^1].ToLowerInvariant(), type))];

    public async Task<Result<FigureSheet>> Run(FigureQuestion question, CancellationToken cancel)
    {
        var span = FigureSpan.Read(question.Span, question.From, question.Until, LocalTime.Today(clock));
        if (!span.IsOk) return Result<FigureSheet>.Refuse(span.Refusals);
        var where = await Where(question.Unit, cancel);
        if (!where.IsOk) return Result<FigureSheet>.Refuse(where.Refusals);
        var (whole, parts) = (where.Value, await Parts(where.Value, cancel));
        var tables = new List<FigureTable>();
        foreach (var (key, type) in Groups.Where(group => question.Group is null || group.Key == question.Group))
            tables.Add(await Table(key, (IFigureSource)rooms.GetRequiredService(type), whole, parts, span.Value, cancel));
        return new FigureSheet(whole.Code, whole.Name, whole.ParentCode, span.Value, clock.GetUtcNow(), tables);
    }

    private static async Task<FigureTable> Table(string key, IFigureSource source, Place whole, IReadOnlyList<Place> parts, FigureSpan span, CancellationToken cancel)
    {
        async Task<FigureLine> Line(Place place)
        {
            var figures = await source.Count(place.Reach, span.Period, cancel);
            return new FigureLine(place.Code, place.Name, place.Reach.Alone, [.. figures.Select(figure => new FigureCell(figure.Definition.Code, figure.Value, figure.Rows, RowsOf(source, figure.Definition.Code, place, span)))]);
        }
        var sum = await Line(whole);
        var lines = new List<FigureLine>();
        foreach (var part in parts)
        {
            var line = await Line(part);
            // What is closed, and the unit by itself, are shown only when there is something to show: the sum is right either way.
            if (part.Always || line.Cells.Any(cell => cell.Rows > 0)) lines.Add(line);
        }
        return new FigureTable(key, source.Title, source.Definitions, sum, lines);
    }

    private async Task<Result<Place>> Where(string? code, CancellationToken cancel)
    {
        code = string.IsNullOrEmpty(code) ? (await chosen.Look(cancel)).Unit?.Code : code;
        var reach = current.Where(OrganizationAccess.SeeFigures);
        var paths = reach.Paths.ToList();
        var units = db.Units().AsNoTracking().Within(reach);
        units = code is not null ? units.Where(unit => unit.Code == code) : paths.Count == 1 ? units.Where(unit => paths.Contains(unit.UnitPath)) : units.Where(_ => false);
        var found = await units.Select(unit => new { unit.Code, unit.Name, unit.UnitPath, Parent = db.Units().Within(reach).Where(above => above.Id == unit.ParentId).Select(above => above.Code).FirstOrDefault() }).FirstOrDefaultAsync(cancel);
        if (found is not null) return new Place(found.Code, found.Name, found.Parent, new Reach([found.UnitPath]), true);
        return code is null ? new Place(null, null, null, reach, true) : new Refusal("organization.unit.unknown", ("code", code)).At("unit");
    }

    // The units right below and what the unit did itself; for somebody with several units these.
    private async Task<IReadOnlyList<Place>> Parts(Place whole, CancellationToken cancel)
    {
        var (paths, today) = (whole.Reach.Paths.ToList(), LocalTime.Today(clock));
        var own = db.Units().Where(unit => unit.Code == whole.Code).Select(unit => (UnitId?)unit.Id);
        var units = db.Units().AsNoTracking();
        units = whole.Code is null ? units.Where(unit => paths.Contains(unit.UnitPath)) : units.Where(unit => own.Contains(unit.ParentId));
        var found = await units.OrderBy(unit => unit.UnitPath).Select(unit => new { unit.Code, unit.Name, unit.UnitPath, Open = unit.ClosedOn == null || unit.ClosedOn > today }).ToListAsync(cancel);
        if (found.Count == 0) return [];
        var parts = found.Select(unit => new Place(unit.Code, unit.Name, null, new Reach([unit.UnitPath]), unit.Open));
        return whole.Code is null ? [.. parts] : [.. parts, whole with { Reach = whole.Reach with { Alone = true }, Always = false }];
    }

    private static string RowsOf(IFigureSource source, string code, Place place, FigureSpan span)
    {
        var query = new QueryBuilder { { "figure", code } };
        if (place.Code is { } unit) query.Add("unit", unit);
        if (place.Reach.Alone) query.Add("alone", "1");
        query.Add("from", FigureSpan.Written(span.First));
        query.Add("until", FigureSpan.Written(span.Last));
        return source.RowsPage(code) + query.ToQueryString();
    }

    private sealed record Place(string? Code, string? Name, string? ParentCode, Reach Reach, bool Always);
}
