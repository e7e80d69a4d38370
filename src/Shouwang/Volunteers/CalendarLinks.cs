using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>日历链接: the secret address under which a volunteer's phone reads his duties; only its hash is stored.</summary>
public sealed class CalendarLink
{
    public VolunteerId VolunteerId { get; init; }
    public required string CodeHash { get; set; }
    public DateTimeOffset MadeAt { get; set; }
}

/// <summary>A room that has duties of volunteers tells them for the calendar.</summary>
public interface IDutySource
{
    /// <summary>What the volunteer has taken or given back since then; nothing personal of anybody else.</summary>
    /// <param name="root">Scheme and host, for links.</param>
    Task<IReadOnlyList<CalendarEntry>> Of(VolunteerId volunteer, DateTimeOffset since, string root, CancellationToken cancel);
}

/// <summary>开通日历: makes a new secret address; one made before opens nothing any more.</summary>
public sealed class MakeCalendarLink(ShouwangDb db, FieldCipher cipher, CurrentCaller current, TimeProvider clock)
{
    /// <returns>The secret of the address, which is shown this once.</returns>
    public async Task<Result<string>> Run(CancellationToken cancel)
    {
        if (!current.Caller.IsVolunteer) return new Refusal("volunteers.caller.forbidden");
        var (me, code) = (new VolunteerId(current.Actor.Id), FieldCipher.NewCode());
        var volunteer = await db.Volunteers().AsNoTracking().FirstAsync(v => v.Id == me, cancel);
        var (link, hash) = (await db.CalendarLinks().FirstOrDefaultAsync(l => l.VolunteerId == me, cancel), CalendarFeed.Hash(cipher, code));
        if (link is null) db.CalendarLinks().Add(new CalendarLink { VolunteerId = me, CodeHash = hash, MadeAt = clock.GetUtcNow() });
        else (link.CodeHash, link.MadeAt) = (hash, clock.GetUtcNow());
        db.Record(volunteer, "volunteers.calendar.opened", "volunteer", me.Value);
        await db.SaveChangesAsync(cancel);
        return Result<string>.Ok(code);
    }
}

/// <summary>关闭日历: the address opens nothing any more.</summary>
public sealed class CloseCalendarLink(ShouwangDb db, CurrentCaller current)
{
    public async Task<Result<Done>> Run(CancellationToken cancel)
    {
        if (!current.Caller.IsVolunteer) return new Refusal("volunteers.caller.forbidden");
        var me = new VolunteerId(current.Actor.Id);
        var link = await db.CalendarLinks().FirstOrDefaultAsync(l => l.VolunteerId == me, cancel);
        if (link is null) return Done.It;
        db.CalendarLinks().Remove(link);
        db.Record(await db.Volunteers().AsNoTracking().FirstAsync(v => v.Id == me, cancel), "volunteers.calendar.closed", "volunteer", me.Value);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }
}

/// <summary>订阅日历: a volunteer's duties of all rooms, for whoever has the address.</summary>
public sealed class CalendarFeed(ShouwangDb db, FieldCipher cipher, IEnumerable<IDutySource> sources, TimeProvider clock)
{
    private const string Purpose = "volunteer.calendar";
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    /// <param name="code">The secret of the address.</param>
    /// <param name="name">Name of the calendar.</param>
    /// <param name="root">Scheme and host, for links.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<string>> Run(string code, string name, string root, CancellationToken cancel)
    {
        if (code.Length > 64) return new Refusal("volunteers.calendar.unknown");
        var hash = Hash(cipher, code);
        var found = await (from link in db.CalendarLinks().AsNoTracking() join volunteer in db.Volunteers() on link.VolunteerId equals volunteer.Id
                           where link.CodeHash == hash && volunteer.State != VolunteerState.Left select new { link.VolunteerId }).FirstOrDefaultAsync(cancel);
        if (found is null) return new Refusal("volunteers.calendar.unknown");
        var entries = new List<CalendarEntry>();
        foreach (var source in sources) entries.AddRange(await source.Of(found.VolunteerId, clock.GetUtcNow() - Back, root, cancel));
        return Result<string>.Ok(CalendarText.Of(name, entries.OrderBy(entry => entry.When.From)));
    }

    internal static string Hash(FieldCipher cipher, string code) => cipher.Hash(code.Trim().ToUpperInvariant(), Purpose);
}
