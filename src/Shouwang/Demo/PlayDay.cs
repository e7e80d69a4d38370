using Shouwang.Dispatch;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Demo;

/// <summary>What a played day came to.</summary>
public sealed record PlayedDay(int Placed, int Done, int Reviewed, int Open, int Withdrawn, int Refused);

/// <summary>
/// Plays a day through the real use cases: residents place, a dispatcher dispatches, volunteers answer, serve, and are
/// reviewed. People act in the order of the drill's clock; the clockwork runs on it as well.
/// </summary>
sealed class PlayDay(IServiceProvider house, DrillClock clock, DrillDay day)
{
    private static readonly TimeSpan ClockworkEvery = TimeSpan.FromMinutes(1);
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset At, long Turn)> acts = new();
    private readonly HashSet<OfferId> answered = [];
    private readonly Dictionary<OrderId, string> tracking = [];
    private long turn;
    private int placed, refused;
    private Caller dispatcher = Caller.Nobody, clerk = Caller.Nobody;

    public async Task<PlayedDay> Run(int orders, DateTimeOffset from, DateTimeOffset until, Func<DateTimeOffset, CancellationToken, Task> pace, CancellationToken cancel)
    {
        await Prepare(orders, from, until, cancel);
        for (var tick = from; tick < until; tick += ClockworkEvery) At(tick, () => Clockwork(cancel));
        while (acts.TryDequeue(out var act, out var when) && when.At < until)
        {
            cancel.ThrowIfCancellationRequested();
            await pace(when.At, cancel);
            clock.MoveTo(when.At);
            await act();
        }
        return await Count(from, cancel);
    }

    private async Task Prepare(int orders, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        await using var scope = house.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShouwangDb>();
        dispatcher = await Staff(scope.ServiceProvider, "diaodu", cancel);
        clerk = await Staff(scope.ServiceProvider, "zhongxin", cancel);
        var stations = await db.Units().AsNoTracking().Where(u => u.Kind == UnitKind.Station && u.ClosedOn == null).OrderBy(u => u.Code).ToListAsync(cancel);
        var kinds = await db.Menu().Where(m => m.IsOffered).OrderBy(m => m.Order).Select(m => m.Code).ToListAsync(cancel);
        var needs = day.Needs(orders, stations.Count, 390, kinds);
        if (needs.Count == 0) return;
        // The pattern of a day is laid over the span that is played, so that it ends in the middle of work; the last need still falls into it.
        var (first, length) = (needs[0].At, needs[^1].At - needs[0].At + ClockworkEvery);
        foreach (var need in needs) At(from + (need.At - first) / length * (until - from), () => Place(need, stations[need.Station], cancel));
    }

    private async Task Place(DrillNeed need, Unit station, CancellationToken cancel)
    {
        var doors = MadeUpPlaces.Doors(station.Code, station.Name.Replace("新时代文明实践站", "", StringComparison.Ordinal), station.Place!.Value, 390);
        var name = MadeUpPeople.Name(new Random(need.Resident)).Name;
        var request = new OrderRequest
        {
            Unit = station.Code, Kind = need.Kind, Name = name, Phone = MadeUpPeople.ResidentPhone(need.Resident), Address = doors.ElementAt(need.Door).Address,
            Note = day.Note(), Urgency = need.Urgent ? nameof(Urgency.Urgent) : nameof(Urgency.Ordinary),
        };
        var result = await As(need.ByClerk ? clerk : Caller.Nobody, s => s.GetRequiredService<PlaceOrder>().Run(request, need.ByClerk ? OrderSource.Hotline : OrderSource.PublicPage, cancel));
        if (!result.IsOk)
        {
            refused++;
            return;
        }
        placed++;
        var id = result.Value.Id;
        tracking[id] = result.Value.TrackingCode;
        if (day.Withdraws()) After(TimeSpan.FromMinutes(9), () => Withdraw(id, cancel));
        After(day.DispatcherLooks(need.Urgent), () => Dispatch(id, cancel));
    }

    private async Task Dispatch(OrderId id, CancellationToken cancel)
    {
        var mode = day.Mode();
        await As(dispatcher, s => mode == DispatchMode.Claiming
            ? s.GetRequiredService<OpenForClaiming>().Run(id, null, cancel)
            : s.GetRequiredService<DispatchInWaves>().Run(id, null, cancel));
        if (mode == DispatchMode.Claiming) await PlanClaims(id, cancel);
        await PlanAnswers(cancel);
    }

    private async Task PlanClaims(OrderId id, CancellationToken cancel)
    {
        var best = await As(dispatcher, s => s.GetRequiredService<FindCandidates>().Run(id, 12, cancel));
        if (!best.IsOk) return;
        foreach (var candidate in best.Value.Where(c => c.Barrier is null).Take(3))
        {
            var volunteer = candidate.Candidate.Id;
            After(day.Answer().After + TimeSpan.FromMinutes(1), async () => await Take(id, volunteer, s => s.GetRequiredService<ClaimOrder>().Run(id, volunteer, cancel), cancel));
        }
    }

    // Looks for offers that nobody in the drill has thought about yet, and lets the people think.
    private async Task PlanAnswers(CancellationToken cancel)
    {
        await using var scope = house.CreateAsyncScope();
        var now = clock.GetUtcNow();
        var waiting = await scope.ServiceProvider.GetRequiredService<ShouwangDb>().Offers().AsNoTracking()
            .Where(o => o.State == OfferState.Waiting && o.ExpiresAt > now).OrderBy(o => o.OfferedAt).ThenBy(o => o.VolunteerId)
            .Select(o => new { o.Id, o.OrderId, o.VolunteerId }).ToListAsync(cancel);
        foreach (var offer in waiting.Where(offer => answered.Add(offer.Id)))
        {
            var (answer, after) = day.Answer();
            if (answer == DrillAnswer.Accept) After(after, () => Take(offer.OrderId, offer.VolunteerId, s => s.GetRequiredService<AcceptOffer>().Run(offer.OrderId, offer.VolunteerId, cancel), cancel));
            if (answer == DrillAnswer.Decline) After(after, () => Decline(offer.OrderId, offer.VolunteerId, cancel));
        }
    }

    private async Task Decline(OrderId id, VolunteerId volunteer, CancellationToken cancel)
    {
        await As(Person(volunteer), s => s.GetRequiredService<DeclineOffer>().Run(id, volunteer, "busy", cancel));
        await PlanAnswers(cancel);
    }

    private async Task Take(OrderId id, VolunteerId volunteer, Func<IServiceProvider, Task<Result<OrderStatus>>> take, CancellationToken cancel)
    {
        if (!(await As(Person(volunteer), take)).IsOk) return;
        var place = await Read(db => db.Assignments().AsNoTracking().FirstOrDefaultAsync(a => a.OrderId == id && a.VolunteerId == volunteer && a.State == AssignmentState.Accepted, cancel));
        if (place is null) return;
        var conduct = day.Conduct();
        if (conduct == DrillConduct.DoesNotAppear) return;
        if (conduct == DrillConduct.HandsBack)
        {
            At(place.From - TimeSpan.FromMinutes(20), () => As(Person(volunteer), s => s.GetRequiredService<HandBackOrder>().Run(id, volunteer, "unwell", cancel)));
            return;
        }
        var begin = place.From + day.Punctuality();
        At(begin - TimeSpan.FromMinutes(12), () => As(Person(volunteer), s => s.GetRequiredService<SetOut>().Run(id, volunteer, cancel)));
        At(begin, () => As(Person(volunteer), s => s.GetRequiredService<CheckIn>().Run(id, volunteer, cancel)));
        if (conduct != DrillConduct.ForgetsToCheckOut) At(begin + day.Pace() * (place.Until - place.From), () => Finish(id, volunteer, cancel));
    }

    private async Task Finish(OrderId id, VolunteerId volunteer, CancellationToken cancel)
    {
        var done = await As(Person(volunteer), s => s.GetRequiredService<CheckOut>().Run(id, volunteer, null, null, cancel));
        if (!done.IsOk || done.Value.State != OrderState.Completed || !tracking.TryGetValue(id, out var code)) return;
        var (stars, after) = day.Review();
        if (stars is { } given)
            After(after, () => As(Caller.Nobody, s => s.GetRequiredService<ReviewOrder>().Run(code, given.ToString(System.Globalization.CultureInfo.InvariantCulture), null, cancel)));
    }

    private async Task Withdraw(OrderId id, CancellationToken cancel) =>
        await As(Caller.Nobody, s => s.GetRequiredService<WithdrawByResident>().Run(tracking[id], "家人已经帮忙办好了", cancel));

    private async Task Clockwork(CancellationToken cancel)
    {
        await using var scope = house.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<OrderClockwork>().Run(cancel) > 0) await PlanAnswers(cancel);
    }

    private async Task<Result<T>> As<T>(Caller caller, Func<IServiceProvider, Task<Result<T>>> act)
    {
        await using var scope = house.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().ActAs(caller);
        return await act(scope.ServiceProvider);
    }

    private async Task<T> Read<T>(Func<ShouwangDb, Task<T>> read)
    {
        await using var scope = house.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<ShouwangDb>());
    }

    private Task<PlayedDay> Count(DateTimeOffset from, CancellationToken cancel) => Read(async db =>
    {
        var states = await db.Orders().Where(o => o.PlacedAt >= from).GroupBy(o => o.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        int Of(params OrderState[] which) => which.Sum(state => states.GetValueOrDefault(state));
        return new PlayedDay(placed, Of(OrderState.Completed, OrderState.Reviewed, OrderState.Unreviewed), Of(OrderState.Reviewed), Of([.. OrderStates.Open]), Of(OrderState.Withdrawn), refused);
    });

    private static async Task<Caller> Staff(IServiceProvider services, string name, CancellationToken cancel)
    {
        var normalized = name.ToUpperInvariant();
        var id = await services.GetRequiredService<ShouwangDb>().Accounts().Where(a => a.NormalizedUserName == normalized).Select(a => a.Id).FirstOrDefaultAsync(cancel);
        return await services.GetRequiredService<Callers>().Staff(id, "drill", cancel)
            ?? throw new SetupException($"The drill needs the demo's account “{name}”: run `shouwang demo` on an empty database first.");
    }

    private static Caller Person(VolunteerId id) => new(new Actor(ActorKind.Volunteer, id.Value, Via: "drill"), "", Rights.None);

    private void At(DateTimeOffset at, Func<Task> act) => acts.Enqueue(act, (at < clock.GetUtcNow() ? clock.GetUtcNow() : at, turn++));

    private void After(TimeSpan pause, Func<Task> act) => At(clock.GetUtcNow() + pause, act);
}
