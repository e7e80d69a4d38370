using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Two records of one person become one, and two again.</summary>
public sealed class MergingPeople
{
    [DatabaseTheory]
    public async Task Everything_follows_hours_add_up_and_an_undoing_restores_exactly(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Center);
        var (kept, merged) = (await house.Enlist("王晓明", house.District.Pine), await house.Enlist("王晓明", house.District.River));
        var (keptNumber, mergedNumber) = (await Number(house, kept), await Number(house, merged));
        var (shared, own) = (await Team(house, clerk, "都在的队", keptNumber, mergedNumber), await Team(house, clerk, "一个人的队", mergedNumber));
        await CertifyingService.Issue(house, merged);
        _ = (await house.Run<NoteIdentity, Result<Done>>(clerk, note => note.Run(mergedNumber, new IdentityRequest("ResidentCard", "11010519491231002X", null, true), default))).Value;
        Assert.Null(await Book(house, kept, 9, 60));
        Assert.Null(await Book(house, merged, 11, 90));
        var before = await Picture(house);
        var (hoursKept, hoursMerged) = (await Hours(house, kept), await Hours(house, merged));
        Assert.True(hoursMerged > 0);

        var pair = Assert.Single(await house.Run<FindDuplicatePeople, IReadOnlyList<PairLine>>(clerk, find => find.Run(default)));
        Assert.Contains(LikenessReason.SameName, pair.Likeness.Reasons);
        var id = (await Merge(house, clerk.Caller, keptNumber, mergedNumber)).Value;
        Assert.Equal((hoursKept + hoursMerged, 0), (await Hours(house, kept), await Hours(house, merged)));
        Assert.Equal(150, await house.Read(db => db.BookedTimes().Where(t => t.VolunteerId == kept && t.Span == BookedSpan.Day).Select(t => t.Minutes).SingleAsync()));
        Assert.Equal([kept], await house.Read(db => db.TeamMembers().Where(m => m.TeamId == new TeamId(own)).Select(m => m.VolunteerId).ToListAsync()));
        Assert.Equal(2, await house.Read(db => db.TeamMembers().CountAsync(m => m.TeamId == new TeamId(shared))));
        Assert.Equal([kept], await house.Read(db => db.Identities().Select(i => i.VolunteerId).ToListAsync()));
        Assert.Equal([kept], await house.Read(db => db.Certificates().Select(c => c.VolunteerId).ToListAsync()));
        Assert.Equal("volunteers.booking.overlap", (await Book(house, kept, 11, 30))?.Code); // no double booking

        // The merged record opens nothing any more, and is in no list of pairs.
        Assert.Null(await house.Run<IEnumerable<ICallerSource>, Caller?>((Caller?)null, sources => sources.Single(s => s.Kind == ActorKind.Volunteer).Find(merged.Value, null, default)));
        Assert.Empty(await house.Run<FindDuplicatePeople, IReadOnlyList<PairLine>>(clerk, find => find.Run(default)));
        Assert.Equal("volunteers.merge.not-on-register", (await Merge(house, clerk.Caller, keptNumber, mergedNumber)).Refusal!.Code);

