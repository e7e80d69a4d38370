using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>
/// Finds and ranks the volunteers for an order. What a row of the register says is judged for everybody in reach; what needs
/// further tables (bookings, offers, services) is read for the most promising first, two hundred at a time, and only until no
/// one left could still come before those found. The answer is the same as if everybody had been looked at.
/// </summary>
public sealed class CandidateFinder(ShouwangDb db, OrderConditions conditions, TimeProvider clock)
{
    private const int Batch = 200, MostLacking = 5;
    private const double MetresPerDegree = 111_320;

    /// <summary>The best who fit, at most so many, best first.</summary>
    public async Task<IReadOnlyList<RankedCandidate>> Best(ServiceOrder order, DispatchPolicy policy, int count, CancellationToken cancel)
    {
        var search = await Begin(order, policy, cancel);
        return await Best(search, await Promising(search, cancel), count, cancel);
    }

    /// <summary>The best who fit, and after them those who would have come before others but for what the law or the service asks of them: shown with the reason, never asked.</summary>
    public async Task<IReadOnlyList<RankedCandidate>> BestAndLacking(ServiceOrder order, DispatchPolicy policy, int count, CancellationToken cancel)
    {
        var search = await Begin(order, policy, cancel);
        var best = await Best(search, await Promising(search, cancel), count, cancel);
        var lacking = MatchRules.Rank(search.Need, search.Seen.Values.Where(seen => seen.Lacking is not null && !seen.MustNotBeSent && !seen.AlreadyAsked));
        return [.. best, .. lacking.Take(MostLacking)];
    }

    /// <summary>These volunteers as the ranking sees them, also those whom something excludes; and who would be the best instead of them.</summary>
    /// <param name="order">What they are to be asked for.</param>
    /// <param name="policy">The rules of its unit.</param>
    /// <param name="chosen">Whom somebody has chosen.</param>
    /// <param name="chosenFrom">Where the one who chooses knows the register; beyond it only people of the handling unit, and lent ones, can be chosen.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<(IReadOnlyList<RankedCandidate> Chosen, IReadOnlySet<VolunteerId> Best)> Compare(ServiceOrder order, DispatchPolicy policy, IReadOnlyCollection<VolunteerId> chosen, Reach chosenFrom, CancellationToken cancel)
    {
        var search = await Begin(order, policy, cancel);
        var (promising, wanted) = (await Promising(search, cancel), chosen.ToList());
        var lines = await Lines(db.Volunteers().Within(Reach.Of([.. search.People.Paths, .. chosenFrom.Paths])).Where(v => wanted.Contains(v.Id)), cancel);
        await InFull(search, [.. lines.UnionBy(promising.Take(Batch).Select(p => p.Line), line => line.Id)], cancel); // asks the tables once for both
        var judged = MatchRules.Rank(search.Need, await InFull(search, lines, cancel));
        return (judged, (await Best(search, promising, chosen.Count, cancel)).Select(best => best.Candidate.Id).ToHashSet());
    }

    private async Task<Search> Begin(ServiceOrder order, DispatchPolicy policy, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var lent = HeldShare.Lending(await db.SharesAt(now, cancel), order.UnitPath, now);
        return new Search(order, policy, now, NeedOf(order, now), await Known(order, cancel)) { People = Reach.Of([order.HandlerPath, .. lent.Paths]) };
    }

    private async Task<List<(Line Line, RankedCandidate Bound)>> Promising(Search search, CancellationToken cancel) =>
        [.. (await Lines(Reachable(search.People, search.Need), cancel)).Select(line => (Line: line, Bound: MatchRules.Judge(search.Need, AtBest(line, search.Known, search.Now))))
            .Where(p => p.Bound.Barrier is null).OrderBy(p => p.Bound.Cost).ThenBy(p => p.Line.Id.Value)];

    private async Task<IReadOnlyList<RankedCandidate>> Best(Search search, List<(Line Line, RankedCandidate Bound)> promising, int count, CancellationToken cancel)
    {
        var found = new List<RankedCandidate>();
        for (var start = 0; start < promising.Count; start += Batch)
        {
            var fitting = found.OrderBy(f => f.Cost).Take(count).ToList();
            if (fitting.Count == count && fitting[^1].Cost < promising[start].Bound.Cost) break;
            var batch = promising.Skip(start).Take(Batch).Select(p => p.Line).ToList();
            found.AddRange(MatchRules.Rank(search.Need, await InFull(search, batch, cancel)).Where(ranked => ranked.Barrier is null));
        }
        return [.. MatchRules.Rank(search.Need, found.Select(f => f.Candidate)).Take(count)];
    }

