using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>An order that may be the same need: what it shares, to be shown side by side.</summary>
public sealed record Lookalike(OrderId Id, string Number, string Kind, OrderState State, OrderSource Source, DateTimeOffset PlacedAt, DateTimeOffset From, bool SamePhone, bool SameAddress, bool SameKind);

/// <summary>查重: orders of the same phone or address near the same time; those of the same kind first.</summary>
public sealed class FindDuplicates(ShouwangDb db, CurrentCaller current)
{
    private const int Days = 7;

    public async Task<Result<IReadOnlyList<Lookalike>>> Run(OrderId id, CancellationToken cancel)
    {
        var reach = current.Rights.Own(DispatchAccess.SeeOrders); // who lives where is nothing that helpers compare
        var order = await db.Orders().AsNoTracking().Within(reach).FirstOrDefaultAsync(o => o.Id == id, cancel);
        if (order is null) return OrderDesk.Unknown;
        var (since, until) = (order.PlacedAt.AddDays(-Days), order.PlacedAt.AddDays(Days));
        var (phone, address, kind) = (order.PhoneIndex, order.AddressIndex, order.Kind);
        var found = await db.Orders().AsNoTracking().Within(reach)
            .Where(o => o.Id != id && o.DuplicateOf == null && o.PlacedAt >= since && o.PlacedAt <= until && (o.PhoneIndex == phone || o.AddressIndex == address))
            .Select(o => new Lookalike(o.Id, o.Number, o.Kind, o.State, o.Source, o.PlacedAt, o.From, o.PhoneIndex == phone, o.AddressIndex == address, o.Kind == kind))
            .ToListAsync(cancel);
        return Result<IReadOnlyList<Lookalike>>.Ok([.. found.OrderByDescending(o => o.SameKind).ThenByDescending(o => o.SamePhone && o.SameAddress).ThenBy(o => (o.PlacedAt - order.PlacedAt).Duration())]);
    }
}
