using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The volunteers' time behind the places of an order, booked and freed in the order's own transaction.</summary>
public sealed class OrderBookings(ShouwangDb db, DutyBook book, OrderConditions conditions)
{
    public const string Purpose = "order";

    /// <summary>Books the time of a place just taken, or says all that stands against it. Every way to a place ends here.</summary>
    public async Task<Result<Done>> Book(ServiceOrder order, Assignment place, DispatchPolicy policy, CancellationToken cancel)
    {
        var volunteer = await db.Volunteers().Include(v => v.Skills).FirstOrDefaultAsync(v => v.Id == place.VolunteerId, cancel);
        if (volunteer is null) return new Refusal("volunteers.volunteer.unknown");
        if (volunteer.State != VolunteerState.Active) return new Refusal("volunteers.duty.not-active", ("state", volunteer.State));
        var day = DateOnly.FromDateTime(LocalTime.Here(place.From).DateTime);
        if (order.Skill is { } skill && volunteer.Skills.All(s => s.Code != skill || s.CertificateUntil < day)) return new Refusal("dispatch.match.lacks-skill", ("skill", SkillCatalog.Chinese(skill)));
        if (await db.Exclusions().AnyAsync(e => e.PhoneIndex == order.PhoneIndex && e.VolunteerId == volunteer.Id && e.LiftedAt == null, cancel)) return new Refusal("dispatch.match.must-not-be-sent");
        if (await conditions.MissingNow(order, volunteer, place.From, cancel) is { Count: > 0 } missing) return Result<Done>.Refuse(missing);
        return await book.Book(volunteer, place.Planned, policy.RestMinutes, Purpose, order.Id.Value, cancel) is { } no ? no : Done.It;
    }

    /// <summary>Frees the time of those who no longer hold a place.</summary>
    public async Task Free(ServiceOrder order, IEnumerable<VolunteerId> volunteers, CancellationToken cancel)
    {
        // In one order everywhere, so that two acts never wait for each other's rows.
        foreach (var volunteer in volunteers.Distinct().OrderBy(id => id.Value)) await book.Release(volunteer, order.Id.Value, cancel);
    }

    /// <summary>Frees what is left of a volunteer's time after an early check-out.</summary>
    public Task EndEarly(ServiceOrder order, VolunteerId volunteer, DateTimeOffset at, CancellationToken cancel) => book.EndEarly(volunteer, order.Id.Value, at, cancel);

    /// <summary>Frees the time of everybody whose place was given up by an ending.</summary>
    public Task FreeCancelled(ServiceOrder order, CancellationToken cancel) =>
        Free(order, order.Assignments.Where(a => a.State == AssignmentState.Cancelled).Select(a => a.VolunteerId), cancel);
}
