using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>
/// 按时处理: does what has fallen due, order by order, each in a transaction of its own. What is due stands in the orders'
/// rows, so that a restart forgets nothing; a row that another process has in hand is passed over.
/// </summary>
public sealed class OrderClockwork(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OrderClockwork> log)
{
    private const int Batch = 100, MostPerRun = 2000;

    /// <summary>Works off what is due now; the answer is how many orders were looked at.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        var done = new HashSet<OrderId>();
        while (done.Count < MostPerRun)
        {
            var due = (await Due(cancel)).Where(done.Add).ToList();
            if (due.Count == 0) break;
            foreach (var id in due) await Look(id, cancel);
        }
        return done.Count;
    }

    private async Task<List<OrderId>> Due(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<ShouwangDb>(), clock.GetUtcNow());
        return await db.Orders().Where(o => o.NextLookAt != null && o.NextLookAt <= now).OrderBy(o => o.NextLookAt).Select(o => o.Id).Take(Batch).ToListAsync(cancel);
    }

    private async Task Look(OrderId id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        // One order that cannot be dealt with must not hold up the others; it is tried again with the next run.
        try { await scope.ServiceProvider.GetRequiredService<LookAtOrder>().Run(id, cancel); }
        catch (Exception e) when (e is DbUpdateException or InvalidOperationException or System.Data.Common.DbException) { log.LogError(e, "Order {Order} could not be dealt with", id.Value); }
    }
}

/// <summary>到点处理: one order, everything that is due on it.</summary>
public sealed class LookAtOrder(ShouwangDb db, DispatchPolicies policies, OrderBookings bookings, Waves waves, DispatchNotices notices, TimeProvider clock)
{
    public Task<Result<Done>> Run(OrderId id, CancellationToken cancel) => db.Attempt(async () =>
    {
        var now = clock.GetUtcNow();
        if (!await Take(id, cancel) || await db.OrderToChange(id, cancel) is not { } order || order.NextLookAt is not { } due || due > now) return Done.It;
        var policy = await policies.For(order.UnitPath, cancel);
        await Do(order, policy, now, cancel);
        order.Reschedule(policy);
        if (order.UnwrittenFacts.Count > 0) await db.SaveChangesAsync(cancel);
        else await JustReschedule(order, cancel);
        return Result<Done>.Ok(Done.It);
    }, cancel);

    // The row is locked, or somebody else has it and does the same.
    private async Task<bool> Take(OrderId id, CancellationToken cancel) =>
        db.IsSqlite || (await db.Database.SqlQuery<Guid>($"select id as \"Value\" from orders where id = {id.Value} for update skip locked").ToListAsync(cancel)).Count == 1;

    private async Task Do(ServiceOrder order, DispatchPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        order.ExpireOffers(now);
        foreach (var place in order.RemindBefore(policy, now)) await notices.Reminded(order, place, cancel);
        await CloseForgotten(order, policy, now, cancel);
        await NoteMissing(order, policy, now, cancel);
        await waves.Continue(order, policy, cancel);
        if (order.HasWaitedLongEnough(policy, now)) await LookFurther(order, policy, now, cancel);
        if (order.NoteOverdue(now)) await notices.Exception(order, cancel);
        if (order.ReviewIsOverdue(policy, now)) _ = order.CloseUnreviewed(now).Value;
    }

    private async Task CloseForgotten(ServiceOrder order, DispatchPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var place in order.ForgottenCheckOuts(policy, now))
        {
            var end = place.Until > place.CheckedInAt ? place.Until : place.CheckedInAt!.Value;
            _ = order.CheckOut(place.VolunteerId, null, end).Value;
            var record = await db.ServiceRecords().FirstOrDefaultAsync(r => r.PurposeId == order.Id.Value && r.VolunteerId == place.VolunteerId && r.State == ServiceRecordState.Open, cancel);
            if (record is not null) _ = record.CloseProvisionally().Value;
            await notices.CheckOutForgotten(order, place.VolunteerId, cancel);
        }
    }

    private async Task NoteMissing(ServiceOrder order, DispatchPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        var missing = order.Missing(policy, now);
        if (missing.Count == 0) return;
        foreach (var volunteer in missing) _ = order.NoShow(volunteer, now).Value;
        await bookings.Free(order, missing, cancel);
        await notices.Exception(order, cancel);
    }

    // A team that takes no place in time is the dispatcher's matter; everything else goes up a level.
    private async Task LookFurther(ServiceOrder order, DispatchPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        if (order.Mode == DispatchMode.Team)
        {
            order.NobodyLeft(now);
            await notices.Exception(order, cancel);
        }
        else if (await waves.GoUp(order, "time", now, cancel)) await waves.Continue(order, policy, cancel);
    }

    // A new date for the next look is no news: nothing has happened to the order.
    private Task JustReschedule(ServiceOrder order, CancellationToken cancel)
    {
        var (id, version, next) = (order.Id, order.Version, order.NextLookAt);
        db.ChangeTracker.Clear();
        return db.Orders().Where(o => o.Id == id && o.Version == version).ExecuteUpdateAsync(set => set.SetProperty(o => o.NextLookAt, next), cancel);
    }
}
