namespace Shouwang.Foundation;

/// <summary>事实: one change of state as it was decided, before it is written to the ledger.</summary>
/// <param name="Type">What happened, as <c>room.thing.verb</c>, for example <c>dispatch.order.accepted</c>.</param>
/// <param name="Subject">The kind of thing it happened to, for example <c>order</c>.</param>
/// <param name="SubjectId">Which one.</param>
/// <param name="Payload">What is worth knowing, never plain personal data: ids, states, counts, minutes, codes.</param>
public sealed record FactDraft(string Type, string Subject, Guid SubjectId, IReadOnlyDictionary<string, object?> Payload);

/// <summary>行为人: who acted. A fact names the actor, and on whose behalf he acted.</summary>
/// <param name="Kind">What sort of actor.</param>
/// <param name="Id">The account, volunteer or key; empty for the system and for unnamed residents.</param>
/// <param name="OnBehalfOf">The kind of person acted for (for example <c>resident</c>), or null when one acts for oneself.</param>
/// <param name="Via">From where: a session, a device or a key id; never an address of the network.</param>
public sealed record Actor(ActorKind Kind, Guid Id, string? OnBehalfOf = null, string? Via = null)
{
    /// <summary>The software itself: jobs, imports, clean-up.</summary>
    public static Actor System { get; } = new(ActorKind.System, Guid.Empty);

    /// <summary>A resident without an account.</summary>
    public static Actor Resident { get; } = new(ActorKind.Resident, Guid.Empty);
}

/// <summary>行为人类别: sorts of actor.</summary>
public enum ActorKind
{
    /// <summary>系统: a job or the program itself.</summary>
    [Term("系统")] System,

    /// <summary>居民: a resident without account.</summary>
    [Term("居民")] Resident,

    /// <summary>志愿者: a volunteer logged in by phone.</summary>
    [Term("志愿者")] Volunteer,

    /// <summary>工作人员: a member of staff with an account.</summary>
    [Term("工作人员")] Staff,

    /// <summary>接口: another program with a key.</summary>
    [Term("接口")] Key,
}
