using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The next step of an order that looks for its people by itself: ask the next best, go up a level, or say that nobody is left.</summary>
public sealed class Waves(ShouwangDb db, CandidateFinder finder, DispatchNotices notices, IdSource ids, TimeProvider clock)
{
    public async Task Continue(ServiceOrder order, DispatchPolicy policy, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        order.ExpireOffers(now);
        while (order.MoreToAsk(policy, now) is > 0 and var more)
        {
            var best = await finder.Best(order, policy, more, cancel);
            if (best.Count > 0)
            {
                var asked = best.Select(candidate => new Asked(ids.New<OfferId>(), candidate.Candidate.Id, MatchReasons.Write(candidate.Reasons), null)).ToList();
                _ = order.Ask(asked, DispatchMode.Waves, policy.AnswerBy(order.Urgency, now), now).Value;
                await notices.Asked(order, [.. asked.Select(a => a.Volunteer)], cancel);
                return;
            }
            if (order.Waiting(now) > 0) return;
            if (!await GoUp(order, "nobody-fits", now, cancel)) return;
        }
    }

    /// <summary>Hands the order to the unit above; at the top it becomes an exception. The answer is whether there was a level left.</summary>
    public async Task<bool> GoUp(ServiceOrder order, string reason, DateTimeOffset now, CancellationToken cancel)
    {
        if (await Above(order, cancel) is not { } above)
        {
            order.NobodyLeft(now);
            await notices.Exception(order, cancel);
            return false;
        }
        _ = order.Escalate(above, reason, now).Value;
        await notices.Escalated(order, cancel);
        return true;
    }

    /// <summary>The unit above the one that looks for people now; null at the top.</summary>
    public async Task<Unit?> Above(ServiceOrder order, CancellationToken cancel)
    {
        if (order.IsAtTheTop) return null;
        var path = order.HandlerPath[..(order.HandlerPath.LastIndexOf('/', order.HandlerPath.Length - 2) + 1)];
        return await db.Units().AsNoTracking().FirstOrDefaultAsync(unit => unit.UnitPath == path, cancel);
    }
}
