using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>One share in a list: who lets whom do what, since when, until when, why, and what the reader may do about it.</summary>
public sealed record ShareLine(
    Guid Id, string GiverCode, string GiverName, string ReceiverCode, string ReceiverName, SharedThing Thing, ShareTier Tier, string Why, ShareState State,
    DateTimeOffset ProposedAt, DateTimeOffset? Since, DateTimeOffset? Until, bool Ours, bool MayAnswer, bool MayEnd);

/// <summary>共享一览: what units within reach let others see or do, and what others let them.</summary>
public sealed class ShareBoard(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    /// <summary>Those in force and those to be answered come first, then the latest that are over.</summary>
    public const int Most = 200;

    public async Task<IReadOnlyList<ShareLine>> Run(CancellationToken cancel)
    {
        var (see, manage, now) = (current.Where(OrganizationAccess.SeeShares), current.Where(OrganizationAccess.ManageShares), clock.GetUtcNow());
        var rows = await (
            from share in db.Shares().AsNoTracking()
            join giver in db.Units() on share.UnitId equals giver.Id
            join receiver in db.Units() on share.ReceiverId equals receiver.Id
            orderby share.EndedAt != null, share.ProposedAt descending
            select new { share, GiverCode = giver.Code, GiverName = giver.Name, ReceiverCode = receiver.Code, ReceiverName = receiver.Name }).ToListAsync(cancel);
        return [.. rows.Where(row => see.Covers(row.share.UnitPath) || see.Covers(row.share.ReceiverPath)).Take(Most).Select(row =>
        {
            var (share, gives, receives) = (row.share, manage.Covers(row.share.UnitPath), manage.Covers(row.share.ReceiverPath));
            var (pending, inForce) = (share.IsPending(now), share.IsInForce(now));
            var state = !pending && !inForce && share.EndedAt is null ? ShareState.Ended : share.State;
            return new ShareLine(share.Id.Value, row.GiverCode, row.GiverName, row.ReceiverCode, row.ReceiverName, share.Thing, share.Tier, share.Why, state,
                share.ProposedAt, share.Since, share.Until, see.Covers(share.UnitPath), pending && (share.State == ShareState.Asked ? gives : receives), (pending || inForce) && (gives || receives));
        })];
    }
}

/// <summary>提出共享: the giving unit offers, the receiving unit asks; who may speak for both puts it in force at once.</summary>
public sealed class ProposeShare(ShouwangDb db, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <param name="from">Code of the giving unit.</param>
    /// <param name="to">Code of the receiving unit.</param>
    /// <param name="thing">What is shared.</param>
    /// <param name="tier">How far.</param>
    /// <param name="lastDay">Last day on which it counts; null for a standing rule.</param>
    /// <param name="why">Why.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<Result<Guid>> Run(string? from, string? to, SharedThing thing, ShareTier tier, DateOnly? lastDay, string? why, CancellationToken cancel) => db.Attempt<Guid>(async () =>
    {
        var (giver, receiver) = (await db.UnitByCode(from?.Trim() ?? "", cancel), await db.UnitByCode(to?.Trim() ?? "", cancel));
        if (giver is null) return new Refusal("organization.share.no-unit").At("from");
        if (receiver is null) return new Refusal("organization.share.no-unit").At("to");
        var (now, mine) = (clock.GetUtcNow(), current.Where(OrganizationAccess.ManageShares));
        var today = LocalTime.Today(clock);
        if (new[] { giver, receiver }.FirstOrDefault(unit => !unit.IsOpenOn(today)) is { } closed) return new Refusal("organization.unit.closed", ("name", closed.Name)).At(closed == giver ? "from" : "to");
        DateTimeOffset? until = lastDay is { } day ? Period.Midnight(day.AddDays(1), LocalTime.Zone).ToUniversalTime() : null;
        var share = UnitShare.Propose(ids.New<UnitShareId>(), (giver, receiver), (thing, tier), why, (mine.Covers(giver.Path), mine.Covers(receiver.Path)), now, until);
        if (!share.IsOk) return Result<Guid>.Refuse(share.Refusals);
        if (await Standing(share.Value, now, cancel)) return new Refusal("organization.share.exists").At("to");
        db.Shares().Add(share.Value);
        await db.SaveChangesAsync(cancel);
        return share.Value.Id.Value;
    }, cancel);

    // One whose time is up is over; it is noted now, so that the same can be agreed anew.
    private async Task<bool> Standing(UnitShare wanted, DateTimeOffset now, CancellationToken cancel)
    {
        var before = await db.Shares().FirstOrDefaultAsync(share => share.UnitId == wanted.UnitId && share.ReceiverId == wanted.ReceiverId && share.Thing == wanted.Thing
            && (share.State == ShareState.Asked || share.State == ShareState.Offered || share.State == ShareState.InForce), cancel);
        if (before is null) return false;
        before.Expire(now);
        if (before.EndedAt is null) return true;
        await db.SaveChangesAsync(cancel);
        return false;
    }
}

