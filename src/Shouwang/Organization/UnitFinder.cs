using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Finds units by part of their name or the beginning of their code.</summary>
sealed class UnitFinder(ShouwangDb db, CurrentCaller current, IStringLocalizer words) : IFinder
{
    private const int Most = 12;

    public async Task<IReadOnlyList<Found>> Find(string sought, CancellationToken cancel)
    {
        var units = await db.Units().AsNoTracking().Within(current.Where(OrganizationAccess.SeeUnits))
            .Where(unit => unit.Name.Contains(sought) || unit.Code.StartsWith(sought))
            .OrderBy(unit => unit.UnitPath).Take(Most).Select(unit => new { unit.Code, unit.Name, unit.Kind }).ToListAsync(cancel);
        return [.. units.Select(unit => new Found(unit.Name, $"{words[Term.Of(unit.Kind)]} {unit.Code}", "/units/" + unit.Code))];
    }
}

/// <summary>查找: everything the caller may open that fits the words: entries of the menu first, then what the rooms find.</summary>
public sealed class FindAnything(CurrentCaller current, IEnumerable<IFinder> finders, IStringLocalizer words)
{
    public async Task<IReadOnlyList<Found>> Run(string? sought, CancellationToken cancel)
    {
        var text = (sought ?? "").Trim();
        if (text.Length is 0 or > 60) return [];
        var found = Rooms.All.SelectMany(room => room.Menu)
            .Where(entry => current.Rights.MayAnywhere(entry.Permission) && words[entry.Chinese].Value.Contains(text, StringComparison.CurrentCultureIgnoreCase))
            .Select(entry => new Found(words[entry.Chinese], words["菜单"], entry.Address)).ToList();
        foreach (var finder in finders) found.AddRange(await finder.Find(text, cancel));
        return found;
    }
}
