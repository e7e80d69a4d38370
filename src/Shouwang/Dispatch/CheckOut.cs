using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>签退: the service ends for this volunteer; his minutes are in the ledger. What is left of his booked time is free. A note for the next one and photos may be left.</summary>
public sealed class CheckOut(ShouwangDb db, OrderDesk desk, OrderWords words, OrderPhotos photos, OrderBookings bookings)
{
    private const int LongestNote = 300;

    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, string? handOverNote, IReadOnlyList<byte[]>? pictures, CancellationToken cancel) => desk.ByVolunteer(id, volunteer, async (order, _, now) =>
    {
        if (handOverNote?.Trim().Length > LongestNote) return new Refusal("dispatch.place.too-long", ("most", LongestNote)).At("handOverNote");
        var decision = order.CheckOut(volunteer, words.SealHandOver(handOverNote), now);
        if (!decision.IsOk) return Result<Done>.Refuse(decision.Refusals);
        if (await photos.Keep(order, volunteer, pictures ?? [], now, cancel) is { } unfit) return unfit.At("photo");
        await bookings.EndEarly(order, volunteer, now, cancel);
        var record = await db.ServiceRecords().FirstAsync(r => r.PurposeId == order.Id.Value && r.VolunteerId == volunteer && r.State == ServiceRecordState.Open, cancel);
        return record.CheckOut(now);
    }, cancel);
}
