using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch.Pages;

/// <summary>What was typed into the form of a need, kept word for word so that a refusal loses nothing.</summary>
public sealed record NeedInput
{
    public string? Kind { get; init; }
    public string? Note { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? Station { get; init; }
    public string? Day { get; init; }
    public string? Hour { get; init; }
    public string? Gender { get; init; }
    public string? Language { get; init; }
    public bool Urgent { get; init; }
    public string? Source { get; init; }

    public static NeedInput Read(IFormCollection form) => new()
    {
        Kind = form["kind"], Note = form["note"], Name = form["name"], Phone = form["phone"], Address = form["address"], Station = form["station"],
        Day = form["day"], Hour = form["hour"], Gender = form["gender"], Language = form["language"], Urgent = form["urgent"] == "on", Source = form["source"],
    };

    /// <summary>True when one of the folded wishes was filled in; the fold then stays open.</summary>
    public bool HasWishes => Urgent || !string.IsNullOrEmpty(Gender) || !string.IsNullOrEmpty(Language);

    /// <summary>The wished start, or null for as soon as possible; what cannot be read is a refusal of its field.</summary>
    public (DateTimeOffset? From, Refusal? No) Start()
    {
        if (string.IsNullOrEmpty(Day)) return (null, null);
        if (!DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (null, new Refusal("dispatch.need.day").At("day"));
        if (!TimeOnly.TryParseExact(Hour, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour)) return (null, new Refusal("dispatch.need.hour").At("hour"));
        return (Period.Midnight(day, LocalTime.Zone) + hour.ToTimeSpan(), null);
    }

    public Gender? WishedGender => Enum.TryParse<Gender>(Gender, out var gender) && Enum.IsDefined(gender) && !char.IsAsciiDigit(Gender[0]) ? gender : null;

    /// <summary>The days that can be chosen: as soon as possible, and the next two weeks.</summary>
    public static IEnumerable<(string, string)> Days(DateOnly today, IStringLocalizer words) =>
    [
        ("", words["尽快"]),
        .. Enumerable.Range(0, 14).Select(i => today.AddDays(i)).Select((day, i) => (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), i switch
        {
            0 => words["今天 {0}", DayAndWeek(day)].Value, 1 => words["明天 {0}", DayAndWeek(day)].Value, _ => DayAndWeek(day),
        })),
    ];

    public static IEnumerable<(string, string)> Hours(IStringLocalizer words) =>
        [("", words["几点"]), .. Enumerable.Range(14, 29).Select(half => new TimeOnly(half / 2, half % 2 * 30).ToString("HH:mm", CultureInfo.InvariantCulture)).Select(time => (time, time))];

    private static string DayAndWeek(DateOnly day) => day.ToString(Texts.IsEnglish ? "ddd d MMM" : "M月d日 ddd", CultureInfo.CurrentCulture);
}
