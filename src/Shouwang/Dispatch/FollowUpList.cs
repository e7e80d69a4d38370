using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>回访: the bad reviews that wait to be looked into, the most urgent first.</summary>
public sealed class FollowUpList(ShouwangDb db, OrderWords words)
{
    public sealed record Line(FollowUpId Id, string Number, string Name, string UnitName, int Stars, string? Words, string? Owner, DateTimeOffset OpenedAt, DateTimeOffset DueAt, DateTimeOffset? ClosedAt, string? Outcome);

    /// <param name="reach">Where to look.</param>
    /// <param name="closed">Those that are done instead of those that wait.</param>
    /// <param name="skip">Rows of the pages before.</param>
    /// <param name="take">Rows of a page.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<(IReadOnlyList<Line> Lines, int Total)> Run(Reach reach, bool closed, int skip, int take, CancellationToken cancel)
    {
        var all = db.FollowUps().AsNoTracking().Within(reach).Where(followUp => closed ? followUp.ClosedAt != null : followUp.ClosedAt == null);
        var rows = await (
            from followUp in all.OrderBy(f => f.DueAt).Skip(skip).Take(take)
            join order in db.Orders() on followUp.OrderId equals order.Id
            join item in db.Menu() on order.MenuItemId equals item.Id
            join unit in db.Units() on order.UnitId equals unit.Id
            join review in db.Reviews() on followUp.ReviewId equals review.Id
            orderby followUp.DueAt
            select new
            {
                followUp.Id, order.Number, item.Name, Unit = unit.Name, review.Stars, review.Words, followUp.OwnerId, followUp.OpenedAt, followUp.DueAt, followUp.ClosedAt, followUp.Outcome,
                Owner = db.Accounts().Where(a => a.Id == followUp.OwnerId).Select(a => a.DisplayName).FirstOrDefault(),
            }).ToListAsync(cancel);
        return ([.. rows.Select(row => new Line(row.Id, row.Number, row.Name, row.Unit, row.Stars, words.OpenReview(row.Words), row.Owner, row.OpenedAt, row.DueAt, row.ClosedAt, words.OpenReason(row.Outcome)))], await all.CountAsync(cancel));
    }
}
