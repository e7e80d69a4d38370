using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A call in the list of staff.</summary>
public sealed record CallLine(string Code, string Title, string UnitName, DateTimeOffset From, DateTimeOffset SignUpUntil, bool IsOpen, IReadOnlyList<CallPlaceLine> Places);

/// <summary>One call with those who signed up.</summary>
public sealed record CallView(
    string Code, RecruitmentNotice Notice, string UnitCode, string UnitName, bool IsOpen, bool IsClosed, int NoShowPercent, int MarginPercent, DateTimeOffset PublishedAt, Guid Id,
    IReadOnlyList<CallPlaceLine> Places, IReadOnlyList<CallEntryLine> Entries, bool MayRecruit);

/// <summary>Somebody in a call; the phone is masked.</summary>
public sealed record CallEntryLine(string Number, string Name, string Phone, string UnitName, VolunteerState Register, string Skill, RecruitmentEntryState State, int Line, DateTimeOffset Since);

/// <summary>招募令: the calls within reach, and one of them.</summary>
public sealed class CallBoard(ShouwangDb db, CallDesk desk, VolunteerWords words, ChosenUnit chosen, CurrentCaller current, TimeProvider clock)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<CallLine>> Run(bool withOver, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var calls = db.RecruitmentCalls().AsNoTracking().Include(c => c.Places).Within(await chosen.Where(VolunteersAccess.See, cancel));
        if (!withOver) calls = calls.Where(c => c.ClosedAt == null && c.SignUpUntil > now);
        var found = await calls.OrderByDescending(c => c.From).Take(Most).Select(c => new { Call = c, Unit = db.Units().Where(u => u.Id == c.UnitId).Select(u => u.Name).First() }).ToListAsync(cancel);
        return [.. found.Select(f => new CallLine(f.Call.Code, f.Call.Title, f.Unit, f.Call.From, f.Call.SignUpUntil, f.Call.IsOpen(now), OpenCalls.LinesOf(f.Call.Places)))];
    }

    public async Task<Result<CallView>> One(string code, CancellationToken cancel)
    {
        var opened = await desk.Open(code, VolunteersAccess.See, cancel);
        if (!opened.IsOk) return Result<CallView>.Refuse(opened.Refusals);
        var call = opened.Value;
        var unit = await db.Units().AsNoTracking().Where(u => u.Id == call.UnitId).Select(u => new { u.Code, u.Name }).FirstAsync(cancel);
        return new CallView(call.Code, call.Notice, unit.Code, unit.Name, call.IsOpen(clock.GetUtcNow()), call.ClosedAt is not null, call.NoShowPercent, call.MarginPercent, call.PublishedAt, call.Id.Value,
            OpenCalls.LinesOf(call.Places), await Entries(call, cancel), current.Rights.May(VolunteersAccess.Recruit, call.UnitPath));
    }

    private async Task<IReadOnlyList<CallEntryLine>> Entries(RecruitmentCall call, CancellationToken cancel)
    {
        var found = await (
            from e in db.RecruitmentEntries().AsNoTracking()
            join v in db.Volunteers() on e.VolunteerId equals v.Id
            where e.CallId == call.Id
            orderby e.State, e.Line
            select new { v.Number, v.Name, v.Phone, v.UnitPath, Unit = db.Units().Where(u => u.Id == v.UnitId).Select(u => u.Name).First(), Register = v.State, e.Skill, e.State, e.Line, e.Since }).Take(2000).ToListAsync(cancel);
        return [.. found.Select(f => new CallEntryLine(
            f.Number, current.Rights.May(VolunteersAccess.See, f.UnitPath) ? f.Name : Masking.Name(f.Name), words.MaskedPhone(f.Phone), f.Unit, f.Register, f.Skill, f.State, f.Line, f.Since))];
    }
}
