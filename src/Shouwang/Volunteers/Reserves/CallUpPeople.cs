using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Who of a reserve may be called now, and what stands against the others.</summary>
public sealed class CallUpPeople(ShouwangDb db, StandingBook standings, TimeProvider clock)
{
    private const int MostMembers = 5_000;

    /// <summary>Everybody on the list who has not been called in this call-up yet.</summary>
    public async Task<IReadOnlyList<CallUpPerson>> Uncalled(CallUp callUp, CancellationToken cancel)
    {
        var members = await db.ReserveMembers().AsNoTracking().Where(m => m.ReserveId == callUp.ReserveId && !db.CallUpAnswers().Any(a => a.CallUpId == callUp.Id && a.VolunteerId == m.VolunteerId))
            .OrderBy(m => m.Line).ThenBy(m => m.VolunteerId).Take(MostMembers).ToDictionaryAsync(m => m.VolunteerId, m => m.Line, cancel);
        return await Judge(callUp, members, cancel);
    }

    /// <summary>What stands against one of them now, or null; that he is in this very call-up does not.</summary>
    public async Task<Refusal?> Barrier(CallUp callUp, VolunteerId volunteer, CancellationToken cancel) =>
        (await Judge(callUp, new Dictionary<VolunteerId, int> { [volunteer] = 1 }, cancel))[0].Barrier;

    /// <summary>Those whom a message reaches without somebody dialling: logged in on a phone, or with an e-mail address.</summary>
    public async Task<HashSet<VolunteerId>> Reachable(IReadOnlyCollection<VolunteerId> people, CancellationToken cancel)
    {
        var (now, ids) = (clock.GetUtcNow(), people.Select(person => person.Value).ToList());
        var loggedIn = await db.Set<Session>().Where(s => s.Kind == ActorKind.Volunteer && ids.Contains(s.PersonId) && s.EndedAt == null && s.ExpiresAt > now).Select(s => s.PersonId).Distinct().ToListAsync(cancel);
        var withMail = await db.Volunteers().Where(v => people.Contains(v.Id) && v.Email != null).Select(v => v.Id).ToListAsync(cancel);
        return [.. loggedIn.Select(VolunteerId.From), .. withMail];
    }

    private async Task<IReadOnlyList<CallUpPerson>> Judge(CallUp callUp, Dictionary<VolunteerId, int> lines, CancellationToken cancel)
    {
        var ids = lines.Keys.ToList();
        var (people, wanted) = (await db.Volunteers().AsNoTracking().Include(v => v.Skills).Where(v => ids.Contains(v.Id)).ToListAsync(cancel), callUp.Period);
        var (day, near) = (DateOnly.FromDateTime(LocalTime.Here(callUp.From).DateTime), new Period(wanted.From.AddDays(-1), wanted.Until.AddDays(1)));
        var monday = DutyLimits.Monday(day);
        var bookings = await db.Bookings().AsNoTracking().Where(b => ids.Contains(b.VolunteerId) && b.From < near.Until && b.BusyUntil > near.From).ToListAsync(cancel);
        var booked = await db.BookedTimes().AsNoTracking().Where(t => ids.Contains(t.VolunteerId) && (t.Span == BookedSpan.Day && t.Begins == day || t.Span == BookedSpan.Week && t.Begins == monday)).ToListAsync(cancel);
        var called = await db.CallUpAnswers().AsNoTracking().Where(a => ids.Contains(a.VolunteerId) && a.CallUpId != callUp.Id && a.Holds && a.From < wanted.Until && a.Until > wanted.From).Select(a => a.VolunteerId).ToListAsync(cancel);
        var last = await (from a in db.CallUpAnswers() join c in db.CallUps() on a.CallUpId equals c.Id where ids.Contains(a.VolunteerId) && !c.IsDrill group a by a.VolunteerId into mine select new { mine.Key, At = mine.Max(a => a.AskedAt) })
            .ToDictionaryAsync(mine => mine.Key, mine => mine.At, cancel);
        var (reachable, ages) = (await Reachable(ids, cancel), await standings.Read(db.Volunteers().Where(v => ids.Contains(v.Id)), [ServiceConditions.None], day, day, cancel));
        var (busy, minutes, elsewhere) = (bookings.ToLookup(b => b.VolunteerId), booked.ToLookup(t => t.VolunteerId), called.ToHashSet());
        return [.. people.Select(v => new CallUpPerson
        {
            Volunteer = v.Id, Line = lines[v.Id], LastCalled = last.TryGetValue(v.Id, out var at) ? at : null, HasChannel = reachable.Contains(v.Id),
            Skills = v.Skills.Where(skill => skill.CertificateUntil is null || skill.CertificateUntil >= day).Select(skill => skill.Code).ToHashSet(),
            Barrier = elsewhere.Contains(v.Id) ? new Refusal("volunteers.call-up.called-elsewhere")
                : ages.Of(v.Id, v.UnitPath, callUp.UnitPath, day).IsMinorOn(day) ? new Refusal("volunteers.call-up.minor")
                : DutyLimits.Barrier(v.State, v.Availability, wanted, CallUpRules.RestMinutes, busy[v.Id].Where(b => b.PurposeId != callUp.Id.Value).Select(b => new Period(b.From, b.BusyUntil)),
                    Minutes(minutes[v.Id], BookedSpan.Day), Minutes(minutes[v.Id], BookedSpan.Week), v.MostMinutesPerDay, v.MostMinutesPerWeek, LocalTime.Zone),
        })];
    }

    private static int Minutes(IEnumerable<BookedTime> booked, BookedSpan span) => booked.Where(t => t.Span == span).Sum(t => t.Minutes);
}
