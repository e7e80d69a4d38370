using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>占用簿: books and frees volunteers' time, in the caller's transaction. The database itself refuses overlaps and too much time.</summary>
public sealed class DutyBook(ShouwangDb db, IdSource ids)
{
    /// <summary>Books a period; call inside a transaction. The rows are written with the caller's save, the limits at once.</summary>
    public async Task<Refusal?> Book(Volunteer volunteer, Period period, int restMinutes, string purpose, Guid purposeId, CancellationToken cancel)
    {
        // Before anything is written: whoever merges two records holds both, and would wait for the sums while we wait for the record.
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"select 1 from volunteers where id = {volunteer.Id.Value} for key share", cancel);
        var overlaps = await db.Bookings().AsNoTracking().AnyAsync(
            b => b.VolunteerId == volunteer.Id && b.From < period.Until.AddMinutes(restMinutes) && b.BusyUntil > period.From, cancel);
        if (overlaps) return new Refusal("volunteers.booking.overlap");
        if (!await Add(volunteer.Id, BookedSpan.Day, DayOf(period), period.Minutes, volunteer.MostMinutesPerDay, cancel))
            return new Refusal("volunteers.booking.day-limit", ("most", volunteer.MostMinutesPerDay));
        if (!await Add(volunteer.Id, BookedSpan.Week, DutyLimits.Monday(DayOf(period)), period.Minutes, volunteer.MostMinutesPerWeek, cancel))
            return new Refusal("volunteers.booking.week-limit", ("most", volunteer.MostMinutesPerWeek));
        db.Bookings().Add(new Booking(ids.New<BookingId>(), volunteer.Id, period, restMinutes, purpose, purposeId));
        return null;
    }

    /// <summary>Frees what was booked for a purpose: the whole of it.</summary>
    public async Task Release(VolunteerId volunteer, Guid purposeId, CancellationToken cancel)
    {
        var booking = await db.Bookings().FirstOrDefaultAsync(b => b.VolunteerId == volunteer && b.PurposeId == purposeId, cancel);
        if (booking is null) return;
        var period = new Period(booking.From, booking.Until);
        await Add(volunteer, BookedSpan.Day, DayOf(period), -booking.Minutes, int.MaxValue, cancel);
        await Add(volunteer, BookedSpan.Week, DutyLimits.Monday(DayOf(period)), -booking.Minutes, int.MaxValue, cancel);
        db.Bookings().Remove(booking);
    }

    /// <summary>Frees what is left of a duty that ended before its time, so that the volunteer can be asked for something else.</summary>
    public async Task EndEarly(VolunteerId volunteer, Guid purposeId, DateTimeOffset at, CancellationToken cancel)
    {
        var booking = await db.Bookings().FirstOrDefaultAsync(b => b.VolunteerId == volunteer && b.PurposeId == purposeId, cancel);
        if (booking is null) return;
        var period = new Period(booking.From, booking.Until);
        if (at <= booking.From)
        {
            await Release(volunteer, purposeId, cancel); // done before it was to begin
            return;
        }
        var freed = booking.EndEarly(at);
        if (freed == 0) return;
        await Add(volunteer, BookedSpan.Day, DayOf(period), -freed, int.MaxValue, cancel);
        await Add(volunteer, BookedSpan.Week, DutyLimits.Monday(DayOf(period)), -freed, int.MaxValue, cancel);
    }

    /// <summary>The refusal for a save that the booking constraints refused, or null for another reason.</summary>
    public static Refusal? RefusalOf(DbUpdateException failed) => Conflict.Of(failed) is { } constraint && constraint.Contains(VolunteersTables.NoOverlap, StringComparison.Ordinal)
        ? new Refusal("volunteers.booking.overlap")
        : null;

    // One statement, so that two parallel bookings cannot both see room for one: the second waits for the first row and then counts it.
    private async Task<bool> Add(VolunteerId volunteer, BookedSpan span, DateOnly begins, int minutes, int most, CancellationToken cancel)
    {
        var (id, name) = (db.IsSqlite ? (object)volunteer.Value.ToString().ToUpperInvariant() : volunteer.Value, span.ToString());
        object day = db.IsSqlite ? begins.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : begins;
        if (minutes > most) return false;
        return await db.Database.ExecuteSqlAsync(
            $"""
             insert into booked_times (volunteer_id, span, begins, minutes, most) values ({id}, {name}, {day}, {Math.Max(0, minutes)}, {most})
             on conflict (volunteer_id, span, begins) do update set minutes = booked_times.minutes + {minutes}, most = case when {minutes} < 0 then booked_times.most else {most} end
             where booked_times.minutes + {minutes} <= {most}
             """, cancel) == 1;
    }

    private static DateOnly DayOf(Period period) => DateOnly.FromDateTime(LocalTime.Here(period.From).DateTime);
}
