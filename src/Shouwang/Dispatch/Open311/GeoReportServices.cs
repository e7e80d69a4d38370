using Microsoft.Extensions.Localization;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The service menu as GeoReport's service list; a jurisdiction is a center.</summary>
public sealed class GeoReportServices(ShouwangDb db, ServiceMenu menu, IStringLocalizer words)
{
    /// <summary>What may be said beside the standard's own fields; the same for every kind.</summary>
    internal const string Urgency = "urgency", From = "from", Gender = "gender", Language = "language";

    internal static readonly IReadOnlyList<string> Attributes = [Urgency, From, Gender, Language];

    /// <summary>The center that is meant; when only one is served, it need not be named.</summary>
    public async Task<Result<Unit>> Jurisdiction(string? id, CancellationToken cancel)
    {
        var centers = db.Units().AsNoTracking().Where(unit => unit.Kind == UnitKind.Center);
        if (!string.IsNullOrWhiteSpace(id))
            return await centers.FirstOrDefaultAsync(unit => unit.Code == id.Trim(), cancel) is { } named ? named : new Refusal("dispatch.open311.jurisdiction.unknown").At("jurisdiction_id");
        return await centers.OrderBy(unit => unit.Code).Take(2).ToListAsync(cancel) is [var only] ? only : new Refusal("dispatch.open311.jurisdiction-missing").At("jurisdiction_id");
    }

    internal async Task<Result<GeoReportAnswer>> List(string? jurisdiction, CancellationToken cancel)
    {
        var center = await Jurisdiction(jurisdiction, cancel);
        if (!center.IsOk) return Result<GeoReportAnswer>.Refuse(center.Refusals);
        return new GeoReportAnswer("services", Several.Of("service", (await menu.Offered(center.Value.UnitPath, cancel)).Select(Service)));
    }

    internal async Task<Result<GeoReportAnswer>> Definition(string code, string? jurisdiction, CancellationToken cancel)
    {
        var center = await Jurisdiction(jurisdiction, cancel);
        if (!center.IsOk) return Result<GeoReportAnswer>.Refuse(center.Refusals);
        if ((await menu.Offered(center.Value.UnitPath, cancel)).All(item => item.Code != code)) return new Refusal("dispatch.open311.service.unknown").At("service_code");
        return new GeoReportAnswer("service_definition", new Element[]
        {
            new("service_code", code),
            new("attributes", Several.Of("attribute", Definitions().Select(Attribute))),
        });
    }

    private IReadOnlyList<Element> Service(ServiceMenu.Line item) =>
    [
        new("service_code", item.Code),
        new("service_name", item.Shown),
        new("description", words["{0}，约 {1} 分钟", words[Term.Of(item.Form)].Value, item.Minutes].Value),
        new("metadata", true),
        new("type", "realtime"),
        new("keywords", item.Skill is { } skill ? words[SkillCatalog.Chinese(skill)].Value : null),
        new("group", words[Term.Of(item.Form)].Value),
    ];

    private sealed record Defined(string Code, string Datatype, string Description, string? How, IReadOnlyList<(string Key, string Name)> Values);

    private IEnumerable<Defined> Definitions() =>
    [
        new(Urgency, "singlevaluelist", words["缓急"], words["不写就按服务的常例"], Words<Dispatch.Urgency>()),
        new(From, "datetime", words["希望的时间"], words["不写就是尽快；如 2026-11-24T09:30:00+08:00"], []),
        new(Gender, "singlevaluelist", words["希望志愿者的性别"], words["不写就是都可以"], [.. Words<Gender>().Where(value => value.Key != nameof(Volunteers.Gender.Unsaid))]),
        new(Language, "singlevaluelist", words["居民说的语言"], words["不写就是普通话"], [.. LanguageCatalog.All.Select(language => (language.Code, words[language.Chinese].Value))]),
    ];

    private static IReadOnlyList<Element> Attribute(Defined attribute, int index) =>
    [
        new("variable", true),
        new("code", attribute.Code),
        new("datatype", attribute.Datatype),
        new("required", false),
        new("datatype_description", attribute.How),
        new("order", index + 1),
        new("description", attribute.Description),
        .. attribute.Values.Count == 0 ? [] : new Element[] { new("values", Several.Of("value", attribute.Values.Select(Element[] (value) => [new("key", value.Key), new("name", value.Name)]))) },
    ];

    private List<(string Key, string Name)> Words<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (value.ToString(), words[Term.Of(value)].Value))];
}
