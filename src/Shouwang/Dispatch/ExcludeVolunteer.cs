using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>设立回避: the resident of an order and a volunteer are kept apart from now on.</summary>
public sealed class ExcludeVolunteer(ShouwangDb db, OrderWords words, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    public Task<Result<ExclusionId>> Run(OrderId id, VolunteerId volunteer, ExclusionWish wish, string? reason, CancellationToken cancel) => db.Attempt<ExclusionId>(async () =>
    {
        var order = await db.Orders().AsNoTracking().Within(current.Where(DispatchAccess.SeeOrders)).FirstOrDefaultAsync(o => o.Id == id, cancel);
        if (order is null) return OrderDesk.Unknown;
        if (current.Lacks(DispatchAccess.Dispatch, order.UnitPath) is { } no) return no;
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("dispatch.end.reason-missing").At("reason");
        if (!await db.Volunteers().AnyAsync(v => v.Id == volunteer, cancel)) return new Refusal("volunteers.volunteer.unknown").At("volunteer");
        if (await db.Exclusions().AnyAsync(e => e.PhoneIndex == order.PhoneIndex && e.VolunteerId == volunteer && e.LiftedAt == null, cancel)) return new Refusal("dispatch.exclusion.already");
        var exclusion = Exclusion.Between(ids.New<ExclusionId>(), order, volunteer, wish, words.SealReason(reason.Trim()), clock.GetUtcNow());
        db.Exclusions().Add(exclusion);
        await db.SaveChangesAsync(cancel);
        return exclusion.Id;
    }, cancel);
}

/// <summary>解除回避.</summary>
public sealed class LiftExclusion(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(ExclusionId id, CancellationToken cancel) => db.Attempt(async () =>
    {
        var exclusion = await db.Exclusions().Within(current.Where(DispatchAccess.Dispatch)).FirstOrDefaultAsync(e => e.Id == id, cancel);
        if (exclusion is null) return new Refusal("dispatch.exclusion.unknown");
        var decision = exclusion.Lift(clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}
