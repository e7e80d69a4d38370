using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>认领回访: somebody looks into a bad review.</summary>
public sealed class TakeOnFollowUp(ShouwangDb db, CurrentCaller current)
{
    public Task<Result<Done>> Run(FollowUpId id, CancellationToken cancel) => db.Attempt(async () =>
    {
        var followUp = await db.FollowUps().Within(current.Where(DispatchAccess.EndOrders)).FirstOrDefaultAsync(f => f.Id == id, cancel);
        if (followUp is null) return new Refusal("dispatch.follow-up.unknown");
        var decision = followUp.TakeOn(current.Actor.Id);
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}

/// <summary>办结回访: what was found and done.</summary>
public sealed class CloseFollowUp(ShouwangDb db, OrderWords words, CurrentCaller current, TimeProvider clock)
{
    private const int LongestOutcome = 500;

    public Task<Result<Done>> Run(FollowUpId id, string? outcome, CancellationToken cancel) => db.Attempt(async () =>
    {
        if (string.IsNullOrWhiteSpace(outcome)) return new Refusal("dispatch.follow-up.outcome-missing").At("outcome");
        if (outcome.Trim().Length > LongestOutcome) return new Refusal("dispatch.place.too-long", ("most", LongestOutcome)).At("outcome");
        var followUp = await db.FollowUps().Within(current.Where(DispatchAccess.EndOrders)).FirstOrDefaultAsync(f => f.Id == id, cancel);
        if (followUp is null) return new Refusal("dispatch.follow-up.unknown");
        var decision = followUp.Close(current.Actor.Id, words.SealReason(outcome.Trim()), clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}