    private static MatchNeed NeedOf(ServiceOrder order, DateTimeOffset now) => new(
        order.PlannedIfTakenAt(now), order.Location, order.UnitPath, order.Skill, order.Urgency, order.WishedGender, order.WishedLanguage,
        NeedsPlace: order.Form is ServiceForm.Visit or ServiceForm.Group) { HandlerPath = order.HandlerPath };

    // The database leaves out who cannot come anyway: other subtrees, states, skills, and places beyond the farthest way.
    private IQueryable<Volunteer> Reachable(Reach reach, MatchNeed need)
    {
        var people = db.Volunteers().Within(reach).Where(v => v.State == VolunteerState.Active);
        if (need.Skill is { } skill)
        {
            var day = DayOf(need.Planned);
            people = people.Where(v => v.Skills.Any(s => s.Code == skill && (s.CertificateUntil == null || s.CertificateUntil >= day)));
        }
        if (!need.NeedsPlace || need.Place is not { } place) return people;
        var north = MatchRules.FarthestMetres / MetresPerDegree;
        var east = north / Math.Max(0.1, Math.Cos(place.Latitude * Math.PI / 180));
        var (south, top, west, right) = (place.Latitude - north, place.Latitude + north, place.Longitude - east, place.Longitude + east);
        return people.Where(v => v.Latitude == null || v.Latitude >= south && v.Latitude <= top && v.Longitude >= west && v.Longitude <= right);
    }

    private static async Task<List<Line>> Lines(IQueryable<Volunteer> people, CancellationToken cancel) => await people.AsNoTracking().Select(v => new Line(
        v.Id, v.Latitude, v.Longitude, v.UnitPath, v.LanguageCodes, v.Gender, v.State, v.AvailabilityJson, v.MostMinutesPerDay, v.MostMinutesPerWeek,
        v.OnDuty, v.OnDutyUntil)).ToListAsync(cancel);

    // What this order and this resident already say about people: few rows, found by index.
    private async Task<KnownPeople> Known(ServiceOrder order, CancellationToken cancel)
    {
        var asked = order.Offers.Where(o => o.State != OfferState.Cancelled).Select(o => o.VolunteerId).Concat(order.Assignments.Select(a => a.VolunteerId)).ToHashSet();
        var excluded = await db.Exclusions().AsNoTracking().Where(e => e.PhoneIndex == order.PhoneIndex && e.LiftedAt == null).Select(e => e.VolunteerId).ToListAsync(cancel);
        var faces = await (
            from earlier in db.Orders().AsNoTracking()
            where earlier.PhoneIndex == order.PhoneIndex && earlier.CompletedAt != null
                && !db.Reviews().Any(r => r.OrderId == earlier.Id && r.Side == ReviewSide.Resident && r.Stars <= DispatchPolicy.BadStars)
            join place in db.Assignments() on earlier.Id equals place.OrderId
            where place.State == AssignmentState.Finished
            group place by place.VolunteerId into served
            select new { served.Key, Times = served.Count() }).ToDictionaryAsync(face => face.Key, face => face.Times, cancel);
        return new KnownPeople(asked, [.. excluded], faces);
    }

    // The least that this person can cost: as if he had neither served nor been asked lately.
    private static MatchCandidate AtBest(Line line, KnownPeople known, DateTimeOffset now) => line.Candidate(known, now, skills: null, barrier: null, 0, 0, 0, null);

    // Whoever has been looked at in this search is not looked at again.
    private async Task<IEnumerable<MatchCandidate>> InFull(Search search, IReadOnlyList<Line> lines, CancellationToken cancel)
    {
        var unseen = lines.Where(line => !search.Seen.ContainsKey(line.Id)).ToList();
        if (unseen.Count > 0)
            foreach (var candidate in await LookAt(unseen, search, cancel)) search.Seen.Add(candidate.Id, candidate);
        return lines.Select(line => search.Seen[line.Id]);
    }

