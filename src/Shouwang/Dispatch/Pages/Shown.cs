using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Dispatch.Pages;

/// <summary>How states, reasons and durations of orders read on a page.</summary>
static class Shown
{
    /// <summary>What a resident reads along the way.</summary>
    public static readonly string[] Steps = ["已收到", "已派", "已接", "服务中", "已完成"];

    /// <summary>The states that have a tab of their own on the board.</summary>
    public static readonly OrderState[] Tabs = [OrderState.Placed, OrderState.Dispatched, OrderState.Accepted, OrderState.Serving, OrderState.Completed];

    public static (string Css, string Icon) Badge(OrderState state) => state switch
    {
        OrderState.Placed => ("placed", "inbox"),
        OrderState.Dispatched => ("offered", "send"),
        OrderState.Accepted => ("accepted", "user-check"),
        OrderState.Serving => ("serving", "run"),
        OrderState.Completed => ("done", "circle-check"),
        OrderState.Reviewed => ("reviewed", "star"),
        OrderState.Unreviewed => ("done", "circle-check"),
        OrderState.Withdrawn => ("withdrawn", "arrow-back-up"),
        OrderState.Failed => ("failed", "circle-x"),
        OrderState.Referred => ("withdrawn", "external-link"),
    };

    public static (string Css, string Icon, string Next) Queue(OrderException exception) => exception switch
    {
        OrderException.NobodyLeft => ("state-overdue", "user-x", "另派或上报"),
        OrderException.NoShow => ("state-failed", "hourglass", "电话联系，补派"),
        OrderException.Overdue => ("state-overdue", "clock-exclamation", "催办或改期"),
        OrderException.HandedBack => ("state-offered", "arrow-back-up", "马上补派"),
        OrderException.None => ("", "check", ""),
    };

    /// <summary>2 小时 5 分钟.</summary>
    public static string Minutes(int minutes, IStringLocalizer words) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => words["{0} 分钟", rest],
        (< 48 and var hours, 0) => words["{0} 小时", hours],
        (< 48 and var hours, var rest) => words["{0} 小时 {1} 分钟", hours, rest],
        (var hours, _) => words["{0} 天", hours / 24],
    };

    public static string Since(DateTimeOffset at, DateTimeOffset now, IStringLocalizer words) => Minutes((int)Math.Max(0, (now - at).TotalMinutes), words);

    public static string Metres(int metres, IStringLocalizer words) => metres < 1_000 ? words["{0} 米", metres] : words["{0} 公里", Math.Round(metres / 1000.0, 1)];

    /// <summary>距离 420 米.</summary>
    public static string Reason(MatchReason reason, int? value, IStringLocalizer words) => reason switch
    {
        MatchReason.Distance when value is { } metres => words["距离 {0}", Metres(metres, words)],
        MatchReason.Continuity when value is { } times => words["服务过这位居民 {0} 次", times],
        MatchReason.Load when value is { } minutes => words["本周已服务 {0}", Minutes(minutes, words)],
        MatchReason.Turns when value is { } times => words["近 30 天服务 {0} 次", times],
        MatchReason.Asked when value is { } times => words["近 7 天被派 {0} 次", times],
        MatchReason.ShortRest when value is { } minutes => words["距上次服务只隔 {0}", Minutes(minutes, words)],
        _ => words[Term.Of(reason)],
    };

    public static (string Css, string Icon) Chip(MatchReason reason) => reason switch
    {
        MatchReason.Distance or MatchReason.Skill or MatchReason.Language or MatchReason.Gender or MatchReason.SameStation => ("chip chip-for", "check"),
        MatchReason.Continuity => ("chip chip-for", "repeat"),
        MatchReason.UnknownDistance or MatchReason.OffDuty or MatchReason.Lent => ("chip", "info-circle"),
        MatchReason.OtherLanguage or MatchReason.OtherGender or MatchReason.Load or MatchReason.Turns or MatchReason.Asked or MatchReason.ShortRest => ("chip chip-against", "minus"),
        _ => ("chip", "info-circle"),
    };

    /// <summary>今天 14:00, 明天 9:30, else the date.</summary>
    public static string When(DateTimeOffset at, DateTimeOffset now, IStringLocalizer words)
    {
        var (day, today) = (DateOnly.FromDateTime(LocalTime.Here(at).DateTime), DateOnly.FromDateTime(LocalTime.Here(now).DateTime));
        return (day.DayNumber - today.DayNumber) switch
        {
            0 => words["今天 {0}", LocalTime.Clock(at)],
            1 => words["明天 {0}", LocalTime.Clock(at)],
            -1 => words["昨天 {0}", LocalTime.Clock(at)],
            _ => day.Year == today.Year ? LocalTime.Short(at) : LocalTime.Full(at),
        };
    }
}
