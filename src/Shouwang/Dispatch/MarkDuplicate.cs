namespace Shouwang.Dispatch;

/// <summary>标记重复: an order repeats an earlier one and is closed in its favour.</summary>
public sealed class MarkDuplicate(ShouwangDb db, OrderDesk desk, OrderEnding ending)
{
    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, OrderId earlier, CancellationToken cancel) => desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch, async (order, _, now) =>
    {
        var first = await db.Orders().AsNoTracking().Where(o => o.Id == earlier).Select(o => new { o.Number, o.State, o.PhoneIndex, o.AddressIndex }).FirstOrDefaultAsync(cancel);
        if (first is null) return new Refusal("dispatch.order.unknown").At("earlier");
        if (first.PhoneIndex != order.PhoneIndex && first.AddressIndex != order.AddressIndex) return new Refusal("dispatch.order.not-alike").At("earlier");
        // Two orders closed in each other's favour would leave the resident with none.
        if (!first.State.IsOpen() && !first.State.IsDone()) return new Refusal("dispatch.order.duplicate-of-ended", ("state", first.State)).At("earlier");
        return await ending.End(order, "与单 " + first.Number + " 重复", words => order.MarkDuplicateOf(earlier, words, now), cancel);
    }, cancel);
}
