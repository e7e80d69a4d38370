using Microsoft.AspNetCore.Identity;

namespace Shouwang.Organization;

/// <summary>账号: a member of staff who logs in by name and password. Passwords are kept by the framework's Identity.</summary>
public sealed class Account : IdentityUser<Guid>, IInUnit
{
    /// <summary>How the pages address the person.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The unit the person works at; what he may do comes from his role grants alone.</summary>
    public UnitId UnitId { get; set; }
    public string UnitPath { get; set; } = "";

    /// <summary>Since when the account is shut; null while it is open.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>The password was given by somebody else and serves for one log-in only.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>A new password; the old sessions' stamp goes with it.</summary>
    public void SetPassword(string hash, bool oneTime, string stamp)
    {
        (PasswordHash, MustChangePassword, SecurityStamp) = (hash, oneTime, stamp);
        ConcurrencyStamp = stamp;
    }
}
