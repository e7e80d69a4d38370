using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A call-up in the list.</summary>
public sealed record CallUpLine(string Code, string Task, string UnitName, DateTimeOffset From, DateTimeOffset StartedAt, CallUpState State, bool IsDrill, int Places, int Taken, int Called);

/// <summary>Which call-ups or answers are asked for: those behind a figure over days, or all.</summary>
public sealed record CallUpQuestion(string? Unit = null, string? Alone = null, string? Figure = null, string? From = null, string? Until = null);

/// <summary>One who was called; outside the reader's reach the name is masked.</summary>
public sealed record CallUpAnswerLine(string Number, string Name, string UnitName, string Skill, CallUpAnswerState State, UnreachableReason? Why, int Wave, DateTimeOffset AskedAt, DateTimeOffset Since, bool MayOpen, string Code, string Task);

/// <summary>One who was not called, and why.</summary>
public sealed record NotCalledLine(string Number, string Name, Refusal Why);

/// <summary>Places of one skill.</summary>
public sealed record CallUpNeedLine(string Skill, int Wanted, int Places, int Taken);

/// <summary>One call-up with a page of those who were called.</summary>
public sealed record CallUpView(
    Guid Id, string Code, string Task, string Place, string Note, DateTimeOffset From, DateTimeOffset Until, CallUpState State, bool IsDrill, int Wave, int WaveSize, int AnswerMinutes, int MarginPercent,
    DateTimeOffset StartedAt, DateTimeOffset? WaveEndsAt, DateTimeOffset? EnoughAt, Guid Reserve, string ReserveName, string UnitName, IReadOnlyList<CallUpNeedLine> Needs,
    IReadOnlyDictionary<CallUpAnswerState, int> Counts, IReadOnlyList<CallUpAnswerLine> Answers, int Total, int Page, bool MayCallUp)
{
    /// <summary>How many were called in all.</summary>
    public int Called => Counts.Values.Sum();

    /// <summary>True when nobody can answer any more.</summary>
    public bool IsOver => State is CallUpState.Ended or CallUpState.Cancelled;
}

