using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>
/// Everybody who could be sent, with all that the ranking asks about, read once for all orders together: what
/// <see cref="CandidateFinder"/> reads for one order at a time would take as many trips as there are orders.
/// </summary>
public sealed class ProposalPeople(ShouwangDb db, OrderConditions conditions)
{
    /// <summary>A volunteer with what holds whatever the order.</summary>
    public sealed record Person(VolunteerId Id, string Name, string Number, GeoPoint? Place, string UnitPath, IReadOnlySet<string> Languages, Gender Gender, IReadOnlyList<WeekWindow> Windows, int MostPerDay, int MostPerWeek, bool OnDuty);

    private ILookup<VolunteerId, (DateTimeOffset From, DateTimeOffset Until, DateTimeOffset BusyUntil)> bookings = Enumerable.Empty<int>().ToLookup(_ => default(VolunteerId), _ => default((DateTimeOffset, DateTimeOffset, DateTimeOffset)));
    private Dictionary<(VolunteerId, BookedSpan, DateOnly), int> booked = [];
    private Dictionary<VolunteerId, int> offers = [];
    private Dictionary<VolunteerId, int> services = [];
    private ILookup<VolunteerId, (string Code, DateOnly? Until)> skills = Enumerable.Empty<int>().ToLookup(_ => default(VolunteerId), _ => default((string, DateOnly?)));
    private HashSet<(BlindIndex, VolunteerId)> excluded = [];
    private Dictionary<(BlindIndex, VolunteerId), int> faces = [];

    private ConditionCheck? check;

    public IReadOnlyList<Person> All { get; private set; } = [];

    public async Task Read(Reach reach, IReadOnlyList<ServiceOrder> orders, DateTimeOffset now, CancellationToken cancel)
    {
        var people = db.Volunteers().AsNoTracking().Within(reach).Where(v => v.State == VolunteerState.Active);
        All = (await people.OrderBy(v => v.Id).Select(v => new { v.Id, v.Name, v.Number, v.Latitude, v.Longitude, v.UnitPath, v.LanguageCodes, v.Gender, v.AvailabilityJson, v.MostMinutesPerDay, v.MostMinutesPerWeek, v.OnDuty, v.OnDutyUntil }).ToListAsync(cancel))
            .ConvertAll(v => new Person(
                v.Id, v.Name, v.Number, v.Latitude is { } lat && v.Longitude is { } lon ? new GeoPoint(lat, lon) : null, v.UnitPath, v.LanguageCodes.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
                v.Gender, Volunteer.ReadWindows(v.AvailabilityJson), v.MostMinutesPerDay, v.MostMinutesPerWeek, v.OnDuty && (v.OnDutyUntil is null || now < v.OnDutyUntil)));
        check = await conditions.Read([.. orders.Select(order => ConditionedOrder.Of(order, order.PlannedIfTakenAt(now).From))], people, cancel);
        await ReadTimes(people.Select(v => v.Id), orders, now, cancel);
        await ReadResidents([.. orders.Select(order => order.PhoneIndex).Distinct()], cancel);
    }

    /// <summary>The person as the ranking sees him for this order.</summary>
    public MatchCandidate Candidate(Person person, ServiceOrder order, MatchNeed need, DispatchPolicy policy)
    {
        var day = DayOf(need.Planned.From);
        var (busy, week) = (bookings[person.Id], booked.GetValueOrDefault((person.Id, BookedSpan.Week, DutyLimits.Monday(day))));
        var barrier = DutyLimits.Barrier(
            VolunteerState.Active, person.Windows, need.Planned, policy.RestMinutes, busy.Select(b => new Period(b.From, b.BusyUntil)),
            booked.GetValueOrDefault((person.Id, BookedSpan.Day, day)), week, person.MostPerDay, person.MostPerWeek, LocalTime.Zone);
        var last = busy.Where(b => b.Until <= need.Planned.From).Select(b => (DateTimeOffset?)b.Until).Max();
        var isAsked = order.Offers.Any(o => o.VolunteerId == person.Id && o.State != OfferState.Cancelled) || order.Assignments.Any(a => a.VolunteerId == person.Id);
        return new(
            person.Id, person.Place, person.UnitPath, skills[person.Id].Where(s => s.Until is null || s.Until >= day).Select(s => s.Code).ToHashSet(), person.Languages, person.Gender, barrier, person.OnDuty,
            week, offers.GetValueOrDefault(person.Id), services.GetValueOrDefault(person.Id), last is { } end ? (int)(need.Planned.From - end).TotalMinutes : null,
            faces.GetValueOrDefault((order.PhoneIndex, person.Id)), excluded.Contains((order.PhoneIndex, person.Id)), isAsked)
        {
            Lacking = check?.Missing(ConditionedOrder.Of(order, need.Planned.From), person.Id, person.UnitPath) is [var lack, ..] ? lack : null,
        };
    }

