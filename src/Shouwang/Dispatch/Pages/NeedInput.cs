using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Dispatch.Pages;

/// <summary>What was typed into the form of a need, kept word for word so that a refusal loses nothing.</summary>
public sealed record NeedInput
{
    public string? Kind { get; init; }
    public string? Note { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? Unit { get; init; }
    public string? Day { get; init; }
    public string? From { get; init; }
    public string? WishedGender { get; init; }
    public string? WishedLanguage { get; init; }
    public bool Urgent { get; init; }
    public string? Source { get; init; }

    public static NeedInput Read(IFormCollection form) => new()
    {
        Kind = form["kind"], Note = form["note"], Name = form["name"], Phone = form["phone"], Address = form["address"], Unit = form["unit"],
        Day = form["day"], From = form["from"], WishedGender = form["wishedGender"], WishedLanguage = form["wishedLanguage"], Urgent = form["urgent"] == "on", Source = form["source"],
    };

    /// <summary>True when one of the folded wishes was filled in; the fold then stays open.</summary>
    public bool HasWishes => Urgent || !string.IsNullOrEmpty(WishedGender) || !string.IsNullOrEmpty(WishedLanguage);

    /// <summary>The same for the use case; a day without an hour is its refusal.</summary>
    public OrderRequest ToRequest(string? doorCode) => new()
    {
        Kind = Kind, Note = Note, Name = Name, Phone = Phone, Address = Address, Unit = Unit, Urgency = Urgent ? nameof(Urgency.Urgent) : null,
        From = string.IsNullOrEmpty(Day) ? null : $"{Day}T{From}", WishedGender = WishedGender, WishedLanguage = WishedLanguage, DoorCode = doorCode,
    };

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