/// <summary>答复共享: the side that was asked accepts or refuses.</summary>
public sealed class AnswerShare(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, bool accept, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        var share = await db.ShareSeen(id, current, cancel);
        if (share is null) return new Refusal("organization.share.unknown");
        if (current.Lacks(OrganizationAccess.ManageShares, share.State == ShareState.Offered ? share.ReceiverPath : share.UnitPath) is { } no) return no;
        var answered = share.Answer(accept, clock.GetUtcNow());
        if (answered.IsOk) await db.SaveChangesAsync(cancel);
        return answered;
    }, cancel);
}

/// <summary>结束共享: either side, at once.</summary>
public sealed class EndShare(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        var share = await db.ShareSeen(id, current, cancel);
        if (share is null) return new Refusal("organization.share.unknown");
        if (current.Lacks(OrganizationAccess.ManageShares, share.UnitPath) is not null && current.Lacks(OrganizationAccess.ManageShares, share.ReceiverPath) is { } no) return no;
        var ended = share.End(clock.GetUtcNow());
        if (ended.IsOk) await db.SaveChangesAsync(cancel);
        return ended;
    }, cancel);
}

/// <summary>What is shared, read for the rights of a caller and for the people of an order.</summary>
static class SharesInForce
{
    /// <summary>Everything that counts now: some tens in a district.</summary>
    public static async Task<IReadOnlyList<HeldShare>> SharesAt(this ShouwangDb db, DateTimeOffset now, CancellationToken cancel) =>
        [.. (await db.Shares().AsNoTracking().Where(share => share.State == ShareState.InForce && (share.Until == null || share.Until > now)).ToListAsync(cancel)).Select(share => share.Held(Rooms.ShareRules))];

    /// <summary>What concerns somebody with these roles; nothing is read for one without any.</summary>
    public static async Task<IReadOnlyList<HeldShare>> SharesFor(this ShouwangDb db, IReadOnlyList<HeldRole> held, DateTimeOffset now, CancellationToken cancel) =>
        held.Count == 0 ? [] : [.. (await db.SharesAt(now, cancel)).Where(share => held.Any(role => share.ToPath.StartsWith(role.UnitPath, StringComparison.Ordinal)))];

    /// <summary>A share of which the caller may know.</summary>
    public static async Task<UnitShare?> ShareSeen(this ShouwangDb db, Guid id, CurrentCaller current, CancellationToken cancel)
    {
        var (wanted, see) = (new UnitShareId(id), current.Where(OrganizationAccess.SeeShares));
        var share = await db.Shares().FirstOrDefaultAsync(s => s.Id == wanted, cancel);
        return share is not null && (see.Covers(share.UnitPath) || see.Covers(share.ReceiverPath)) ? share : null;
    }
}
