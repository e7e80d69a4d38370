using System.Globalization;
using System.Text;

namespace Shouwang.Foundation;

/// <summary>日历事项: one entry of somebody's calendar.</summary>
/// <param name="Uid">Stays the same as long as the entry lives, whatever becomes of it.</param>
/// <param name="Title">What.</param>
/// <param name="Place">Where, in words.</param>
/// <param name="When">From when until when.</param>
/// <param name="Sequence">Grows with every change.</param>
/// <param name="IsCancelled">True when it will not take place.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="Link">Where to read more; an address.</param>
/// <param name="Note">What else is to be known, or null.</param>
public sealed record CalendarEntry(string Uid, string Title, string Place, Period When, int Sequence, bool IsCancelled, DateTimeOffset ChangedAt, string Link, string? Note);

/// <summary>日历文本: writes a calendar as RFC 5545 (iCalendar) and RFC 7986 describe it, for phones that subscribe to it.</summary>
public static class CalendarText
{
    /// <summary>Most bytes of a line, without its line break (RFC 5545, 3.1).</summary>
    public const int LongestLine = 75;

    private const string Utc = "yyyyMMdd'T'HHmmss'Z'", Local = "yyyyMMdd'T'HHmmss", Zone = "Asia/Shanghai";

    /// <summary>The whole calendar; times are local ones of Asia/Shanghai.</summary>
    /// <param name="name">Name of the calendar as phones show it.</param>
    /// <param name="entries">The entries.</param>
    public static string Of(string name, IEnumerable<CalendarEntry> entries)
    {
        var text = new StringBuilder();
        string[] head =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Shouwang//Duties//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "NAME:" + Escaped(name), "X-WR-CALNAME:" + Escaped(name), "X-WR-TIMEZONE:" + Zone,
            "REFRESH-INTERVAL;VALUE=DURATION:PT15M", "BEGIN:VTIMEZONE", "TZID:" + Zone, "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
        ];
        foreach (var line in head) Append(text, line);
        foreach (var line in entries.SelectMany(Lines)) Append(text, line);
        Append(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static IEnumerable<string> Lines(CalendarEntry entry)
    {
        yield return "BEGIN:VEVENT";
        yield return "UID:" + Escaped(entry.Uid);
        yield return "DTSTAMP:" + entry.ChangedAt.UtcDateTime.ToString(Utc, CultureInfo.InvariantCulture);
        yield return "LAST-MODIFIED:" + entry.ChangedAt.UtcDateTime.ToString(Utc, CultureInfo.InvariantCulture);
        yield return $"DTSTART;TZID={Zone}:" + Here(entry.When.From);
        yield return $"DTEND;TZID={Zone}:" + Here(entry.When.Until);
        yield return "SEQUENCE:" + entry.Sequence.ToString(CultureInfo.InvariantCulture);
        yield return "STATUS:" + (entry.IsCancelled ? "CANCELLED" : "CONFIRMED");
        yield return "SUMMARY:" + Escaped(entry.Title);
        yield return "LOCATION:" + Escaped(entry.Place);
        if (entry.Note is { Length: > 0 } note) yield return "DESCRIPTION:" + Escaped(note);
        yield return "URL:" + entry.Link;
        yield return "END:VEVENT";
    }

    private static string Here(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString(Local, CultureInfo.InvariantCulture);

    /// <summary>A text as a property's value: commas, semicolons, backslashes and line breaks are marked.</summary>
    public static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);

    // Folded by bytes of UTF-8, never within a character; the blank that begins a further line counts.
    private static void Append(StringBuilder text, string line)
    {
        var used = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                used = 1;
            }
            text.Append(rune);
            used += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
