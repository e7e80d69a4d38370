namespace Shouwang.Foundation;

/// <summary>时段: a stretch of time; the start belongs to it, the end does not.</summary>
/// <param name="From">First instant of the period (inclusive).</param>
/// <param name="Until">First instant after the period (exclusive).</param>
public readonly record struct Period(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Whole minutes from start to end, rounded down; never negative.</summary>
    public int Minutes => (int)Math.Max(0, Math.Floor((Until - From).TotalMinutes));

    /// <summary>True when the instant lies inside.</summary>
    public bool Contains(DateTimeOffset at) => From <= at && at < Until;

    /// <summary>True when both share at least one instant.</summary>
    public bool Overlaps(Period other) => From < other.Until && other.From < Until;

    /// <summary>The calendar day, from midnight to midnight in the given zone.</summary>
    public static Period Day(DateOnly day, TimeZoneInfo zone) => Days(day, day, zone);

    /// <summary>From the first day's midnight to the midnight after the last day, in the given zone.</summary>
    public static Period Days(DateOnly first, DateOnly last, TimeZoneInfo zone) => new(Midnight(first, zone), Midnight(last.AddDays(1), zone));

    /// <summary>The first instant of a day in the given zone.</summary>
    public static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
