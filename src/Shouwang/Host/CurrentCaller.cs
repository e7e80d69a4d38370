using Shouwang.Organization;

namespace Shouwang.Host;

/// <summary>Who is asking in this scope of work. Set by log-in, by a job, or by a command; nobody until then.</summary>
public sealed class CurrentCaller(ActorOnDuty duty)
{
    public Caller Caller { get; private set; } = Caller.Nobody;
    public Actor Actor => duty.Actor;
    public Rights Rights => Caller.Rights;

    /// <summary>Lets somebody act; the ledger names the same actor.</summary>
    public void ActAs(Caller caller) => (Caller, duty.Actor) = (caller, caller.Actor);

    /// <summary>Marks what follows as done for somebody else (a clerk for a resident).</summary>
    public void OnBehalfOf(string whom) => duty.Actor = duty.Actor with { OnBehalfOf = whom };

    /// <summary>Where the caller may do this; nowhere unless granted.</summary>
    public Reach Where(Permission permission) => Rights.Where(permission);

    /// <summary>The refusal for a caller who lacks the permission at this unit, or null.</summary>
    public Refusal? Lacks(Permission permission, string unitPath) =>
        Rights.May(permission, unitPath) ? null : new Refusal("host.permission.forbidden", ("permission", permission.Chinese));
}
