using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>服务菜单: what is offered at a unit; a center's menu holds for everything below it.</summary>
public sealed class ServiceMenu(ShouwangDb db)
{
    public sealed record Line(
        MenuItemId Id, string Code, string Name, string? EnglishName, string Icon, ServiceForm Form, string? Skill, int Minutes, int People,
        Urgency Urgency, string? SafetyRule, int Order, bool IsOffered, string UnitPath)
    {
        /// <summary>What the service demands of those who give it.</summary>
        public ServiceConditions Conditions { get; init; } = ServiceConditions.None;

        /// <summary>The name in the reader's language.</summary>
        public string Shown => Texts.IsEnglish && EnglishName is { Length: > 0 } english ? english : Name;
    }

    /// <summary>What may be asked for at the unit, in the menu's order.</summary>
    public Task<List<Line>> Offered(string unitPath, CancellationToken cancel)
    {
        var above = DispatchPolicies.Above(unitPath);
        return Lines(db.Menu().Where(item => above.Contains(item.UnitPath) && item.IsOffered)).ToListAsync(cancel);
    }

    /// <summary>The menus that hold for anything within reach.</summary>
    public Task<List<Line>> Above(Reach reach, CancellationToken cancel)
    {
        var above = reach.Paths.SelectMany(DispatchPolicies.Above).Distinct().ToList();
        return Lines(db.Menu().Where(item => above.Contains(item.UnitPath))).ToListAsync(cancel);
    }

    /// <summary>The whole menus within reach, also what is not offered any more.</summary>
    public Task<List<Line>> Within(Reach reach, CancellationToken cancel) => Lines(db.Menu().Within(reach)).ToListAsync(cancel);

    private static IQueryable<Line> Lines(IQueryable<MenuItem> items) => items.AsNoTracking().OrderBy(item => item.Order).ThenBy(item => item.Code).Select(item => new Line(
        item.Id, item.Code, item.Name, item.EnglishName, item.Icon, item.Form, item.Skill, item.StandardMinutes, item.PeopleNeeded,
        item.Urgency, item.SafetyRule, item.Order, item.IsOffered, item.UnitPath)
    {
        Conditions = new ServiceConditions { HasRisk = item.HasRisk, RiskNotice = item.RiskNotice, IsLargeEvent = item.IsLargeEvent, IsLongTerm = item.IsLongTerm, IsOutsidePlace = item.IsOutsidePlace, MinimumAge = item.MinimumAge, WantsAgreement = item.WantsAgreement, WantsInsurance = item.WantsInsurance },
    });
}