    public bool HasSkill(Person person, string skill) => skills[person.Id].Any(s => s.Code == skill);

    private async Task ReadTimes(IQueryable<VolunteerId> ids, IReadOnlyList<ServiceOrder> orders, DateTimeOffset now, CancellationToken cancel)
    {
        var planned = orders.Select(order => order.PlannedIfTakenAt(now)).ToList();
        var (before, after) = (planned.Min(p => p.From).AddDays(-1), planned.Max(p => p.Until).AddDays(1));
        bookings = (await db.Bookings().AsNoTracking().Where(b => ids.Contains(b.VolunteerId) && b.From < after && b.BusyUntil > before)
            .Select(b => new { b.VolunteerId, b.From, b.Until, b.BusyUntil }).ToListAsync(cancel)).ToLookup(b => b.VolunteerId, b => (b.From, b.Until, b.BusyUntil));
        var (firstDay, lastDay) = (DutyLimits.Monday(DayOf(before)), DayOf(after));
        booked = (await db.BookedTimes().AsNoTracking().Where(t => ids.Contains(t.VolunteerId) && t.Begins >= firstDay && t.Begins <= lastDay).ToListAsync(cancel))
            .ToDictionary(t => (t.VolunteerId, t.Span, t.Begins), t => t.Minutes);
        var (week, month) = (now.AddDays(-7), now.AddDays(-30));
        offers = await db.Offers().Where(o => ids.Contains(o.VolunteerId) && o.OfferedAt > week).GroupBy(o => o.VolunteerId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(o => o.Key, o => o.Count, cancel);
        services = await db.Assignments().Where(a => ids.Contains(a.VolunteerId) && a.From > month && a.State == AssignmentState.Finished).GroupBy(a => a.VolunteerId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(a => a.Key, a => a.Count, cancel);
        skills = (await db.VolunteerSkills().AsNoTracking().Where(s => ids.Contains(s.VolunteerId)).Select(s => new { s.VolunteerId, s.Code, s.CertificateUntil }).ToListAsync(cancel))
            .ToLookup(s => s.VolunteerId, s => (s.Code, s.CertificateUntil));
    }

    // Kept apart, and known faces, of all residents who are waiting.
    private async Task ReadResidents(List<BlindIndex> phones, CancellationToken cancel)
    {
        excluded = (await db.Exclusions().AsNoTracking().Where(e => phones.Contains(e.PhoneIndex) && e.LiftedAt == null).Select(e => new { e.PhoneIndex, e.VolunteerId }).ToListAsync(cancel))
            .Select(e => (e.PhoneIndex, e.VolunteerId)).ToHashSet();
        var served = await (
            from earlier in db.Orders().AsNoTracking()
            where phones.Contains(earlier.PhoneIndex) && earlier.CompletedAt != null
                && !db.Reviews().Any(r => r.OrderId == earlier.Id && r.Side == ReviewSide.Resident && r.Stars <= DispatchPolicy.BadStars)
            join place in db.Assignments() on earlier.Id equals place.OrderId
            where place.State == AssignmentState.Finished
            select new { earlier.PhoneIndex, place.VolunteerId }).ToListAsync(cancel);
        faces = served.GroupBy(face => (face.PhoneIndex, face.VolunteerId)).ToDictionary(group => group.Key, group => group.Count());
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(LocalTime.Here(at).DateTime);
}
