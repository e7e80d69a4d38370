using System.Globalization;

namespace Shouwang.Host;

/// <summary>Times as people here read them: the unit's zone, 24 hours, dates as 2022年5月6日.</summary>
public static class LocalTime
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateTimeOffset Here(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(Here(clock.GetUtcNow()).DateTime);

    public static string Day(DateOnly day) => day.ToString(Texts.IsEnglish ? "d MMM yyyy" : "yyyy年M月d日", CultureInfo.CurrentCulture);

    public static string Clock(DateTimeOffset at) => Here(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Full(DateTimeOffset at)
    {
        var here = Here(at);
        return $"{Day(DateOnly.FromDateTime(here.DateTime))} {here.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>As spreadsheets sort it: 2022-05-06 09:00.</summary>
    public static string Sortable(DateTimeOffset at) => Here(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Month, day and time, without the year: for lists of what is near.</summary>
    public static string Short(DateTimeOffset at) =>
        Here(at).ToString(Texts.IsEnglish ? "d MMM HH:mm" : "M月d日 HH:mm", CultureInfo.CurrentCulture);
}
