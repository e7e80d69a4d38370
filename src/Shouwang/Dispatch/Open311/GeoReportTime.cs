using System.Globalization;
using Shouwang.Host;

namespace Shouwang.Dispatch;

/// <summary>Times as GeoReport writes them (W3C date and time with zone), and the span that a question covers.</summary>
static class GeoReportTime
{
    private const string Form = "yyyy-MM-ddTHH:mm:sszzz";
    private static readonly string[] Read = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd"];

    /// <summary>The longest span that may be asked for; also what is answered when nobody says.</summary>
    public static readonly TimeSpan LongestSpan = TimeSpan.FromDays(90);

    public static string? Text(DateTimeOffset? at) => at is { } time ? LocalTime.Here(time).ToString(Form, CultureInfo.InvariantCulture) : null;

    /// <summary>From when until when, both inclusive; or what is wrong with the dates.</summary>
    public static Result<(DateTimeOffset From, DateTimeOffset Until)> Span(string? from, string? until, DateTimeOffset now)
    {
        var refusals = new List<Refusal>();
        var (begin, end) = (Instant(from, "start_date", refusals), Instant(until, "end_date", refusals));
        if (refusals.Count > 0) return refusals;
        var last = end ?? (begin is { } start && start + LongestSpan < now ? start + LongestSpan : now);
        var first = begin ?? last - LongestSpan;
        if (first > last) return new Refusal("dispatch.open311.span-backwards").At("start_date");
        if (last - first > LongestSpan) return new Refusal("dispatch.open311.span-too-long", ("days", (int)LongestSpan.TotalDays)).At("start_date");
        return (first, last);
    }

    private static DateTimeOffset? Instant(string? text, string field, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        // A plus sign that a client forgot to encode arrives as a blank; a time without zone is local.
        var plain = text.Trim().Replace(' ', '+');
        if (DateTime.TryParseExact(plain, Read, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var read))
            return (read.Kind == DateTimeKind.Utc ? new DateTimeOffset(read) : new DateTimeOffset(read, LocalTime.Zone.GetUtcOffset(read))).ToUniversalTime();
        refusals.Add(new Refusal("dispatch.open311.date").At(field));
        return null;
    }
}
