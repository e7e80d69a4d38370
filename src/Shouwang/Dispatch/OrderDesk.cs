using Microsoft.Extensions.Localization;
using System.Text.Json;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Where an order stands after an act: the version is what the next editor has seen.</summary>
public sealed record OrderStatus(OrderId Id, string Number, OrderState State, int Version);

/// <summary>
/// The one way to change an order: it is loaded whole and locked, the right to touch it is checked, the act decides,
/// and all of it is saved or nothing.
/// </summary>
public sealed class OrderDesk(ShouwangDb db, CurrentCaller current, DispatchPolicies policies, IStringLocalizer localizer, TimeProvider clock)
{
    /// <summary>What is done to an order, under the policy of its unit.</summary>
    public delegate Task<Result<Done>> Act(ServiceOrder order, DispatchPolicy policy, DateTimeOffset now);

    /// <summary>A member of staff acts; the version he has seen protects what others did since.</summary>
    public Task<Result<OrderStatus>> ByStaff(OrderId id, int? seen, Permission permission, Act act, CancellationToken cancel) => db.Attempt<OrderStatus>(async () =>
    {
        var order = await Locked(id, cancel);
        if (order is null || !current.Where(DispatchAccess.SeeOrders).Covers(order.UnitPath)) return Unknown;
        if (current.Lacks(permission, order.UnitPath) is { } no) return no;
        if (seen is { } version && version != order.Version) return await ChangedSince(order, version, cancel);
        return await Do(order, act, cancel);
    }, cancel);

    /// <summary>A volunteer acts for himself, or a dispatcher notes what the volunteer said on the phone.</summary>
    public Task<Result<OrderStatus>> ByVolunteer(OrderId id, VolunteerId volunteer, Act act, CancellationToken cancel) => db.Attempt<OrderStatus>(async () =>
    {
        var order = await Locked(id, cancel);
        if (order is null) return Unknown;
        if (!IsCaller(volunteer))
        {
            if (!current.Where(DispatchAccess.SeeOrders).Covers(order.UnitPath)) return Unknown;
            if (current.Lacks(DispatchAccess.Dispatch, order.UnitPath) is { } no) return no;
            current.OnBehalfOf("volunteer");
        }
        return await Do(order, act, cancel);
    }, cancel);

    /// <summary>The resident acts on the order whose tracking code he has.</summary>
    public Task<Result<OrderStatus>> ByResident(string trackingHash, Act act, CancellationToken cancel) => db.Attempt<OrderStatus>(async () =>
    {
        var id = await db.Orders().AsNoTracking().Where(order => order.TrackingHash == trackingHash).Select(order => (OrderId?)order.Id).FirstOrDefaultAsync(cancel);
        return id is { } found && await Locked(found, cancel) is { } order ? await Do(order, act, cancel) : Unknown;
    }, cancel);

    /// <summary>The refusal for an order that is not there, or not for the caller's eyes.</summary>
    public static Refusal Unknown { get; } = new("dispatch.order.unknown");

    private bool IsCaller(VolunteerId volunteer) => current.Actor.Kind == ActorKind.Volunteer && current.Actor.Id == volunteer.Value;

    // PostgreSQL queues up whoever wants the same order; on SQLite there is one writer anyway.
    private async Task<ServiceOrder?> Locked(OrderId id, CancellationToken cancel)
    {
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"select 1 from orders where id = {id.Value} for update", cancel);
        return await db.OrderToChange(id, cancel);
    }

    private async Task<Result<OrderStatus>> Do(ServiceOrder order, Act act, CancellationToken cancel)
    {
        var policy = await policies.For(order.UnitPath, cancel);
        var decision = await act(order, policy, clock.GetUtcNow());
        if (!decision.IsOk) return Result<OrderStatus>.Refuse(decision.Refusals);
        if (order.UnwrittenFacts.Count > 0) order.Reschedule(policy);
        await db.SaveChangesAsync(cancel);
        return new OrderStatus(order.Id, order.Number, order.State, order.Version);
    }

    /// <summary>What others did since: the loser of a race sees it and decides anew.</summary>
    private async Task<Refusal> ChangedSince(ServiceOrder order, int seen, CancellationToken cancel)
    {
        var facts = await db.HistoryOf(order.Id.Value).Where(fact => fact.SubjectVersion > seen).ToListAsync(cancel);
        var changes = facts.Select(fact => new OrderChange(fact.Type, fact.At, fact.SubjectVersion, Sentence(fact))).ToList();
        return new Refusal("dispatch.order.changed-meanwhile", ("version", order.Version), ("what", string.Join("；", changes.Select(change => change.Text))), ("changes", changes));
    }

    private string Sentence(Fact fact)
    {
        using var payload = JsonDocument.Parse(fact.Payload);
        return Texts.Fact(fact.Type, payload.RootElement, localizer);
    }
}

/// <summary>One thing that others did to an order meanwhile.</summary>
public sealed record OrderChange(string Type, DateTimeOffset At, int Version, string Text);