    private async Task<IReadOnlyList<MatchCandidate>> LookAt(IReadOnlyList<Line> lines, Search search, CancellationToken cancel)
    {
        var (policy, need, known, now, ids) = (search.Policy, search.Need, search.Known, search.Now, lines.Select(line => line.Id).ToList());
        var (day, week, month) = (DayOf(need.Planned), now.AddDays(-7), now.AddDays(-30));
        var monday = DutyLimits.Monday(day);
        var (before, after) = (need.Planned.From.AddDays(-1), need.Planned.Until.AddDays(1));
        var bookings = (await db.Bookings().AsNoTracking().Where(b => ids.Contains(b.VolunteerId) && b.From < after && b.BusyUntil > before)
            .Select(b => new { b.VolunteerId, b.From, b.Until, b.BusyUntil }).ToListAsync(cancel)).ToLookup(b => b.VolunteerId);
        var booked = (await db.BookedTimes().AsNoTracking().Where(t => ids.Contains(t.VolunteerId) && (t.Begins == day || t.Begins == monday))
            .ToListAsync(cancel)).ToDictionary(t => (t.VolunteerId, t.Span, t.Begins), t => t.Minutes);
        var offers = await db.Offers().Where(o => ids.Contains(o.VolunteerId) && o.OfferedAt > week).GroupBy(o => o.VolunteerId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(o => o.Key, o => o.Count, cancel);
        var services = await db.Assignments().Where(a => ids.Contains(a.VolunteerId) && a.From > month && a.State == AssignmentState.Finished).GroupBy(a => a.VolunteerId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(a => a.Key, a => a.Count, cancel);
        var skills = (await db.VolunteerSkills().AsNoTracking().Where(s => ids.Contains(s.VolunteerId) && (s.CertificateUntil == null || s.CertificateUntil >= day))
            .Select(s => new { s.VolunteerId, s.Code }).ToListAsync(cancel)).ToLookup(s => s.VolunteerId, s => s.Code);
        var asked = ConditionedOrder.Of(search.Order, need.Planned.From);
        var check = await conditions.Read([asked], ids, cancel);
        return [.. lines.Select(line =>
        {
            var (busy, thatWeek) = (bookings[line.Id].ToList(), booked.GetValueOrDefault((line.Id, BookedSpan.Week, monday)));
            var barrier = DutyLimits.Barrier(line.State, Volunteer.ReadWindows(line.AvailabilityJson), need.Planned, policy.RestMinutes, busy.Select(b => new Period(b.From, b.BusyUntil)),
                booked.GetValueOrDefault((line.Id, BookedSpan.Day, day)), thatWeek, line.MostPerDay, line.MostPerWeek, LocalTime.Zone);
            var last = busy.Where(b => b.Until <= need.Planned.From).Select(b => (DateTimeOffset?)b.Until).Max();
            return line.Candidate(known, now, skills[line.Id].ToHashSet(), barrier, thatWeek, offers.GetValueOrDefault(line.Id), services.GetValueOrDefault(line.Id),
                last is { } end ? (int)(need.Planned.From - end).TotalMinutes : null) with { Lacking = check.Missing(asked, line.Id, line.UnitPath) is [var lack, ..] ? lack : null };
        })];
    }

    private static DateOnly DayOf(Period period) => DateOnly.FromDateTime(LocalTime.Here(period.From).DateTime);

    /// <summary>One look for one order: what holds for everybody in it, and who has been looked at.</summary>
    private sealed record Search(ServiceOrder Order, DispatchPolicy Policy, DateTimeOffset Now, MatchNeed Need, KnownPeople Known)
    {
        public Dictionary<VolunteerId, MatchCandidate> Seen { get; } = [];

        /// <summary>Whose people may be asked: those of the unit that handles the order, and those lent to the order's unit.</summary>
        public required Reach People { get; init; }
    }

    private sealed record KnownPeople(HashSet<VolunteerId> Asked, HashSet<VolunteerId> Excluded, Dictionary<VolunteerId, int> Faces);

    private sealed record Line(
        VolunteerId Id, double? Latitude, double? Longitude, string UnitPath, string LanguageCodes, Gender Gender, VolunteerState State, string AvailabilityJson,
        int MostPerDay, int MostPerWeek, bool OnDuty, DateTimeOffset? OnDutyUntil)
    {
        /// <summary>As the ranking sees him; without skills given he is taken to have all (the database has looked).</summary>
        public MatchCandidate Candidate(KnownPeople known, DateTimeOffset now, IReadOnlySet<string>? skills, Refusal? barrier, int minutes, int offers, int services, int? rest) => new(
            Id, Latitude is { } lat && Longitude is { } lon ? new GeoPoint(lat, lon) : null, UnitPath, skills ?? AllSkills,
            LanguageCodes.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(), Gender, barrier, OnDuty && (OnDutyUntil is null || now < OnDutyUntil),
            minutes, offers, services, rest, known.Faces.GetValueOrDefault(Id), known.Excluded.Contains(Id), known.Asked.Contains(Id));
    }

    private static readonly HashSet<string> AllSkills = [.. SkillCatalog.All.Select(skill => skill.Code)];
}
