using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>What a desk has in hand: one kind of work that waits for somebody.</summary>
public enum DeskWork
{
    [Term("还没派的单")] Untriaged,
    [Term("两小时内开始，还缺人")] StartsSoon,
    [Term("接单后条件不再具备")] ConditionsLost,
    [Term("问过的人都没接")] Unanswered,
    [Term("派了，还缺人")] Short,
    [Term("没有人可派")] NobodyLeft,
    [Term("有人未到岗")] NoShow,
    [Term("已超时")] Overdue,
    [Term("临时交回")] HandedBack,
    [Term("差评等回访")] FollowUps,
    [Term("报名等答复")] SignUps,
    [Term("时长等确认")] Hours,
}

/// <summary>今日: what needs hands now, with how many and since when; what begins within a day; who is there.</summary>
public sealed class TodayDesk(ShouwangDb db, OrderBoard board, LackingPlaces lacking, TimeProvider clock)
{
    /// <summary>One kind of work, how much of it, and how long the oldest has waited.</summary>
    public sealed record Line(DeskWork Work, int Count, DateTimeOffset? Oldest, string Address);

    /// <summary>Who is there now: on duty, of these without a duty at this hour; on the way; serving.</summary>
    public sealed record People(int OnDuty, int Free, int OnTheWay, int Serving);

    public sealed record View(IReadOnlyList<Line> Lines, People People, IReadOnlyList<OrderBoard.Row> Next, int NextCount);

    private const int MostNext = 15;

    /// <summary>Orders that begin so soon are looked at first.</summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromHours(2);

    /// <param name="orders">Where the caller sees orders.</param>
    /// <param name="signUps">Where he answers sign-ups.</param>
    /// <param name="hours">Where he confirms minutes.</param>
    /// <param name="followUps">Where he looks into bad reviews.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<View> Run(Reach orders, Reach signUps, Reach hours, Reach followUps, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var lines = new List<Line>();
        foreach (var need in Enum.GetValues<BoardNeed>()) lines.Add(await OfNeed(orders, need, cancel));
        foreach (var queue in await board.Queues(orders, cancel)) lines.Add(new Line(WorkOf(queue.Exception), queue.Orders, queue.Oldest, "/board?queue=" + queue.Exception));
        var lost = await lacking.Run(orders, null, cancel);
        lines.Add(new Line(DeskWork.ConditionsLost, lost.Count, lost.Min(place => (DateTimeOffset?)place.Since), "/orders/attention"));
        lines.Add(await Oldest(DeskWork.FollowUps, db.FollowUps().Within(followUps).Where(f => f.ClosedAt == null).Select(f => f.OpenedAt), "/follow-ups", cancel));
        lines.Add(await Oldest(DeskWork.SignUps, db.Volunteers().Within(signUps).Where(v => v.State == VolunteerState.Applied).Select(v => v.SignedUpAt), "/volunteers?state=Applied", cancel));
        lines.Add(await Oldest(DeskWork.Hours, db.ServiceRecords().Within(hours).Where(r => r.State == ServiceRecordState.Provisional).Select(r => r.CheckedInAt), "/hours?state=Provisional&span=year", cancel));
        var (next, count) = await board.Beginning(orders, now, now.AddDays(1), MostNext, cancel);
        return new View([.. lines.Where(line => line.Count > 0).OrderBy(line => line.Work)], await Present(orders, now, cancel), next, count);
    }

    private async Task<Line> OfNeed(Reach reach, BoardNeed need, CancellationToken cancel) =>
        await Oldest(WorkOf(need), board.Needing(reach, need).Select(order => order.StateSince), "/board?sort=Oldest&need=" + need, cancel);

    private static async Task<Line> Oldest(DeskWork work, IQueryable<DateTimeOffset> since, string address, CancellationToken cancel)
    {
        var found = (await since.GroupBy(_ => 1).Select(all => new { Count = all.Count(), Oldest = all.Min() }).ToListAsync(cancel)).SingleOrDefault();
        return new Line(work, found?.Count ?? 0, found?.Oldest, address);
    }

    private async Task<People> Present(Reach reach, DateTimeOffset now, CancellationToken cancel)
    {
        var onDuty = db.Volunteers().Within(reach).Where(v => v.State == VolunteerState.Active && v.OnDuty && (v.OnDutyUntil == null || v.OnDutyUntil > now));
        var free = await onDuty.CountAsync(v => !db.Bookings().Any(b => b.VolunteerId == v.Id && b.From <= now && b.BusyUntil > now), cancel);
        var places = await (
            from place in db.Assignments()
            where place.State == AssignmentState.OnTheWay || place.State == AssignmentState.CheckedIn
            join order in db.Orders().Within(reach).Where(o => o.ClosedAt == null) on place.OrderId equals order.Id
            group place by place.State into held
            select new { held.Key, Count = held.Count() }).ToListAsync(cancel);
        int Of(AssignmentState state) => places.Where(place => place.Key == state).Sum(place => place.Count);
        return new People(await onDuty.CountAsync(cancel), free, Of(AssignmentState.OnTheWay), Of(AssignmentState.CheckedIn));
    }

    private static DeskWork WorkOf(BoardNeed need) => need switch
    {
        BoardNeed.Untriaged => DeskWork.Untriaged,
        BoardNeed.Soon => DeskWork.StartsSoon,
        BoardNeed.Unanswered => DeskWork.Unanswered,
        BoardNeed.Short => DeskWork.Short,
    };

    private static DeskWork WorkOf(OrderException exception) => exception switch
    {
        OrderException.NobodyLeft => DeskWork.NobodyLeft,
        OrderException.NoShow => DeskWork.NoShow,
        OrderException.Overdue => DeskWork.Overdue,
        OrderException.HandedBack or OrderException.None => DeskWork.HandedBack,
    };
}
