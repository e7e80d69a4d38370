using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>评单: the resident says how it was, by the tracking code.</summary>
public sealed class ReviewOrder(OrderDesk desk, OrderWords words, OrderReviews reviews)
{
    public Task<Result<OrderStatus>> Run(string? trackingCode, string? stars, string? text, CancellationToken cancel) => desk.ByResident(words.TrackingHash(trackingCode ?? ""),
        (order, _, now) => reviews.Add(order, stars, text, (id, given, said) => order.ReviewByResident(id, given, said, now), now, cancel), cancel);
}

/// <summary>代评: a member of staff notes what the resident said on the phone or at the counter.</summary>
public sealed class ReviewOnBehalf(OrderDesk desk, OrderReviews reviews, CurrentCaller current)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, string? stars, string? text, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.PlaceOrders, (order, _, now) =>
    {
        current.OnBehalfOf("resident");
        return reviews.Add(order, stars, text, (review, given, said) => order.ReviewByResident(review, given, said, now), now, cancel);
    }, cancel);
}

/// <summary>志愿者评价: the volunteer says how it was on his side.</summary>
public sealed class ReviewAsVolunteer(OrderDesk desk, OrderReviews reviews)
{
    public Task<Result<OrderStatus>> Run(OrderId id, VolunteerId volunteer, string? stars, string? text, CancellationToken cancel) => desk.ByVolunteer(id, volunteer,
        (order, _, now) => reviews.Add(order, stars, text, (review, given, said) => order.ReviewByVolunteer(review, volunteer, given, said, now), now, cancel), cancel);
}
