namespace Shouwang.Volunteers;

/// <summary>Volunteers and times for the tests of this room.</summary>
static class Somebody
{
    private static readonly IdSource Ids = SeededIds.From(7, new FakeClock());

    public static LittleDistrict District { get; } = new(Ids, new FakeClock().Today);
    public static TimeZoneInfo Beijing { get; } = TimeZoneInfo.CreateCustomTimeZone("Beijing", TimeSpan.FromHours(8), "Beijing", "Beijing");

    /// <summary>Monday, 9 May 2022, at that time in Beijing.</summary>
    public static DateTimeOffset Monday(int hour, int minute = 0, int daysOn = 0) => new DateTimeOffset(2022, 5, 9, 0, 0, 0, TimeSpan.FromHours(8)).AddDays(daysOn).AddHours(hour).AddMinutes(minute);

    public static VolunteerDetails Details { get; } = new() { Name = "刘芳", Phone = new SealedText("sealed"), PhoneIndex = new BlindIndex("x") };

    public static Volunteer Active(VolunteerDetails? details = null) => Volunteer.Apply(Ids.New<VolunteerId>(), "SW00000001", District.Pine, details ?? Details, approved: true, Monday(9)).Value;

    public static Volunteer Applied() => Volunteer.Apply(Ids.New<VolunteerId>(), "SW00000002", District.Pine, Details, approved: false, Monday(9)).Value;

    public static ServiceRecord CheckedIn(DateTimeOffset? plannedEnd = null, int travel = 0) =>
        ServiceRecord.CheckIn(Ids.New<ServiceRecordId>(), District.Pine, Ids.New<VolunteerId>(), ("order", Guid.Empty), "代买代取", plannedEnd ?? Monday(10), travel, Monday(9));

    public static Team Team(Team? under = null) => Volunteers.Team.Make(Ids.New<TeamId>(), District.Pine, under, "助老队", TeamKind.Team, null, Monday(9)).Value;

    public static VolunteerId Another() => Ids.New<VolunteerId>();
}
