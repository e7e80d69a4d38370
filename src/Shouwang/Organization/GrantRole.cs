using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>授予角色: by the security administrator of the unit or of one above, to somebody else, perhaps until a day.</summary>
public sealed class GrantRole(ShouwangDb db, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <param name="account">Who receives the role.</param>
    /// <param name="role">The role.</param>
    /// <param name="unitCode">The unit over whose subtree it reaches.</param>
    /// <param name="lastDay">Last day on which it counts; null for open-ended.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<Result<RoleGrantId>> Run(Guid account, Role role, string? unitCode, DateOnly? lastDay, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var unit = await db.UnitByCode(unitCode ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(OrganizationAccess.GrantRoles, unit.Path) is { } no) return no;
        if (!unit.IsOpenOn(LocalTime.Today(clock))) return new Refusal("organization.unit.closed", ("name", unit.Name)).At("unit");
        // Writing the row locks it: two grants to one account are decided one after the other.
        var stamp = ids.NewGuid().ToString();
        var locked = await db.Accounts().Where(a => a.Id == account && a.DisabledAt == null).ExecuteUpdateAsync(set => set.SetProperty(a => a.ConcurrencyStamp, stamp), cancel);
        if (locked == 0) return new Refusal("organization.account.unknown").At("account");

        var (holder, now) = (new AccountId(account), clock.GetUtcNow());
        var held = await db.RoleGrants().AsNoTracking().Where(grant => grant.AccountId == holder && (grant.Until == null || grant.Until > now)).ToListAsync(cancel);
        if (AdministratorPosts.Separate(role, held.Select(grant => grant.Role)) is { } apart) return apart;
        if (held.Any(grant => grant.Role == role && grant.UnitId == unit.Id)) return new Refusal("organization.grant.held-already").At("role");

        DateTimeOffset? until = lastDay is { } day ? Period.Midnight(day.AddDays(1), LocalTime.Zone).ToUniversalTime() : null;
        var granted = RoleGrant.Grant(ids.New<RoleGrantId>(), holder, role, unit, now, until, current.Actor);
        if (!granted.IsOk) return Result<RoleGrantId>.Refuse(granted.Refusals);
        db.RoleGrants().Add(granted.Value);
        await db.SaveChangesAsync(cancel);
        return Result<RoleGrantId>.Ok(granted.Value.Id);
    }, cancel);
}

/// <summary>撤销角色: ends a grant at once; open pages of its holder notice within five seconds.</summary>
public sealed class RevokeRole(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(RoleGrantId id, CancellationToken cancel) => db.Retrying(async () =>
    {
        var grant = await db.RoleGrants().Within(current.Where(OrganizationAccess.GrantRoles)).FirstOrDefaultAsync(g => g.Id == id, cancel);
        if (grant is null) return new Refusal("organization.grant.unknown");
        var decision = grant.Revoke(clock.GetUtcNow(), current.Actor);
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}
