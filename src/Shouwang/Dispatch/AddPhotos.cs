using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>补照片: the volunteer leaves photos while he serves, or after his check-out as long as the order is not closed.</summary>
public sealed class AddPhotos(OrderDesk desk, OrderPhotos photos)
{
    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, IReadOnlyList<byte[]> pictures, CancellationToken cancel) => desk.ByVolunteer(id, volunteer, async (order, _, now) =>
    {
        if (pictures.Count == 0) return new Refusal("dispatch.photo.missing").At("photo");
        var decision = order.AddPhotos(volunteer, pictures.Count);
        if (!decision.IsOk) return decision;
        return await photos.Keep(order, volunteer, pictures, now, cancel) is { } unfit ? unfit.At("photo") : Done.It;
    }, cancel);
}