        Assert.Null(await Book(house, kept, 20, 30)); // made since: stays with the kept record
        var undone = await house.Run<UndoMerge, Result<Done>>(clerk, undo => undo.Run(id, default));
        Assert.True(undone.IsOk, undone.Refusal?.ToString());
        Assert.Equal((hoursKept, hoursMerged), (await Hours(house, kept), await Hours(house, merged)));
        var after = await Picture(house);
        Assert.Equal(before, after.Where(row => !row.Contains("20:00", StringComparison.Ordinal)));
        Assert.Equal([90, 90], await Minutes(house, kept));
        Assert.Equal([90, 90], await Minutes(house, merged));
        Assert.Empty((await house.Run<FactCheck, FactReport>((Caller?)null, check => check.Run(null, null, default))).Broken);
        Assert.Equal("volunteers.merge.undone-already", (await house.Run<UndoMerge, Result<Done>>(clerk, undo => undo.Run(id, default))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task It_needs_rights_on_both_and_two_people_stay_two(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (center, pine) = (await house.Hire(Role.Clerk, house.District.Center), await house.Hire(Role.Clerk, house.District.Pine));
        var (a, b, c) = (await house.Enlist("王晓明", house.District.Pine), await house.Enlist("王晓明", house.District.River), await house.Enlist("王晓明", house.District.Hill));
        var (kept, merged, third) = (await Number(house, a), await Number(house, b), await Number(house, c));
        Assert.Equal("volunteers.volunteer.unknown @merged", (await Merge(house, pine.Caller, kept, merged)).Refusal!.ToString());
        Assert.Equal("volunteers.volunteer.unknown @kept", (await Merge(house, pine.Caller, merged, kept)).Refusal!.ToString());
        var leader = await house.Hire(Role.Leader, house.District.Center);
        Assert.Equal("host.permission.forbidden", (await Merge(house, leader.Caller, kept, merged)).Refusal!.Code);

        Assert.Null(await Book(house, a, 9, 60));
        Assert.Null(await Book(house, b, 9, 60));
        Assert.Equal("volunteers.merge.two-places", (await Merge(house, center.Caller, kept, merged)).Refusal!.Code);
        await Team(house, center, "队长的队", third, lead: third);
        Assert.Equal("volunteers.merge.leads-team", (await Merge(house, center.Caller, kept, third)).Refusal!.Code);
        Assert.Equal(3, await house.Read(db => db.Volunteers().CountAsync(v => v.State == VolunteerState.Active)));

        Assert.Null(await Book(house, c, 12, 450)); // together more than a day's limit of 480
        Assert.Equal("volunteers.merge.too-much", (await Merge(house, center.Caller, third, kept)).Refusal!.Code);
        Assert.Empty(await house.Read(db => db.Merges().ToListAsync()));
        Assert.Equal([60, 60], await Minutes(house, a));
    }

    [DatabaseTheory]
    public async Task Of_merges_at_the_same_time_one_happens_and_nobody_is_booked_under_a_record_that_is_gone(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Center);
        var people = new List<VolunteerId>();
        for (var i = 0; i < 3; i++) people.Add(await house.Enlist("王晓明", house.District.Pine));
        var numbers = new List<string>();
        foreach (var person in people) numbers.Add(await Number(house, person));

        // In a circle: whoever goes into another cannot at the same time take a third in.
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => Merge(house, clerk.Caller, numbers[i], numbers[(i + 1) % 3]))));
        Assert.InRange(results.Count(result => result.IsOk), 1, 2);
        Assert.Equal(3 - results.Count(result => result.IsOk), await house.Read(db => db.Volunteers().CountAsync(v => v.State == VolunteerState.Active)));

        var (kept, merged) = (await house.Enlist("李四", house.District.Pine), await house.Enlist("李四", house.District.Pine));
        var (keptNumber, mergedNumber) = (await Number(house, kept), await Number(house, merged));
        var work = Enumerable.Range(0, 8).Select(i => Task.Run(() => Book(house, merged, 6 + i * 2, 30))).Append(Task.Run(async () => (await Merge(house, clerk.Caller, keptNumber, mergedNumber)).Refusal));
        await Task.WhenAll(work);
        Assert.Empty(await house.Read(db => db.Bookings().Where(b => b.VolunteerId == merged).ToListAsync()));
    }

    private static Task<Result<Guid>> Merge(TestHouse house, Caller caller, string kept, string merged) =>
        house.Run<MergeVolunteers, Result<Guid>>(caller, merge => merge.Run(kept, merged, "同一人，本人说换过手机", default));

    private static Task<string> Number(TestHouse house, VolunteerId id) => house.Read(db => db.Volunteers().Where(v => v.Id == id).Select(v => v.Number).SingleAsync());

    private static async Task<Guid> Team(TestHouse house, Employee clerk, string name, string member, string? other = null, string? lead = null) =>
        (await house.Run<MakeTeam, Result<Guid>>(clerk, make => make.Run(LittleDistrict.CenterCode, null, name, TeamKind.Team, other is null ? [member] : [member, other], lead, default))).Value;

    private static async Task<Refusal?> Book(TestHouse house, VolunteerId id, int hour, int minutes)
    {
        await using var scope = house.As();
        var (db, book) = (scope.ServiceProvider.GetRequiredService<ShouwangDb>(), scope.ServiceProvider.GetRequiredService<DutyBook>());
        var from = new DateTimeOffset(house.Clock.Today.AddDays(3).ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(8));
        var booked = await db.Attempt<Done>(async () =>
        {
            var volunteer = await db.Volunteers().FirstAsync(v => v.Id == id);
            if (volunteer.State != VolunteerState.Active) return new Refusal("volunteers.duty.not-active", ("state", volunteer.State));
            if (await book.Book(volunteer, new Period(from, from.AddMinutes(minutes)), 0, "order", Guid.NewGuid(), default) is { } no) return no;
            await db.SaveChangesAsync();
            return Done.It;
        }, default);
        return booked.Refusal;
    }

    private static Task<long> Hours(TestHouse house, VolunteerId id) => house.Run<HoursLedger, long>((Caller?)null, async ledger =>
        (await ledger.SumOf(id, new Period(house.Clock.GetUtcNow().AddYears(-5), house.Clock.GetUtcNow().AddYears(5)), default)).CreditedMinutes);

    private static Task<List<int>> Minutes(TestHouse house, VolunteerId id) =>
        house.Read(db => db.BookedTimes().Where(t => t.VolunteerId == id).OrderBy(t => t.Span).Select(t => t.Minutes).ToListAsync());

    // Who holds what, as lines: equal before a merge and after its undoing.
    private static async Task<List<string>> Picture(TestHouse house)
    {
        var rows = await house.Read(async db =>
        {
            var lines = new List<string>();
            lines.AddRange((await db.Bookings().ToListAsync()).Select(b => $"booking {b.Id} {b.VolunteerId} {LocalTime.Here(b.From):HH:mm}"));
            lines.AddRange((await db.TeamMembers().ToListAsync()).Select(m => $"team {m.TeamId} {m.VolunteerId} {m.Since:O}"));
            lines.AddRange((await db.ServiceRecords().ToListAsync()).Select(r => $"hours {r.Id} {r.VolunteerId}"));
            lines.AddRange((await db.Certificates().ToListAsync()).Select(c => $"certificate {c.Id} {c.VolunteerId}"));
            lines.AddRange((await db.Identities().ToListAsync()).Select(i => $"identity {i.VolunteerId}"));
            lines.AddRange((await db.Volunteers().ToListAsync()).Select(v => $"state {v.Id} {v.State}"));
            return lines;
        });
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
