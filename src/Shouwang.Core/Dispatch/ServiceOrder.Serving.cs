using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <content>服务与评价: on the way, check-in, check-out, no-show, review.</content>
public sealed partial class ServiceOrder
{
    /// <summary>Earliest check-in: so many minutes before the planned start.</summary>
    public const int EarliestCheckInMinutes = 60;

    /// <summary>出发: the volunteer is on the way.</summary>
    public Result<Assignment> SetOut(VolunteerId by, DateTimeOffset at)
    {
        if (Holds(by) is not { } assignment) return new Refusal("dispatch.order.not-yours");
        if (assignment.State != AssignmentState.Accepted) return new Refusal("dispatch.assignment.not-in-turn", ("state", assignment.State));
        assignment.SetOut(at);
        Record("dispatch.order.set-out", ("volunteer", by.Value));
        return assignment;
    }

    /// <summary>签到: the service begins for this volunteer.</summary>
    public Result<Assignment> CheckIn(VolunteerId by, DateTimeOffset at)
    {
        if (Holds(by) is not { } assignment) return new Refusal("dispatch.order.not-yours");
        if (assignment.State is not (AssignmentState.Accepted or AssignmentState.OnTheWay)) return new Refusal("dispatch.assignment.not-in-turn", ("state", assignment.State));
        if (at < assignment.From.AddMinutes(-EarliestCheckInMinutes)) return new Refusal("dispatch.assignment.too-early", ("from", assignment.From));
        assignment.CheckIn(at);
        StartedAt ??= at;
        if (FreePlaces == 0 && State != OrderState.Serving) Turn(OrderState.Serving, at);
        if (Exception == OrderException.NoShow && FreePlaces == 0) Settle();
        Record("dispatch.order.checked-in", ("volunteer", by.Value));
        return assignment;
    }

    /// <summary>签退: the service ends for this volunteer; the order is done when all have finished.</summary>
    /// <param name="by">The volunteer.</param>
    /// <param name="note">交接备注: what the next one should know, under encryption, or null.</param>
    /// <param name="at">Now, or the planned end when a forgotten check-out is closed.</param>
    public Result<Assignment> CheckOut(VolunteerId by, SealedText? note, DateTimeOffset at)
    {
        if (Holds(by) is not { } assignment) return new Refusal("dispatch.order.not-yours");
        if (assignment.State != AssignmentState.CheckedIn) return new Refusal("dispatch.assignment.not-in-turn", ("state", assignment.State));
        assignment.CheckOut(at, note);
        Record("dispatch.order.checked-out", ("volunteer", by.Value));
        if (FreePlaces == 0 && assignments.Where(a => a.IsHeld).All(a => a.State == AssignmentState.Finished)) Complete(at);
        return assignment;
    }

    /// <summary>补照片: whoever serves or has served leaves photos, until the order is closed.</summary>
    public Result<Done> AddPhotos(VolunteerId by, int count)
    {
        if (Holds(by) is not { State: AssignmentState.CheckedIn or AssignmentState.Finished }) return new Refusal("dispatch.order.not-yours");
        if (ClosedAt is not null) return NotOpen();
        Record("dispatch.order.photos-added", ("volunteer", by.Value), ("count", count));
        return Done.It;
    }

    /// <summary>到此为止: done with fewer people than planned; places that nobody holds are given up.</summary>
    public Result<Done> CompleteWithThose(DateTimeOffset at)
    {
        if (!State.IsOpen()) return NotOpen();
        if (assignments.All(a => a.State != AssignmentState.Finished)) return new Refusal("dispatch.order.nobody-served");
        if (assignments.Any(a => a.State == AssignmentState.CheckedIn)) return new Refusal("dispatch.order.somebody-serving");
        PeopleNeeded = assignments.Count(a => a.State == AssignmentState.Finished);
        foreach (var offer in offers.Where(o => o.State == OfferState.Waiting)) offer.Answer(OfferState.Cancelled, at);
        EndAssignments();
        Complete(at);
        return Done.It;
    }

    /// <summary>未到岗: the volunteer did not appear; the place is free at once.</summary>
    public Result<Assignment> NoShow(VolunteerId volunteer, DateTimeOffset at)
    {
        if (Holds(volunteer) is not { } assignment) return new Refusal("dispatch.order.not-yours");
        if (assignment.State is not (AssignmentState.Accepted or AssignmentState.OnTheWay)) return new Refusal("dispatch.assignment.not-in-turn", ("state", assignment.State));
        if (at < assignment.From) return new Refusal("dispatch.assignment.not-late-yet", ("from", assignment.From));
        assignment.GiveUp(AssignmentState.NoShow);
        FreeAPlace(at);
        Raise(OrderException.NoShow, at);
        Record("dispatch.order.no-show", ("volunteer", volunteer.Value));
        return assignment;
    }

    /// <summary>居民评价: the resident says how it was. The first review closes the order.</summary>
    public Result<Review> ReviewByResident(ReviewId id, int stars, SealedText? words, DateTimeOffset at)
    {
        if (State is not (OrderState.Completed or OrderState.Unreviewed)) return new Refusal("dispatch.order.not-for-review", ("state", State));
        if (stars is < 1 or > 5) return new Refusal("dispatch.review.stars").At("stars");
        var review = new Review(id, Id, ReviewSide.Resident, null, stars, words, at);
        reviews.Add(review);
        Turn(OrderState.Reviewed, at);
        ClosedAt ??= at;
        Record("dispatch.order.reviewed", ("side", ReviewSide.Resident), ("stars", stars));
        return review;
    }

    /// <summary>志愿者评价: the volunteer says how it was on his side; once each, after his check-out.</summary>
    public Result<Review> ReviewByVolunteer(ReviewId id, VolunteerId by, int stars, SealedText? words, DateTimeOffset at)
    {
        if (assignments.All(a => a.VolunteerId != by || a.State != AssignmentState.Finished)) return new Refusal("dispatch.review.not-served");
        if (reviews.Any(r => r.VolunteerId == by)) return new Refusal("dispatch.review.already");
        if (stars is < 1 or > 5) return new Refusal("dispatch.review.stars").At("stars");
        var review = new Review(id, Id, ReviewSide.Volunteer, by, stars, words, at);
        reviews.Add(review);
        Record("dispatch.order.reviewed", ("side", ReviewSide.Volunteer), ("volunteer", by.Value), ("stars", stars));
        return review;
    }

    /// <summary>逾期未评: no review came in time; the order says so.</summary>
    public Result<Done> CloseUnreviewed(DateTimeOffset at)
    {
        if (State != OrderState.Completed) return new Refusal("dispatch.order.not-for-review", ("state", State));
        Turn(OrderState.Unreviewed, at);
        ClosedAt = at;
        Record("dispatch.order.closed-unreviewed");
        return Done.It;
    }

    private void Complete(DateTimeOffset at)
    {
        CompletedAt = at;
        Turn(OrderState.Completed, at);
        UndoMark = null;
        Settle();
        Record("dispatch.order.completed", ("people", PeopleNeeded), ("late", at > DueAt));
    }

    private void EndAssignments()
    {
        foreach (var assignment in assignments.Where(a => a.State is AssignmentState.Accepted or AssignmentState.OnTheWay)) assignment.GiveUp(AssignmentState.Cancelled);
    }
}
