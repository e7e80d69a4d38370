using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Name, phone and address of a resident, as they are.</summary>
public sealed record Contact(string Name, string Phone, string Address, string? Note);

/// <summary>查看联系方式: to staff who may and say why, and to the volunteer who holds a place; every look is a fact.</summary>
public sealed class RevealContact(ShouwangDb db, OrderWords words, CurrentCaller current)
{
    private const int LongestReason = 100;
    private const string OwnPlace = "接了这一单";

    /// <param name="id">The order.</param>
    /// <param name="reason">What staff need it for; a volunteer's place is reason enough.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<Contact>> Run(OrderId id, string? reason, CancellationToken cancel)
    {
        var order = await db.Orders().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancel);
        if (order is null || !(await HoldsAPlace(id, cancel) || current.Where(DispatchAccess.SeeOrders).Covers(order.UnitPath))) return OrderDesk.Unknown;
        if (current.Actor.Kind != ActorKind.Volunteer && current.Lacks(DispatchAccess.SeeContact, order.UnitPath) is { } no) return no;
        var why = current.Actor.Kind == ActorKind.Volunteer ? OwnPlace : reason?.Trim();
        if (why is not { Length: > 0 and <= LongestReason }) return new Refusal("dispatch.contact.reason", ("most", LongestReason)).At("reason");
        db.Record(order, "dispatch.contact.revealed", "order", id.Value, ("reason", why));
        await db.SaveChangesAsync(cancel);
        return new Contact(words.OpenName(order.ContactName), words.OpenPhone(order.Phone), words.OpenAddress(order.Address), words.OpenNote(order.Note));
    }

    // As long as the place is to be served; afterwards the volunteer need not know any more.
    private async Task<bool> HoldsAPlace(OrderId id, CancellationToken cancel)
    {
        if (current.Actor.Kind != ActorKind.Volunteer) return false;
        var me = new VolunteerId(current.Actor.Id);
        return await db.Assignments().AnyAsync(a => a.OrderId == id && a.VolunteerId == me
            && (a.State == AssignmentState.Accepted || a.State == AssignmentState.OnTheWay || a.State == AssignmentState.CheckedIn), cancel);
    }
}
