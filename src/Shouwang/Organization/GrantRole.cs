using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>What came of wanting to grant a role: the grant, or the request that waits for a second person.</summary>
public sealed record GrantOutcome(Guid? Grant, Guid? Request);

/// <summary>A role to be granted, as it waits for a second person.</summary>
public sealed record WantedGrant(Guid Account, Role Role, string Unit, DateOnly? LastDay);

/// <summary>授予角色: by the security administrator of the unit or of one above, to somebody else, perhaps until a day. Some roles are granted by two.</summary>
public sealed class GrantRole(ShouwangDb db, AskSecondPerson ask, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <param name="wanted">Who receives which role, over which subtree, until which day.</param>
    /// <param name="reason">Why; asked for when a second person has to agree.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<Result<GrantOutcome>> Run(WantedGrant wanted, string? reason, CancellationToken cancel) => db.Attempt(async () =>
    {
        var checkedGrant = await Check(wanted, null, cancel);
        if (!checkedGrant.IsOk) return Result<GrantOutcome>.Refuse(checkedGrant.Refusals);
        var (grant, unit) = checkedGrant.Value;
        if (current.Caller.IsStaff && TwoPersonGrants.Need(wanted.Role, unit.Kind))
            return (await ask.Run(TwoPersonGrants.Kind, unit, wanted, reason, cancel)).Then(request => new GrantOutcome(null, request.Value));
        db.RoleGrants().Add(grant);
        await db.SaveChangesAsync(cancel);
        return new GrantOutcome(grant.Id.Value, null);
    }, cancel);

    /// <summary>The grant to which a second person, who now acts, has agreed.</summary>
    internal async Task<Result<Done>> AsAgreed(WantedGrant wanted, AccountId askedBy, CancellationToken cancel)
    {
        var checkedGrant = await Check(wanted, askedBy, cancel);
        if (!checkedGrant.IsOk) return Result<Done>.Refuse(checkedGrant.Refusals);
        db.RoleGrants().Add(checkedGrant.Value.Grant);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }

    private async Task<Result<(RoleGrant Grant, Unit Unit)>> Check(WantedGrant wanted, AccountId? askedBy, CancellationToken cancel)
    {
        var (account, role) = (wanted.Account, wanted.Role);
        var unit = await db.UnitByCode(wanted.Unit, cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", wanted.Unit)).At("unit");
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
        DateTimeOffset? until = wanted.LastDay is { } day ? Period.Midnight(day.AddDays(1), LocalTime.Zone).ToUniversalTime() : null;
        return RoleGrant.Grant(ids.New<RoleGrantId>(), holder, role, unit, now, until, current.Actor, askedBy).Then(grant => (grant, unit));
    }
}

/// <summary>双人授权: a role that two security administrators grant together.</summary>
sealed class GrantRoleByTwo(ShouwangDb db, GrantRole grantRole) : TwoPersonDeed<WantedGrant>
{
    public override DeedKind Kind => TwoPersonGrants.Kind;

    protected override async Task<IReadOnlyList<DeedLine>> Describe(WantedGrant content, CancellationToken cancel)
    {
        var account = await db.Accounts().AsNoTracking().Where(a => a.Id == content.Account).Select(a => new { a.DisplayName, a.UserName }).FirstOrDefaultAsync(cancel);
        var unit = await db.Units().AsNoTracking().Where(u => u.Code == content.Unit).Select(u => u.Name).FirstOrDefaultAsync(cancel);
        return
        [
            new("授予谁", account is null ? "—" : $"{account.DisplayName} ({account.UserName})"),
            new("角色", Term.Of(content.Role), IsWord: true),
            new("单位及其下级", unit ?? content.Unit),
            content.LastDay is { } day ? new("最后一天", LocalTime.Day(day)) : new("最后一天", "长期", IsWord: true),
        ];
    }

    protected override Task<Result<Done>> Carry(WantedGrant content, TwoPersonRequest request, CancellationToken cancel) => grantRole.AsAgreed(content, request.AskedBy, cancel);
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
