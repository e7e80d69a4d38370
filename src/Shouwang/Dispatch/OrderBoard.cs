using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>工单板: the orders within reach: how many, what is wrong, and one page of rows.</summary>
/// <remarks>Open orders are read by partial indexes, so that a million closed ones cost nothing; pages go by the last row seen, so that the hundredth costs as much as the first.</remarks>
public sealed class OrderBoard(ShouwangDb db, OrderWords words, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;

    public sealed record Row(
        Guid Id, string Number, string Kind, string Name, string? EnglishName, string Icon, OrderState State, DateTimeOffset StateSince, Urgency Urgency, OrderSource Source,
        DateTimeOffset PlacedAt, DateTimeOffset From, DateTimeOffset DueAt, OrderException Exception, DateTimeOffset? ExceptionSince,
        int People, int Held, string UnitCode, string UnitName, string UnitPath, double? Latitude, double? Longitude, int Version, SealedText Contact)
    {
        /// <summary>Name of the resident as lists show it: 李**.</summary>
        public string Who { get; init; } = "";

        public string Shown => Host.Texts.IsEnglish && EnglishName is { Length: > 0 } english ? english : Name;
    }

    /// <summary>How many open orders stand in a state, by kind and urgency.</summary>
    public sealed record Count(OrderState State, string Kind, Urgency Urgency, int Orders, int Late);

    /// <summary>One queue of the exceptions strip.</summary>
    public sealed record Queue(OrderException Exception, int Orders, DateTimeOffset? Oldest, string? Owner);

    public sealed record Page(IReadOnlyList<Row> Rows, BoardCursor? Next);

    /// <summary>One page of rows.</summary>
    public async Task<Page> Rows(Reach reach, BoardFilter filter, CancellationToken cancel, int size = PageSize)
    {
        var rows = await Projected(After(Sorted(Filtered(reach, filter), filter.Sort), filter)).Take(size + 1).ToListAsync(cancel);
        var shown = rows.Take(size).Select(row => row with { Who = WhoOf(row) }).ToList();
        return new Page(shown, rows.Count > size ? new BoardCursor(SortTime(shown[^1], filter.Sort), shown[^1].Number) : null);
    }

    /// <summary>How many open orders there are, in one reading.</summary>
    public Task<List<Count>> Counts(Reach reach, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.Orders().AsNoTracking().Within(reach).Where(order => order.ClosedAt == null)
            .GroupBy(order => new { order.State, order.Kind, order.Urgency })
            .Select(group => new Count(group.Key.State, group.Key.Kind, group.Key.Urgency, group.Count(), group.Count(order => order.DueAt < now && order.State != OrderState.Completed)))
            .ToListAsync(cancel);
    }

    /// <summary>The exceptions, every queue, also the empty ones.</summary>
    public async Task<IReadOnlyList<Queue>> Queues(Reach reach, CancellationToken cancel)
    {
        var standing = db.Orders().AsNoTracking().Within(reach).Where(order => order.ExceptionSince != null);
        var counts = await standing.GroupBy(order => order.Exception)
            .Select(group => new { Exception = group.Key, Orders = group.Count(), Oldest = group.Min(order => order.ExceptionSince) }).ToListAsync(cancel);
        var queues = new List<Queue>();
        foreach (var exception in Enum.GetValues<OrderException>().Where(exception => exception != OrderException.None))
        {
            var count = counts.FirstOrDefault(c => c.Exception == exception);
            var owner = count is null ? null : await (
                from order in standing
                where order.Exception == exception
                orderby order.ExceptionSince
                join unit in db.Units() on order.HandlerId equals unit.Id
                select unit.Name).FirstOrDefaultAsync(cancel);
            queues.Add(new Queue(exception, count?.Orders ?? 0, count?.Oldest, owner));
        }
        return queues;
    }

    /// <summary>How many there are of a filter, on all its pages.</summary>
    public Task<int> CountOf(Reach reach, BoardFilter filter, CancellationToken cancel) => Filtered(reach, filter).CountAsync(cancel);

    /// <summary>Places on the map, of the same filter.</summary>
    public Task<List<Row>> OnMap(Reach reach, BoardFilter filter, CancellationToken cancel) =>
        Projected(Sorted(Filtered(reach, filter).Where(order => order.Latitude != null), filter.Sort)).Take(5_000).ToListAsync(cancel);

    /// <summary>How many of the filter have no place on the map.</summary>
    public Task<int> WithoutPlace(Reach reach, BoardFilter filter, CancellationToken cancel) => Filtered(reach, filter).CountAsync(order => order.Latitude == null, cancel);

    /// <summary>All rows of a filter, one after the other, for exports; names masked.</summary>
    public async IAsyncEnumerable<Row> Everything(Reach reach, BoardFilter filter)
    {
        await foreach (var row in Projected(Sorted(Filtered(reach, filter), filter.Sort)).AsAsyncEnumerable())
            yield return row with { Who = WhoOf(row) };
    }

    // What another unit shares is seen without the resident.
    private string WhoOf(Row row) => current.Rights.IsLent(DispatchAccess.SeeOrders, row.UnitPath) ? "" : Masked.Name(words.OpenName(row.Contact));

    /// <summary>The orders that need hands in this way.</summary>
    internal IQueryable<ServiceOrder> Needing(Reach reach, BoardNeed need) => InNeed(db.Orders().AsNoTracking().Within(reach).Where(order => order.ClosedAt == null), need);

    /// <summary>The orders that begin in a period, the first ones first, and how many there are.</summary>
    public async Task<(IReadOnlyList<Row> Rows, int Count)> Beginning(Reach reach, DateTimeOffset from, DateTimeOffset until, int most, CancellationToken cancel)
    {
        var orders = db.Orders().AsNoTracking().Within(reach).Where(order => order.ClosedAt == null && order.State != OrderState.Completed && order.State != OrderState.Serving && order.From >= from && order.From < until);
        return (await Projected(orders.OrderBy(order => order.From).ThenBy(order => order.Number).Take(most)).ToListAsync(cancel), await orders.CountAsync(cancel));
    }

    private IQueryable<ServiceOrder> InNeed(IQueryable<ServiceOrder> orders, BoardNeed need)
    {
        var (now, soon) = (clock.GetUtcNow(), clock.GetUtcNow() + TodayDesk.Soon);
        return need switch
        {
            BoardNeed.Untriaged => orders.Where(order => order.State == OrderState.Placed && order.From >= soon),
            BoardNeed.Soon => orders.Where(order => (order.State == OrderState.Placed || order.State == OrderState.Dispatched) && order.From < soon),
            // Asked, and no answer is awaited any more.
            BoardNeed.Unanswered => orders.Where(order => order.State == OrderState.Dispatched && (order.Mode == DispatchMode.Chosen || order.Mode == DispatchMode.Waves)
                && !db.Offers().Any(offer => offer.OrderId == order.Id && offer.State == OfferState.Waiting && offer.ExpiresAt > now)),
            BoardNeed.Short => orders.Where(order => order.State == OrderState.Dispatched && order.From >= soon),
        };
    }

    private IQueryable<ServiceOrder> Filtered(Reach reach, BoardFilter filter)
    {
        var orders = Seen(reach, filter);
        if (filter.OnlyOpen) orders = orders.Where(order => order.ClosedAt == null);
        if (filter.State is { } state) orders = orders.Where(order => order.State == state);
        else if (filter.OnlyOpen) orders = orders.Where(order => order.State != OrderState.Completed);
        if (filter.Queue is { } queue) orders = orders.Where(order => order.ExceptionSince != null && order.Exception == queue);
        if (filter.Kind is { } kind) orders = orders.Where(order => order.Kind == kind);
        if (filter.Urgency is { } urgency) orders = orders.Where(order => order.Urgency == urgency);
        if (filter.Source is { } source) orders = orders.Where(order => order.Source == source);
        if (filter.Number is { } number) orders = orders.Where(order => order.Number.StartsWith(number));
        if (filter.Need is { } need) orders = InNeed(orders, need);
        if (filter.AgeHours is { } hours)
        {
            var before = clock.GetUtcNow().AddHours(-hours);
            orders = orders.Where(order => order.PlacedAt <= before);
        }
        if (filter.Figure is { } figure)
            return FigureRows.Of(db, orders, figure, new Period(filter.PlacedFrom ?? DateTimeOffset.UnixEpoch, filter.PlacedUntil ?? clock.GetUtcNow()), clock.GetUtcNow());
        if (filter.PlacedFrom is { } from) orders = orders.Where(order => order.PlacedAt >= from);
        if (filter.PlacedUntil is { } until) orders = orders.Where(order => order.PlacedAt < until);
        return orders;
    }

    // A whole center's open orders are read in the order of their due times, which ends after one page. SQLite cannot know that nearly
    // all rows lie in the range of paths, and would sort them all; a path that is an expression keeps it from that index.
    private IQueryable<ServiceOrder> Seen(Reach reach, BoardFilter filter)
    {
        var orders = db.Orders().AsNoTracking();
        if (!db.IsSqlite || !filter.OnlyOpen || filter.Queue is not null || reach.Paths is not [var path] || path.Count(letter => letter == '/') > 2) return orders.Within(reach);
        var (nothing, end) = ("", path[..^1] + "0");
#pragma warning disable CA1309 // Compared by the database, in the order of its own sorting.
        return orders.Where(order => string.Compare(order.UnitPath + nothing, path) >= 0 && string.Compare(order.UnitPath + nothing, end) < 0);
#pragma warning restore CA1309
    }

    private static IQueryable<ServiceOrder> Sorted(IQueryable<ServiceOrder> orders, BoardSort sort) => sort switch
    {
        BoardSort.Due => orders.OrderBy(order => order.DueAt).ThenBy(order => order.Number),
        BoardSort.Newest => orders.OrderByDescending(order => order.PlacedAt).ThenByDescending(order => order.Number),
        BoardSort.Oldest => orders.OrderBy(order => order.PlacedAt).ThenBy(order => order.Number),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IQueryable<ServiceOrder> After(IQueryable<ServiceOrder> orders, BoardFilter filter)
    {
        if (filter.After is not { } seen) return orders;
        var (at, number) = (seen.At, seen.Number);
#pragma warning disable CA1309 // Compared by the database, in the order of its own sorting.
        return filter.Sort switch
        {
            BoardSort.Due => orders.Where(order => order.DueAt > at || (order.DueAt == at && string.Compare(order.Number, number) > 0)),
            BoardSort.Newest => orders.Where(order => order.PlacedAt < at || (order.PlacedAt == at && string.Compare(order.Number, number) < 0)),
            BoardSort.Oldest => orders.Where(order => order.PlacedAt > at || (order.PlacedAt == at && string.Compare(order.Number, number) > 0)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
#pragma warning restore CA1309
    }

    private static DateTimeOffset SortTime(Row row, BoardSort sort) => sort == BoardSort.Due ? row.DueAt : row.PlacedAt;

    private IQueryable<Row> Projected(IQueryable<ServiceOrder> orders) =>
        from order in orders
        join unit in db.Units() on order.UnitId equals unit.Id
        join item in db.Menu() on order.MenuItemId equals item.Id
        select new Row(
            order.Id.Value, order.Number, order.Kind, item.Name, item.EnglishName, item.Icon, order.State, order.StateSince, order.Urgency, order.Source,
            order.PlacedAt, order.From, order.DueAt, order.Exception, order.ExceptionSince, order.PeopleNeeded,
            db.Assignments().Count(a => a.OrderId == order.Id && (a.State == AssignmentState.Accepted || a.State == AssignmentState.OnTheWay || a.State == AssignmentState.CheckedIn || a.State == AssignmentState.Finished)),
            unit.Code, unit.Name, order.UnitPath, order.Latitude, order.Longitude, order.Version, order.ContactName);
}
