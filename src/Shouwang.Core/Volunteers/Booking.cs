namespace Shouwang.Volunteers;

/// <summary>占用: time of a volunteer that is given to a duty; no two of one volunteer overlap (database constraint).</summary>
public sealed class Booking
{
    private Booking() { }

    /// <summary>Books a period for a purpose.</summary>
    public Booking(BookingId id, VolunteerId volunteer, Period period, int restMinutes, string purpose, Guid purposeId) =>
        (Id, VolunteerId, From, Until, BusyUntil, Purpose, PurposeId, Minutes) =
        (id, volunteer, period.From, period.Until, period.Until.AddMinutes(restMinutes), purpose, purposeId, period.Minutes);

    /// <summary>The id.</summary>
    public BookingId Id { get; private set; }

    /// <summary>Whose time.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>Start of the duty.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>End of the duty.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>End of duty, way and rest: earliest start of the next.</summary>
    public DateTimeOffset BusyUntil { get; private set; }

    /// <summary>What for: <c>order</c>, later <c>shift</c>.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>Which order or shift.</summary>
    public Guid PurposeId { get; private set; }

    /// <summary>Length of the duty, in minutes.</summary>
    public int Minutes { get; private set; }

    /// <summary>提前结束: the duty is over before its planned end; the rest of it is free, the pause after it stays.</summary>
    /// <param name="at">When it ended, after its start.</param>
    /// <returns>The minutes that are free now; 0 when nothing is left.</returns>
    public int EndEarly(DateTimeOffset at)
    {
        if (at <= From || at >= Until) return 0;
        var (rest, before) = (BusyUntil - Until, Minutes);
        (Until, BusyUntil) = (at, at + rest);
        Minutes = new Period(From, Until).Minutes;
        return before - Minutes;
    }
}

/// <summary>已占时长: booked minutes of one volunteer in one day or week, with the limit beside them; the database refuses more than the limit.</summary>
public sealed class BookedTime
{
    /// <summary>Whose.</summary>
    public VolunteerId VolunteerId { get; init; }

    /// <summary>Day or Week.</summary>
    public BookedSpan Span { get; init; }

    /// <summary>The day, or the Monday of the week, local to the unit.</summary>
    public DateOnly Begins { get; init; }

    /// <summary>Minutes booked.</summary>
    public int Minutes { get; init; }

    /// <summary>Most minutes allowed.</summary>
    public int Most { get; init; }
}

/// <summary>时长范围.</summary>
public enum BookedSpan
{
    /// <summary>日.</summary>
    [Term("日")] Day,

    /// <summary>周.</summary>
    [Term("周")] Week,
}

/// <summary>服务时限规则: may this volunteer take this period? The pure twin of the database's constraints.</summary>
public static class DutyLimits
{
    /// <summary>What stands against it, or null.</summary>
    /// <param name="state">The volunteer's state.</param>
    /// <param name="availability">His weekly windows; none means any time.</param>
    /// <param name="period">The period wanted.</param>
    /// <param name="restMinutes">Rest and way needed after each duty.</param>
    /// <param name="booked">His bookings around the period, as occupied time including rest.</param>
    /// <param name="minutesThatDay">Minutes booked on the day already.</param>
    /// <param name="minutesThatWeek">Minutes booked in the week already.</param>
    /// <param name="mostPerDay">His limit per day.</param>
    /// <param name="mostPerWeek">His limit per week.</param>
    /// <param name="zone">The unit's zone, in which days and windows are read.</param>
    public static Refusal? Barrier(
        VolunteerState state, IReadOnlyList<WeekWindow> availability, Period period, int restMinutes, IEnumerable<Period> booked,
        int minutesThatDay, int minutesThatWeek, int mostPerDay, int mostPerWeek, TimeZoneInfo zone)
    {
        if (state != VolunteerState.Active) return new Refusal("volunteers.duty.not-active", ("state", state));
        if (!IsAvailable(availability, period, zone)) return new Refusal("volunteers.duty.not-available");
        var wanted = period with { Until = period.Until.AddMinutes(restMinutes) };
        if (booked.Any(wanted.Overlaps)) return new Refusal("volunteers.booking.overlap");
        if (minutesThatDay + period.Minutes > mostPerDay) return new Refusal("volunteers.booking.day-limit", ("most", mostPerDay));
        if (minutesThatWeek + period.Minutes > mostPerWeek) return new Refusal("volunteers.booking.week-limit", ("most", mostPerWeek));
        return null;
    }

    /// <summary>True when the whole period lies in one of the windows; without windows always.</summary>
    public static bool IsAvailable(IReadOnlyList<WeekWindow> windows, Period period, TimeZoneInfo zone)
    {
        if (windows.Count == 0) return true;
        var (from, until) = (TimeZoneInfo.ConvertTime(period.From, zone), TimeZoneInfo.ConvertTime(period.Until, zone));
        if (from.Date != until.Date) return false;
        return windows.Any(w => w.Day == from.DayOfWeek && w.From <= TimeOnly.FromDateTime(from.DateTime) && TimeOnly.FromDateTime(until.DateTime) <= w.Until);
    }

    /// <summary>The Monday of the day's week.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
