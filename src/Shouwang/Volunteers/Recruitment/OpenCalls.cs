using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A skill of a call as everybody sees it.</summary>
public sealed record CallPlaceLine(string Skill, int Wanted, int Places, int Taken, int WaitingPlaces, int Waiting)
{
    /// <summary>Places that nobody has.</summary>
    public int Open => Places - Taken;

    /// <summary>True when nobody can even wait.</summary>
    public bool IsFull => Open <= 0 && Waiting >= WaitingPlaces;
}

/// <summary>A call in the public list.</summary>
/// <param name="Mine">What the reader is in it, when he is a volunteer.</param>
public sealed record OpenCallLine(string Code, string Title, string UnitName, string Place, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<CallPlaceLine> Places, RecruitmentEntryState? Mine);

/// <summary>One call as everybody sees it.</summary>
public sealed record OpenCallView(string Code, RecruitmentNotice Notice, string UnitName, string? Contact, bool IsOpen, IReadOnlyList<CallPlaceLine> Places, RecruitmentEntryState? Mine, int MyPlaceInLine);

/// <summary>招募公告: the calls that take people now, for everybody.</summary>
public sealed class OpenCalls(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    private const int Most = 100, MostInstead = 3;

    public Task<IReadOnlyList<OpenCallLine>> Run(CancellationToken cancel) => Lines(Open(), cancel);

    public async Task<Result<OpenCallView>> One(string code, CancellationToken cancel)
    {
        var call = await db.RecruitmentCalls().AsNoTracking().Include(c => c.Places).FirstOrDefaultAsync(c => c.Code == code, cancel);
        if (call is null) return CallDesk.Unknown;
        var unit = await db.Units().Where(u => u.Id == call.UnitId).Select(u => new { u.Name, u.PublicPhone }).FirstAsync(cancel);
        var mine = await Mine(call.Id, cancel);
        return new OpenCallView(call.Code, call.Notice, unit.Name, unit.PublicPhone, call.IsOpen(clock.GetUtcNow()), LinesOf(call.Places), mine?.State, mine is null ? 0 : await PlaceInLine(mine, cancel));
    }

    /// <summary>Where people are still needed: the same skill first, then near units, then what begins soon.</summary>
    internal async Task<IReadOnlyList<OpenCallLine>> Instead(RecruitmentCall full, string skill, CancellationToken cancel)
    {
        var found = await Open().Where(c => c.Id != full.Id && c.Places.Any(p => p.Taken < p.Places && (p.Skill == skill || p.Skill == RecruitmentPlace.AnySkill))).ToListAsync(cancel);
        var best = found.OrderByDescending(c => c.Places.Any(p => p.Skill == skill && p.Open > 0)).ThenByDescending(c => Common(c.UnitPath, full.UnitPath)).ThenBy(c => c.From).Take(MostInstead);
        return await Shown([.. best], cancel);
    }

    /// <summary>Which number somebody has among those who wait.</summary>
    internal async Task<int> PlaceInLine(RecruitmentEntry entry, CancellationToken cancel) => entry.State != RecruitmentEntryState.Waiting ? 0
        : await db.RecruitmentEntries().CountAsync(e => e.CallId == entry.CallId && e.Skill == entry.Skill && e.State == RecruitmentEntryState.Waiting && e.Line <= entry.Line, cancel);

    internal static IReadOnlyList<CallPlaceLine> LinesOf(IEnumerable<RecruitmentPlace> places) =>
        [.. places.OrderBy(p => p.Skill == RecruitmentPlace.AnySkill).ThenBy(p => p.Skill, StringComparer.Ordinal).Select(p => new CallPlaceLine(p.Skill, p.Wanted, p.Places, p.Taken, p.WaitingPlaces, p.Waiting))];

    private IQueryable<RecruitmentCall> Open()
    {
        var now = clock.GetUtcNow();
        return db.RecruitmentCalls().AsNoTracking().Include(c => c.Places).Where(c => c.ClosedAt == null && c.SignUpUntil > now).OrderBy(c => c.From).Take(Most);
    }

    private async Task<IReadOnlyList<OpenCallLine>> Lines(IQueryable<RecruitmentCall> calls, CancellationToken cancel) => await Shown(await calls.ToListAsync(cancel), cancel);

    private async Task<IReadOnlyList<OpenCallLine>> Shown(List<RecruitmentCall> calls, CancellationToken cancel)
    {
        var units = calls.Select(c => c.UnitId).Distinct().ToList();
        var names = await db.Units().Where(u => units.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToDictionaryAsync(u => u.Id, u => u.Name, cancel);
        var (me, codes) = (new VolunteerId(current.Actor.Id), calls.Select(c => c.Id).ToList());
        var mine = current.Caller.IsVolunteer
            ? await db.RecruitmentEntries().Where(e => e.VolunteerId == me && codes.Contains(e.CallId)).ToDictionaryAsync(e => e.CallId, e => e.State, cancel) : [];
        return [.. calls.Select(c => new OpenCallLine(c.Code, c.Title, names[c.UnitId], c.Notice.Place, c.From, c.Notice.Until, LinesOf(c.Places), mine.TryGetValue(c.Id, out var state) ? state : null))];
    }

    private async Task<RecruitmentEntry?> Mine(RecruitmentCallId call, CancellationToken cancel)
    {
        var me = new VolunteerId(current.Actor.Id);
        return current.Caller.IsVolunteer ? await db.RecruitmentEntries().AsNoTracking().FirstOrDefaultAsync(e => e.CallId == call && e.VolunteerId == me, cancel) : null;
    }

    private static int Common(string one, string other) => one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
}
