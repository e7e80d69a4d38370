using System.Globalization;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Over which days figures are asked for: one of the usual spans, or from one day to another, both inclusive.</summary>
public sealed record FigureSpan(string? Name, DateOnly First, DateOnly Last)
{
    private const int MostDays = 366 * 3;

    /// <summary>The usual spans, as they stand in an address, with their words.</summary>
    public static IReadOnlyList<(string Name, string Chinese)> Usual { get; } =
        [("today", "今天"), ("week", "本周"), ("month", "本月"), ("last-month", "上月"), ("quarter", "本季"), ("year", "今年")];

    public Period Period => Period.Days(First, Last, LocalTime.Zone);

    /// <summary>Two days from the address; without them the named span; without a name this month.</summary>
    public static Result<FigureSpan> Read(string? name, string? first, string? last, DateOnly today)
    {
        if (string.IsNullOrEmpty(first) && string.IsNullOrEmpty(last)) return Named(name, today);
        if (Day(first) is not { } from) return new Refusal("organization.figures.day").At("from");
        if (Day(last) is not { } until) return new Refusal("organization.figures.day").At("until");
        if (until < from) return new Refusal("organization.figures.order").At("until");
        if (until.DayNumber - from.DayNumber >= MostDays) return new Refusal("organization.figures.too-long", ("years", 3)).At("until");
        return new FigureSpan(null, from, until);
    }

    /// <summary>A day as addresses write it.</summary>
    public static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static FigureSpan Named(string? name, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        return name switch
        {
            "today" => new(name, today, today),
            "week" => new(name, today.AddDays(-((int)today.DayOfWeek + 6) % 7), today),
            "last-month" => new(name, month.AddMonths(-1), month.AddDays(-1)),
            "quarter" => new(name, new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1), today),
            "year" => new(name, new DateOnly(today.Year, 1, 1), today),
            _ => new("month", month, today),
        };
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1999 and < 2200 ? day : null;
}
