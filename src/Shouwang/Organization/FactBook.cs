using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Host;
using Shouwang.Ui;

namespace Shouwang.Organization;

/// <summary>What to look for in the ledger.</summary>
public sealed record FactQuestion(string? UnitCode = null, string? Type = null, Guid? Subject = null, ActorKind? Actor = null, DateOnly? Day = null, long? Before = null);

/// <summary>One page of facts, newest first; <see cref="Older"/> is where the next page begins.</summary>
public sealed record FactPage(IReadOnlyList<Fact> Facts, long? Older, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<UnitId, string> Units);

/// <summary>查看事实账: the ledger within the reach of the audit administrator.</summary>
public sealed class FactBook(ShouwangDb db, CurrentCaller current, ActorNames names)
{
    public const int PageSize = 100, MostExported = 100_000;

    public async Task<FactPage> Run(FactQuestion question, CancellationToken cancel)
    {
        var facts = await (await Asked(question, cancel)).OrderByDescending(fact => fact.Id).Take(PageSize + 1).ToListAsync(cancel);
        var shown = facts.Take(PageSize).ToList();
        return new FactPage(shown, facts.Count > PageSize ? shown[^1].Id : null, await names.Run(shown, cancel), await UnitNames(shown, cancel));
    }

    /// <summary>The same facts as rows of a file, oldest last; cells are safe from being taken for formulas.</summary>
    public async IAsyncEnumerable<string> Export(FactQuestion question, IStringLocalizer words, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        yield return "\uFEFF" + CsvText.Row([words["编号"], words["时间"], words["单位"], words["事项"], words["类型"], words["操作人"], words["来源"], words["对象"], words["对象编号"], words["内容"], words["链上序号"]]);
        for (long? before = question.Before, sent = 0; sent < MostExported; sent += PageSize)
        {
            var page = await Run(question with { Before = before }, cancel);
            foreach (var fact in page.Facts) yield return CsvText.Row(Cells(fact, page, words));
            if (page.Older is null) yield break;
            before = page.Older;
        }
    }

    private static IEnumerable<string?> Cells(Fact fact, FactPage page, IStringLocalizer words) =>
    [
        fact.Id.ToString(CultureInfo.InvariantCulture), LocalTime.Here(fact.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        page.Units.GetValueOrDefault(fact.UnitId), FactSentence.Of(fact, words), fact.Type, FactSentence.ActorOf(fact, page.Names, words),
        words[Term.Of(fact.ActorKind)], fact.Subject, fact.SubjectId.ToString(), fact.Payload, fact.Sequence.ToString(CultureInfo.InvariantCulture),
    ];

    private async Task<IQueryable<Fact>> Asked(FactQuestion question, CancellationToken cancel)
    {
        var facts = db.Facts().AsNoTracking().Within(current.Where(OrganizationAccess.ReadFacts));
        if (!string.IsNullOrWhiteSpace(question.UnitCode))
        {
            var code = question.UnitCode.Trim();
            var path = await db.Units().Where(unit => unit.Code == code).Select(unit => unit.UnitPath).FirstOrDefaultAsync(cancel);
            facts = path is null ? facts.Where(_ => false) : facts.Within(new Reach([path]));
        }
        if (!string.IsNullOrWhiteSpace(question.Type)) facts = facts.Where(fact => fact.Type.StartsWith(question.Type));
        if (question.Subject is { } subject) facts = facts.Where(fact => fact.SubjectId == subject);
        if (question.Actor is { } actor) facts = facts.Where(fact => fact.ActorKind == actor);
        if (question.Day is { } day && Period.Day(day, LocalTime.Zone) is var (from, until)) facts = facts.Where(fact => fact.At >= from.ToUniversalTime() && fact.At < until.ToUniversalTime());
        if (question.Before is { } before) facts = facts.Where(fact => fact.Id < before);
        return facts;
    }

    private Task<Dictionary<UnitId, string>> UnitNames(List<Fact> facts, CancellationToken cancel)
    {
        var units = facts.Select(fact => fact.UnitId).Distinct().ToList();
        return db.Units().AsNoTracking().Where(unit => units.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.Name, cancel);
    }
}
