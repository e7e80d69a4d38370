namespace Shouwang.Volunteers;

/// <summary>记录期限: until when a service must stand in the record for good.</summary>
/// <remarks>Order 67 of the Ministry of Civil Affairs, article 11: within ten working days after the end of the activity.</remarks>
public static class RecordTerm
{
    /// <summary>Working days after the day on which the service ended.</summary>
    public const int WorkingDays = 10;

    /// <summary>The last day in time for a service that ended on that day.</summary>
    public static DateOnly DueOn(DateOnly ended, WorkingDays calendar) => calendar.After(ended, WorkingDays);
}
