using Microsoft.Extensions.Localization;

namespace Shouwang.Volunteers.Pages;

/// <summary>How a policy stands today, in words.</summary>
static class PolicyWords
{
    public static string State(DateOnly from, DateOnly until, DateTimeOffset? endedAt, DateOnly today, IStringLocalizer words) =>
        endedAt is not null ? words["已终止"] : until < today ? words["已到期"] : from > today ? words["未生效"] : until.DayNumber - today.DayNumber <= 30 ? words["{0} 天后到期", until.DayNumber - today.DayNumber] : words["有效"];
}
