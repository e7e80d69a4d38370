using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Finds an account for one who wants to keep it, and says whether he may.</summary>
/// <remarks>
/// The system administrator keeps accounts whose unit and roles all lie within his reach. He may not touch another of the three
/// administrators: by resetting their password he could act as them. That is done on the server with <c>shouwang account reset</c>.
/// </remarks>
public sealed class AccountKeeping(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<Account>> Run(Guid id, CancellationToken cancel)
    {
        var reach = current.Where(OrganizationAccess.ManageAccounts);
        var account = await db.Accounts().Within(reach).FirstOrDefaultAsync(a => a.Id == id, cancel);
        if (account is null) return new Refusal("organization.account.unknown");
        if (current.Actor is { Kind: ActorKind.Staff } actor && actor.Id == id) return new Refusal("organization.account.own");
        var (holder, now) = (new AccountId(id), clock.GetUtcNow());
        var held = await db.RoleGrants().AsNoTracking()
            .Where(grant => grant.AccountId == holder && (grant.Until == null || grant.Until > now))
            .Select(grant => new { grant.Role, grant.UnitPath }).ToListAsync(cancel);
        if (held.Any(grant => !reach.Covers(grant.UnitPath))) return new Refusal("organization.account.reaches-further");
        if (current.Actor.Kind == ActorKind.Staff && held.Any(grant => AdministratorPosts.All.Contains(grant.Role))) return new Refusal("organization.account.other-post");
        return account;
    }
}
