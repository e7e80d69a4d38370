using System.Globalization;

namespace Shouwang.Foundation;

/// <summary>工作日历: the working days of the country, with the yearly holidays and the weekends worked in exchange (调休).</summary>
/// <remarks>Source: the State Council's yearly notice, kept as data. Of a year that is not in the data only weekends are known to be free; <see cref="Knows"/> says so.</remarks>
public sealed class WorkingDays
{
    private readonly Dictionary<DateOnly, bool> exceptions;
    private readonly HashSet<int> years;

    private WorkingDays(Dictionary<DateOnly, bool> exceptions) => (this.exceptions, years) = (exceptions, [.. exceptions.Keys.Select(day => day.Year)]);

    /// <summary>Reads rows <c>date,kind,name</c> below one row of heads; <c>off</c> is free, <c>work</c> is worked.</summary>
    /// <exception cref="FormatException">A row cannot be read, or a day is there twice; the message names the line.</exception>
    public static WorkingDays Read(string csv)
    {
        var days = new Dictionary<DateOnly, bool>();
        foreach (var (line, cells) in CsvText.Read(csv).Skip(1))
        {
            if (cells.Count < 2 || !DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || cells[1] is not ("off" or "work") || !days.TryAdd(day, cells[1] == "work"))
                throw new FormatException($"Working days, line {line}: expected a date of its own and 'off' or 'work'.");
        }
        return new WorkingDays(days);
    }

    /// <summary>True when the holidays of the year are known.</summary>
    public bool Knows(int year) => years.Contains(year);

    /// <summary>True for a day on which offices work.</summary>
    public bool IsWorking(DateOnly day) => exceptions.TryGetValue(day, out var works) ? works : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>期限: the last day on which something is in time that is due within so many working days after a day.</summary>
    /// <param name="day">The day of the event; it does not count itself.</param>
    /// <param name="count">Working days, one or more.</param>
    public DateOnly After(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        while (count > 0) if (IsWorking(day = day.AddDays(1))) count--;
        return day;
    }

    /// <summary>逾期线: the latest day whose term of so many working days has run out before today.</summary>
    public DateOnly LatestOverdue(DateOnly today, int count)
    {
        var day = today.AddDays(-1);
        while (After(day, count) >= today) day = day.AddDays(-1);
        return day;
    }
}
