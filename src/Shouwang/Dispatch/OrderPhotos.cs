using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>服务照片: what the volunteer left at check-out, stripped of position data and encrypted.</summary>
public sealed class OrderPhoto
{
    public Guid Id { get; init; }
    public OrderId OrderId { get; init; }
    public VolunteerId VolunteerId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string MediaType { get; init; }

    /// <summary>The picture as base64, encrypted.</summary>
    public SealedText Content { get; init; }
}

/// <summary>Keeps photos, and gives them out to those who may see the order.</summary>
public sealed class OrderPhotos(ShouwangDb db, FieldCipher cipher, CurrentCaller current, IdSource ids)
{
    private const string Purpose = "order.photo";

    /// <summary>Keeps a photo with the order, in the caller's save; the answer is why it cannot be, or null.</summary>
    public Refusal? Keep(ServiceOrder order, VolunteerId volunteer, byte[] photo, DateTimeOffset now)
    {
        var bare = CleanPhoto.Of(photo);
        if (bare.Refusal is { } no) return no;
        db.OrderPhotos().Add(new OrderPhoto
        {
            Id = ids.NewGuid(), OrderId = order.Id, VolunteerId = volunteer, At = now, MediaType = bare.Value.MediaType,
            Content = cipher.Seal(Convert.ToBase64String(bare.Value.Bytes), Purpose),
        });
        return null;
    }

    /// <summary>A photo, for staff who may see the order and for the volunteer who took it.</summary>
    public async Task<Result<(byte[] Bytes, string MediaType)>> Open(Guid id, CancellationToken cancel)
    {
        var found = await (
            from photo in db.OrderPhotos().AsNoTracking()
            where photo.Id == id
            join order in db.Orders() on photo.OrderId equals order.Id
            select new { photo.Content, photo.MediaType, photo.VolunteerId, order.UnitPath }).FirstOrDefaultAsync(cancel);
        if (found is null || !(current.Where(DispatchAccess.SeeOrders).Covers(found.UnitPath) || IsOwn(found.VolunteerId))) return new Refusal("dispatch.photo.unknown");
        return (Convert.FromBase64String(cipher.Open(found.Content, Purpose)), found.MediaType);
    }

    private bool IsOwn(VolunteerId volunteer) => current.Actor.Kind == ActorKind.Volunteer && current.Actor.Id == volunteer.Value;
}
