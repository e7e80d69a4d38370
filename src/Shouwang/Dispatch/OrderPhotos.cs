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

    /// <summary>Most photos that one volunteer leaves with an order.</summary>
    public const int Most = 5;

    /// <summary>A photo as lists show it; the picture itself is fetched by its id.</summary>
    public sealed record Line(Guid Id, VolunteerId Volunteer, DateTimeOffset At);

    /// <summary>Keeps photos with the order, in the caller's save; the answer is why they cannot be, or null.</summary>
    public async Task<Refusal?> Keep(ServiceOrder order, VolunteerId volunteer, IReadOnlyList<byte[]> pictures, DateTimeOffset now, CancellationToken cancel)
    {
        if (pictures.Count == 0) return null;
        var before = await db.OrderPhotos().CountAsync(photo => photo.OrderId == order.Id && photo.VolunteerId == volunteer, cancel);
        if (before + pictures.Count > Most) return new Refusal("dispatch.photo.too-many", ("most", Most));
        foreach (var picture in pictures)
        {
            var bare = CleanPhoto.Of(picture);
            if (bare.Refusal is { } no) return no;
            db.OrderPhotos().Add(new OrderPhoto
            {
                Id = ids.NewGuid(), OrderId = order.Id, VolunteerId = volunteer, At = now, MediaType = bare.Value.MediaType,
                Content = cipher.Seal(Convert.ToBase64String(bare.Value.Bytes), Purpose),
            });
        }
        return null;
    }

    /// <summary>The photos of an order whose page the caller may see; of one volunteer, or of all.</summary>
    public Task<List<Line>> Of(OrderId order, VolunteerId? volunteer, CancellationToken cancel) => db.OrderPhotos().AsNoTracking()
        .Where(photo => photo.OrderId == order && (volunteer == null || photo.VolunteerId == volunteer)).OrderBy(photo => photo.At).ThenBy(photo => photo.Id)
        .Select(photo => new Line(photo.Id, photo.VolunteerId, photo.At)).ToListAsync(cancel);

    /// <summary>A photo, for staff who may see the order and for the volunteer who took it.</summary>
    public async Task<Result<(byte[] Bytes, string MediaType)>> Open(Guid id, CancellationToken cancel)
    {
        var found = await (
            from photo in db.OrderPhotos().AsNoTracking()
            where photo.Id == id
            join order in db.Orders() on photo.OrderId equals order.Id
            select new { photo.Content, photo.MediaType, photo.VolunteerId, order.UnitPath }).FirstOrDefaultAsync(cancel);
        if (found is null || !(current.Rights.Own(DispatchAccess.SeeOrders).Covers(found.UnitPath) || IsOwn(found.VolunteerId))) return new Refusal("dispatch.photo.unknown");
        return (Convert.FromBase64String(cipher.Open(found.Content, Purpose)), found.MediaType);
    }

    private bool IsOwn(VolunteerId volunteer) => current.Actor.Kind == ActorKind.Volunteer && current.Actor.Id == volunteer.Value;
}