/// <summary>集结: the call-ups within reach, one of them, and who was called.</summary>
public sealed class CallUpBoard(ShouwangDb db, CallUpPeople people, ChosenUnit chosen, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;
    private const int MostNotCalled = 200;

    public async Task<(IReadOnlyList<CallUpLine> Lines, int Total, int Page)> Run(CallUpQuestion question, int page, CancellationToken cancel)
    {
        var reach = await chosen.WhereAsked(VolunteersAccess.See, question.Unit, question.Alone == "1", cancel);
        var callUps = db.CallUps().AsNoTracking().Within(reach);
        if (question.Figure == CallUpFigures.ToEnough) callUps = Span(question) is { } period ? CallUpFigures.Reached(callUps, period) : callUps.Where(_ => false);
        var total = await callUps.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await callUps.OrderByDescending(c => c.StartedAt).ThenBy(c => c.Id).Skip((page - 1) * PageSize).Take(PageSize).Select(c => new CallUpLine(
            c.Code, c.Task, db.Units().Where(u => u.Id == c.UnitId).Select(u => u.Name).First(), c.From, c.StartedAt, c.State, c.IsDrill, c.Needs.Sum(n => n.Places), c.Needs.Sum(n => n.Taken),
            db.CallUpAnswers().Count(a => a.CallUpId == c.Id))).ToListAsync(cancel);
        return (lines, total, page);
    }

    /// <summary>The answers behind a figure.</summary>
    public async Task<(IReadOnlyList<CallUpAnswerLine> Lines, int Total, int Page)> Answers(CallUpQuestion question, int page, CancellationToken cancel)
    {
        var reach = await chosen.WhereAsked(VolunteersAccess.See, question.Unit, question.Alone == "1", cancel);
        var answers = Span(question) is { } period ? CallUpFigures.Answers(db, question.Figure, reach, period) : db.CallUpAnswers().Where(_ => false);
        return await Page(answers, page, cancel);
    }

    public async Task<Result<CallUpView>> One(string code, CallUpAnswerState? state, int page, CancellationToken cancel)
    {
        var callUp = await db.CallUps().AsNoTracking().Include(c => c.Needs).FirstOrDefaultAsync(c => c.Code == code, cancel);
        if (callUp is null || !current.Rights.May(VolunteersAccess.See, callUp.UnitPath)) return CallUpDesk.Unknown;
        var answers = db.CallUpAnswers().AsNoTracking().Where(a => a.CallUpId == callUp.Id);
        var counts = await answers.GroupBy(a => a.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var (lines, total, shown) = await Page(state is { } wanted ? answers.Where(a => a.State == wanted) : answers, page, cancel);
        var names = await db.Units().Where(u => u.Id == callUp.UnitId).Select(u => new { Unit = u.Name, Reserve = db.Reserves().Where(r => r.Id == callUp.ReserveId).Select(r => r.Name).First() }).FirstAsync(cancel);
        return new CallUpView(callUp.Id.Value, callUp.Code, callUp.Task, callUp.Place, callUp.Note, callUp.From, callUp.Until, callUp.State, callUp.IsDrill, callUp.Wave, callUp.WaveSize, callUp.AnswerMinutes,
            callUp.MarginPercent, callUp.StartedAt, callUp.WaveEndsAt, callUp.EnoughAt, callUp.ReserveId.Value, names.Reserve, names.Unit,
            [.. callUp.Needs.OrderBy(n => n.Skill == RecruitmentPlace.AnySkill).ThenBy(n => n.Skill, StringComparer.Ordinal).Select(n => new CallUpNeedLine(n.Skill, n.Wanted, n.Places, n.Taken))],
            counts, lines, total, shown, current.Rights.May(VolunteersAccess.CallUp, callUp.UnitPath));
    }

    /// <summary>Those of the list whom nobody has called, and what stands against it now.</summary>
    public async Task<IReadOnlyList<NotCalledLine>> NotCalled(Guid id, CancellationToken cancel)
    {
        var callUp = await db.CallUps().AsNoTracking().Include(c => c.Needs).FirstAsync(c => c.Id == new CallUpId(id), cancel);
        var barred = (await people.Uncalled(callUp, cancel)).Where(person => person.Barrier is not null).Take(MostNotCalled).ToDictionary(person => person.Volunteer, person => person.Barrier!);
        var ids = barred.Keys.ToList();
        var names = await db.Volunteers().AsNoTracking().Where(v => ids.Contains(v.Id)).OrderBy(v => v.Number).Select(v => new { v.Id, v.Number, v.Name, v.UnitPath }).ToListAsync(cancel);
        return [.. names.Select(v => new NotCalledLine(v.Number, current.Rights.May(VolunteersAccess.See, v.UnitPath) ? v.Name : Masking.Name(v.Name), barred[v.Id]))];
    }

    private Period? Span(CallUpQuestion question) => FigureSpan.Read(null, question.From, question.Until, LocalTime.Today(clock)) is { IsOk: true } span ? span.Value.Period : null;

    private async Task<(IReadOnlyList<CallUpAnswerLine> Lines, int Total, int Page)> Page(IQueryable<CallUpAnswer> answers, int page, CancellationToken cancel)
    {
        var total = await answers.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await (
            from a in answers
            join v in db.Volunteers() on a.VolunteerId equals v.Id
            join c in db.CallUps() on a.CallUpId equals c.Id
            orderby a.AskedAt descending, a.State, a.Line, v.Number
            select new { v.Number, v.Name, v.UnitPath, Unit = db.Units().Where(u => u.Id == v.UnitId).Select(u => u.Name).First(), a.Skill, a.State, a.Why, a.Wave, a.AskedAt, a.Since, c.Code, c.Task })
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return ([.. rows.Select(r => (Row: r, Near: current.Rights.May(VolunteersAccess.See, r.UnitPath))).Select(r =>
            new CallUpAnswerLine(r.Row.Number, r.Near ? r.Row.Name : Masking.Name(r.Row.Name), r.Row.Unit, r.Row.Skill, r.Row.State, r.Row.Why, r.Row.Wave, r.Row.AskedAt, r.Row.Since, r.Near, r.Row.Code, r.Row.Task))], total, page);
    }
}

/// <summary>A call-up as the one who is called sees it.</summary>
public sealed record MyCallUp(string Code, string Task, string Place, string Note, string UnitName, string? Contact, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset? AnswerBy, CallUpState State, CallUpAnswerState Mine, int PlaceInLine, string Skill)
{
    /// <summary>True while he may still say something.</summary>
    public bool MayAnswer { get; init; }
}

/// <summary>我的集结: what a volunteer is called up for; drills are not among them.</summary>
public sealed class MyCallUps(ShouwangDb db, AnswerCallUp answers, CurrentCaller current, TimeProvider clock)
{
    private const int Most = 20;

    /// <summary>Those that are still to come, soonest first.</summary>
    public async Task<IReadOnlyList<MyCallUp>> Run(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = await Mine().Where(m => m.CallUp.Until > now && m.CallUp.State != CallUpState.Ended && m.CallUp.State != CallUpState.Cancelled && m.Answer.State != CallUpAnswerState.Declined).OrderBy(m => m.CallUp.From).Take(Most).ToListAsync(cancel);
        var lines = new List<MyCallUp>();
        foreach (var (callUp, answer) in found.Select(m => (m.CallUp, m.Answer))) lines.Add(await Shown(callUp, answer, cancel));
        return lines;
    }

    public async Task<Result<MyCallUp>> One(string code, CancellationToken cancel) =>
        current.Caller.IsVolunteer && await Mine().FirstOrDefaultAsync(m => m.CallUp.Code == code, cancel) is { } found ? await Shown(found.CallUp, found.Answer, cancel) : CallUpDesk.Unknown;

    private IQueryable<Pair> Mine()
    {
        var me = new VolunteerId(current.Actor.Id);
        return from a in db.CallUpAnswers().AsNoTracking() join c in db.CallUps() on a.CallUpId equals c.Id where a.VolunteerId == me && !c.IsDrill select new Pair { CallUp = c, Answer = a };
    }

    private async Task<MyCallUp> Shown(CallUp callUp, CallUpAnswer answer, CancellationToken cancel)
    {
        var unit = await db.Units().Where(u => u.Id == callUp.UnitId).Select(u => new { u.Name, u.PublicPhone }).FirstAsync(cancel);
        return new MyCallUp(callUp.Code, callUp.Task, callUp.Place, callUp.Note, unit.Name, unit.PublicPhone, callUp.From, callUp.Until, answer.IsAwaited ? callUp.WaveEndsAt : null, callUp.State, answer.State,
            await answers.PlaceInLine(answer, cancel), answer.Skill) { MayAnswer = !callUp.IsOver && clock.GetUtcNow() < callUp.Until };
    }

    private sealed class Pair
    {
        public required CallUp CallUp { get; init; }
        public required CallUpAnswer Answer { get; init; }
    }
}
