using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>What every ending does: the reason is sealed, booked time is freed, and who need not come is told.</summary>
public sealed class OrderEnding(OrderWords words, OrderBookings bookings, DispatchNotices notices)
{
    private const int LongestReason = 300;

    public async Task<Result<Done>> End(ServiceOrder order, string? reason, Func<SealedText, Result<Done>> how, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("dispatch.end.reason-missing").At("reason");
        if (reason.Trim().Length > LongestReason) return new Refusal("dispatch.place.too-long", ("most", LongestReason)).At("reason");
        List<VolunteerId> awaited = [.. order.Offers.Where(o => o.State == OfferState.Waiting).Select(o => o.VolunteerId), .. order.Assignments.Where(a => a.IsHeld && a.State != AssignmentState.Finished).Select(a => a.VolunteerId)];
        var decision = how(words.SealReason(reason.Trim()));
        if (!decision.IsOk) return decision;
        await bookings.FreeCancelled(order, cancel);
        await notices.NotNeeded(order, awaited, cancel);
        return decision;
    }
}
