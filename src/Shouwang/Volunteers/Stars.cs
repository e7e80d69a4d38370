using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>An award as pages show it.</summary>
public sealed record StarLine(Guid Id, string Title, StarAwardState State, DateTimeOffset NoticeUntil, DateTimeOffset? AwardedAt)
{
    /// <summary>True once the notice is over and it may be awarded.</summary>
    public bool IsDue { get; init; }
}

/// <summary>星级 of a volunteer: confirmed minutes, what they reach by the scheme of his district, what comes next, and what was awarded.</summary>
/// <param name="Waiting">The level that can be put up now; null when none.</param>
public sealed record StarView(string Scheme, long Minutes, StarLevel? Reached, StarLevel? Next, StarLevel? Waiting, IReadOnlyList<StarLine> Awards);

/// <summary>Reads the stars of a volunteer.</summary>
public sealed class StarBook(ShouwangDb db, HoursLedger ledger, HoursRuleBook rules, TimeProvider clock)
{
    public async Task<StarView> Of(VolunteerId volunteer, string unitPath, CancellationToken cancel)
    {
        var (minutes, scheme, now) = (await ledger.ConfirmedMinutes(volunteer, cancel), (await rules.For(unitPath, cancel)).Scheme, clock.GetUtcNow());
        var awards = await db.StarAwards().AsNoTracking().Where(a => a.VolunteerId == volunteer && a.State != StarAwardState.Withdrawn).OrderByDescending(a => a.NoticeFrom).ToListAsync(cancel);
        var reached = scheme.Reached(minutes);
        var known = awards.Where(a => a.Scheme == scheme.Code).Select(a => a.Level).DefaultIfEmpty(0).Max();
        return new StarView(scheme.Chinese, minutes, reached, scheme.Next(minutes), reached?.Level > known ? reached : null,
            [.. awards.Select(a => new StarLine(a.Id.Value, a.Title, a.State, a.NoticeUntil, a.AwardedAt) { IsDue = a.State == StarAwardState.Notice && a.NoticeUntil <= now })]);
    }
}

/// <summary>A level in public notice: who, masked, where, with how many hours, until when.</summary>
public sealed record StarNotice(string Number, string Name, string UnitName, string Title, long Minutes, DateTimeOffset NoticeFrom, DateTimeOffset NoticeUntil);

/// <summary>星级公示: what is in notice now, for everybody.</summary>
public sealed class StarNotices(ShouwangDb db, TimeProvider clock)
{
    /// <summary>A district puts up tens at a time.</summary>
    public const int Most = 500;

    public async Task<IReadOnlyList<StarNotice>> Run(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = await (
            from award in db.StarAwards().AsNoTracking()
            join volunteer in db.Volunteers() on award.VolunteerId equals volunteer.Id
            join unit in db.Units() on award.UnitId equals unit.Id
            where award.State == StarAwardState.Notice && award.NoticeUntil > now
            orderby award.NoticeFrom descending
            select new StarNotice(volunteer.Number, volunteer.Name, unit.Name, award.Title, award.MinutesThen, award.NoticeFrom, award.NoticeUntil)).Take(Most).ToListAsync(cancel);
        return [.. found.Select(notice => notice with { Name = Masking.Name(notice.Name) })];
    }
}

/// <summary>公示星级: by staff, when the confirmed hours reach a level that was not put up yet.</summary>
public sealed class PutUpStar(ShouwangDb db, VolunteerDesk desk, StarBook book, HoursRuleBook rules, IdSource ids, TimeProvider clock)
{
    public Task<Result<Done>> Run(string? volunteerNumber, CancellationToken cancel) => db.Retrying(async () =>
    {
        var opened = await desk.Open(volunteerNumber ?? "", VolunteersAccess.AwardStars, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var volunteer = opened.Value;
        var (stars, held) = (await book.Of(volunteer.Id, volunteer.UnitPath, cancel), await rules.For(volunteer.UnitPath, cancel));
        if (stars.Waiting is not { } level) return new Refusal("volunteers.star.nothing-new");
        var award = StarAward.PutUp(ids.New<StarAwardId>(), volunteer, held.Scheme, level.Level, stars.Minutes, clock.GetUtcNow());
        if (!award.IsOk) return Result<Done>.Refuse(award.Refusals);
        db.StarAwards().Add(award.Value);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    });
}

/// <summary>授予星级: by staff, after the notice.</summary>
public sealed class AwardStar(ShouwangDb db, HoursLedger ledger, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Retrying(async () =>
    {
        var award = await db.StarAwards().Within(current.Where(VolunteersAccess.See)).FirstOrDefaultAsync(a => a.Id == new StarAwardId(id), cancel);
        if (award is null) return new Refusal("volunteers.star.unknown");
        if (current.Lacks(VolunteersAccess.AwardStars, award.UnitPath) is { } no) return no;
        var decision = award.Award(await ledger.ConfirmedMinutes(award.VolunteerId, cancel), clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}

/// <summary>撤回星级: by staff, with the reason.</summary>
public sealed class WithdrawStar(ShouwangDb db, CurrentCaller current)
{
    public Task<Result<Done>> Run(Guid id, string? reason, CancellationToken cancel) => db.Retrying(async () =>
    {
        var award = await db.StarAwards().Within(current.Where(VolunteersAccess.See)).FirstOrDefaultAsync(a => a.Id == new StarAwardId(id), cancel);
        if (award is null) return new Refusal("volunteers.star.unknown");
        if (current.Lacks(VolunteersAccess.AwardStars, award.UnitPath) is { } no) return no;
        var decision = award.Withdraw(reason);
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}
