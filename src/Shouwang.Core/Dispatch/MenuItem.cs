using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>服务菜单项: a kind of service that a center offers.</summary>
public sealed class MenuItem : Aggregate
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 30;

    /// <summary>Longest safety rule, in characters.</summary>
    public const int LongestRule = 300;

    private MenuItem() { }

    /// <summary>The id.</summary>
    public MenuItemId Id { get; private set; }

    /// <summary>编码: short code, unique within the center: <c>shopping</c>, <c>haircut</c>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>名称, in Chinese.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name in English; the Chinese one is shown where there is none.</summary>
    public string? EnglishName { get; private set; }

    /// <summary>Name in the icon sprite.</summary>
    public string Icon { get; private set; } = "heart-handshake";

    /// <summary>服务形式.</summary>
    public ServiceForm Form { get; private set; }

    /// <summary>所需技能: code of the skill a volunteer must have; null when anybody can do it.</summary>
    public string? Skill { get; private set; }

    /// <summary>标准时长, in minutes.</summary>
    public int StandardMinutes { get; private set; }

    /// <summary>所需人数: how many volunteers one order needs.</summary>
    public int PeopleNeeded { get; private set; }

    /// <summary>默认缓急.</summary>
    public Urgency Urgency { get; private set; }

    /// <summary>安全要求: what the volunteer must observe, shown before accepting; null when there is nothing special.</summary>
    public string? SafetyRule { get; private set; }

    /// <summary>有人身安全或心理健康风险.</summary>
    public bool HasRisk { get; private set; }

    /// <summary>风险和防护措施; null when there is no risk.</summary>
    public string? RiskNotice { get; private set; }

    /// <summary>大型活动.</summary>
    public bool IsLargeEvent { get; private set; }

    /// <summary>一个月以上.</summary>
    public bool IsLongTerm { get; private set; }

    /// <summary>在外地服务.</summary>
    public bool IsOutsidePlace { get; private set; }

    /// <summary>最低年龄, in years; null when only the law's rules count.</summary>
    public int? MinimumAge { get; private set; }

    /// <summary>须签协议.</summary>
    public bool WantsAgreement { get; private set; }

    /// <summary>须有保险.</summary>
    public bool WantsInsurance { get; private set; }

    /// <summary>服务条件: they hold at once, also for orders already placed, because the law asks for them on the day of service.</summary>
    public ServiceConditions Conditions => new()
    {
        HasRisk = HasRisk, RiskNotice = RiskNotice, IsLargeEvent = IsLargeEvent, IsLongTerm = IsLongTerm, IsOutsidePlace = IsOutsidePlace, MinimumAge = MinimumAge, WantsAgreement = WantsAgreement, WantsInsurance = WantsInsurance,
    };

    /// <summary>排列次序: place in the menu, small numbers first.</summary>
    public int Order { get; private set; }

    /// <summary>False when no new orders of this kind are taken.</summary>
    public bool IsOffered { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("menu-item", Id.Value);

    /// <summary>新增: puts a kind of service on a center's menu.</summary>
    public static Result<MenuItem> Add(MenuItemId id, IInUnit center, string code, MenuEntryTerms terms)
    {
        List<Refusal> refusals = [.. terms.Check()];
        if (code is not { Length: >= 2 and <= 30 } || !code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            refusals.Add(new Refusal("dispatch.menu.malformed-code").At("code"));
        if (refusals.Count > 0) return refusals;
        var item = new MenuItem { Id = id, UnitId = center.UnitId, UnitPath = center.UnitPath, Code = code, IsOffered = true };
        item.Set(terms);
        item.Record("dispatch.menu.added", ("code", code), ("name", item.Name));
        return item;
    }

    /// <summary>修改: other terms from now on; orders already placed keep theirs.</summary>
    public Result<Done> Change(MenuEntryTerms terms)
    {
        var refusals = terms.Check().ToList();
        if (refusals.Count > 0) return refusals;
        Set(terms);
        Record("dispatch.menu.changed", ("code", Code), ("name", Name));
        return Done.It;
    }

    /// <summary>停用或恢复: takes the kind off the menu, or puts it back.</summary>
    public Result<Done> Offer(bool offered)
    {
        if (IsOffered == offered) return Done.It;
        IsOffered = offered;
        Record(offered ? "dispatch.menu.resumed" : "dispatch.menu.stopped", ("code", Code), ("name", Name));
        return Done.It;
    }

    private void Set(MenuEntryTerms terms)
    {
        (Name, EnglishName, Icon, Form, Skill, StandardMinutes, PeopleNeeded, Urgency, SafetyRule, Order) =
        (terms.Name.Trim(), Blank(terms.EnglishName), Blank(terms.Icon) ?? "heart-handshake", terms.Form, Blank(terms.Skill), terms.StandardMinutes, terms.PeopleNeeded, terms.Urgency, Blank(terms.SafetyRule), terms.Order);
        var conditions = terms.Conditions;
        (HasRisk, RiskNotice, IsLargeEvent, IsLongTerm, IsOutsidePlace, MinimumAge, WantsAgreement, WantsInsurance) =
            (conditions.HasRisk, Blank(conditions.RiskNotice), conditions.IsLargeEvent, conditions.IsLongTerm, conditions.IsOutsidePlace, conditions.MinimumAge, conditions.WantsAgreement, conditions.WantsInsurance);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>菜单项条件: what a center says about a kind of service.</summary>
public sealed record MenuEntryTerms(
    string Name, string? EnglishName, string? Icon, ServiceForm Form, string? Skill, int StandardMinutes, int PeopleNeeded, Urgency Urgency, string? SafetyRule, int Order)
{
    /// <summary>服务条件: what the service demands of those who give it.</summary>
    public ServiceConditions Conditions { get; init; } = ServiceConditions.None;

    /// <summary>Everything that is wrong with the terms.</summary>
    public IEnumerable<Refusal> Check()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > MenuItem.LongestName) yield return new Refusal("dispatch.menu.name", ("most", MenuItem.LongestName)).At("name");
        if (!string.IsNullOrWhiteSpace(Skill) && !SkillCatalog.Has(Skill)) yield return new Refusal("dispatch.menu.unknown-skill").At("skill");
        if (StandardMinutes is < 5 or > 12 * 60) yield return new Refusal("dispatch.order.minutes", ("least", 5), ("most", 12 * 60)).At("standardMinutes");
        if (PeopleNeeded is < 1 or > ServiceOrder.MostPeople) yield return new Refusal("dispatch.order.people", ("most", ServiceOrder.MostPeople)).At("peopleNeeded");
        if (SafetyRule is { Length: > MenuItem.LongestRule }) yield return new Refusal("dispatch.menu.rule-too-long", ("most", MenuItem.LongestRule)).At("safetyRule");
        foreach (var refusal in Conditions.Check()) yield return refusal;
    }
}
