namespace Shouwang.Organization;

/// <summary>当前用户: who is asking, and what he may do. Every use case that needs a right takes it from here.</summary>
/// <param name="Actor">Who acts, as the ledger will name him.</param>
/// <param name="Name">How the pages address him.</param>
/// <param name="Rights">What he may do, and where.</param>
public sealed record Caller(Actor Actor, string Name, Rights Rights)
{
    /// <summary>Somebody without log-in.</summary>
    public static Caller Nobody { get; } = new(Actor.Resident, "", Rights.None);

    /// <summary>True while a one-time password is in use; until it is changed, nothing else is allowed.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>What the log-in still waits for; until then nothing else is allowed.</summary>
    public LogInStep? Awaits { get; init; }

    /// <summary>True when logged in as staff.</summary>
    public bool IsStaff => Actor.Kind == ActorKind.Staff;

    /// <summary>True when logged in as a volunteer.</summary>
    public bool IsVolunteer => Actor.Kind == ActorKind.Volunteer;
}
