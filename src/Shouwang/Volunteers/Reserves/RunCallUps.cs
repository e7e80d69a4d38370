using Shouwang.Broadcast;

namespace Shouwang.Volunteers;

/// <summary>集结按时处理: sends the waves that are due, call-up by call-up. What is due stands in the rows, so that a restart forgets nothing.</summary>
public sealed class RunCallUps(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RunCallUps> log)
{
    private const int Most = 200;

    /// <summary>The answer is how many call-ups were looked at.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        var due = await Due(cancel);
        foreach (var id in due)
        {
            await using var scope = scopes.CreateAsyncScope();
            // One that cannot be dealt with must not hold up the others; it is tried again with the next run.
            try { await scope.ServiceProvider.GetRequiredService<LookAtCallUp>().Run(id, cancel); }
            catch (Exception e) when (e is DbUpdateException or InvalidOperationException or System.Data.Common.DbException) { log.LogError(e, "Call-up {CallUp} could not be dealt with", id.Value); }
        }
        return due.Count;
    }

    private async Task<List<CallUpId>> Due(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<ShouwangDb>(), clock.GetUtcNow());
        return await db.CallUps().Where(c => c.NextLookAt != null && c.NextLookAt <= now).OrderBy(c => c.NextLookAt).Select(c => c.Id).Take(Most).ToListAsync(cancel);
    }
}

/// <summary>到点处理: one call-up, everything that is due on it. Of two servers at once one does it, the other passes on.</summary>
public sealed class LookAtCallUp(ShouwangDb db, CallUpPeople people, CallUpNotices notices, CallUpPlaces places, TimeProvider clock)
{
    public Task<Result<Done>> Run(CallUpId id, CancellationToken cancel) => db.Attempt(async () =>
    {
        var now = clock.GetUtcNow();
        if (!await Take(id, cancel) || await db.CallUps().Include(c => c.Needs).FirstOrDefaultAsync(c => c.Id == id, cancel) is not { } callUp || callUp.NextLookAt is not { } due || due > now) return Done.It;
        if (callUp.Until <= now) await End(callUp, now, cancel);
        else
        {
            var waiting = await NoteUnreachable(callUp, now, cancel);
            if (waiting == 0 && callUp is { State: CallUpState.Running, IsShort: true }) waiting = await NextWave(callUp, now, cancel);
            callUp.Reschedule(waiting > 0, now);
        }
        await db.SaveChangesAsync(cancel);
        return Result<Done>.Ok(Done.It);
    }, cancel);

    // The row is locked, or somebody else has it and does the same.
    private async Task<bool> Take(CallUpId id, CancellationToken cancel) =>
        db.IsSqlite || (await db.Database.SqlQuery<Guid>($"select id as \"Value\" from call_ups where id = {id.Value} for update skip locked").ToListAsync(cancel)).Count == 1;

    private async Task End(CallUp callUp, DateTimeOffset now, CancellationToken cancel)
    {
        _ = callUp.End(cancelled: false, now).Value;
        foreach (var answer in await db.CallUpAnswers().Where(a => a.CallUpId == callUp.Id && a.IsAwaited).ToListAsync(cancel)) answer.LetGo();
    }

    // How many may still answer in time.
    private async Task<int> NoteUnreachable(CallUp callUp, DateTimeOffset now, CancellationToken cancel)
    {
        var pending = await db.CallUpAnswers().Where(a => a.CallUpId == callUp.Id && a.IsAwaited).ToListAsync(cancel);
        if (pending.Count == 0) return 0;
        var over = callUp.WaveEndsAt <= now;
        var failed = await NotDelivered(callUp, [.. pending.Select(a => a.VolunteerId)], alsoLate: over, cancel);
        foreach (var answer in pending)
        {
            if (failed.Contains(answer.VolunteerId)) _ = callUp.CannotReach(answer, UnreachableReason.DeliveryFailed, now).Value;
            else if (over) _ = callUp.CannotReach(answer, UnreachableReason.NoAnswer, now).Value;
        }
        return pending.Count(answer => answer.IsAwaited);
    }

    // Whoever reads no inbox and whose mail was given up, or has not left by the deadline.
    private async Task<HashSet<VolunteerId>> NotDelivered(CallUp callUp, List<VolunteerId> whom, bool alsoLate, CancellationToken cancel)
    {
        if (callUp.IsDrill) return [];
        var about = callUp.Id.Value;
        var stuck = await (from delivery in db.Deliveries() join message in db.Messages() on delivery.MessageId equals message.Id
                           where message.AboutId == about && message.Kind == CallUpNotices.Asked && delivery.Channel == Channel.Mail && (delivery.State == DeliveryState.GivenUp || alsoLate && delivery.SentAt == null)
                           select delivery.Address).ToListAsync(cancel);
        if (stuck.Count == 0) return [];
        var mails = await db.Volunteers().AsNoTracking().Where(v => whom.Contains(v.Id) && v.Email != null).ToListAsync(cancel);
        var without = mails.Where(v => stuck.Contains(notices.MailAddress(v)!)).Select(v => v.Id).ToList();
        var loggedIn = await places.LoggedIn(without, cancel);
        return [.. without.Where(id => !loggedIn.Contains(id))];
    }

    private async Task<int> NextWave(CallUp callUp, DateTimeOffset now, CancellationToken cancel)
    {
        await places.MoveUp(callUp, cancel);
        if (!callUp.IsShort) return 0;
        var picks = CallUpRules.Pick(await people.Uncalled(callUp, cancel), callUp.Needs, callUp.WaveSize);
        if (picks.Count > 0)
        {
            var asked = callUp.Ask(picks, now);
            db.CallUpAnswers().AddRange(asked);
            await notices.Ask(callUp, [.. asked.Select(answer => answer.VolunteerId)], cancel);
            if (asked.Any(answer => answer.IsAwaited)) return asked.Count;
        }
        if (callUp.FindNobody()) await notices.NobodyLeft(callUp, cancel);
        return 0;
    }
}
