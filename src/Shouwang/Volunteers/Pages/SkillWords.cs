using Microsoft.Extensions.Localization;

namespace Shouwang.Volunteers.Pages;

/// <summary>Skills in words, in the order of the catalog.</summary>
static class SkillWords
{
    public static string Of(IReadOnlyCollection<string> codes, IStringLocalizer words) => codes.Count == 0 ? "—"
        : string.Join(Host.Texts.IsEnglish ? ", " : "、", SkillCatalog.All.Where(skill => codes.Contains(skill.Code)).Select(skill => words[skill.Chinese].Value));
}
