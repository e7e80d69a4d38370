using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>One rule in a list.</summary>
public sealed record SecondFactorRuleLine(Guid Id, string UnitCode, string UnitName, Role? Role, DateOnly From);

/// <summary>The rules of a reach, and how many of the people who work there have a second factor.</summary>
/// <param name="Rules">Rules that stand.</param>
/// <param name="People">Open accounts that hold a role.</param>
/// <param name="With">Those of them with a second factor.</param>
/// <param name="Asked">Those of whom a rule asks it today.</param>
/// <param name="AskedWithout">Those of these who have none yet: they set it up at their next log-in.</param>
public sealed record SecondFactorCover(IReadOnlyList<SecondFactorRuleLine> Rules, int People, int With, int Asked, int AskedWithout);

/// <summary>要求第二验证: by the security administrator of the unit or of one above.</summary>
public sealed class RequireSecondFactor(ShouwangDb db, CurrentCaller current, IdSource ids)
{
    public async Task<Result<Done>> Run(string? unitCode, Role? role, DateOnly? from, CancellationToken cancel)
    {
        var unit = await db.UnitByCode(unitCode?.Trim() ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(OrganizationAccess.ManageSecondFactors, unit.Path) is { } no) return no;
        if (from is not { } day) return new Refusal("organization.date.malformed").At("from");
        var (id, here) = (unit.Id, db.SecondFactorRules());
        if (await here.AnyAsync(rule => rule.EndedAt == null && rule.UnitId == id && rule.Role == role, cancel)) return new Refusal("organization.second-factor.rule-there").At("role");
        here.Add(SecondFactorRule.Require(ids.New<SecondFactorRuleId>(), unit, role, day));
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }
}

/// <summary>取消要求: from now on it is optional.</summary>
public sealed class EndSecondFactorRule(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Retrying(async () =>
    {
        var wanted = new SecondFactorRuleId(id);
        var rule = await db.SecondFactorRules().Within(current.Where(OrganizationAccess.ManageSecondFactors)).FirstOrDefaultAsync(r => r.Id == wanted, cancel);
        if (rule is null) return new Refusal("organization.second-factor.rule.unknown");
        var decision = rule.End(clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}

/// <summary>第二验证覆盖: the rules, and how far they are kept.</summary>
public sealed class SecondFactorBoard(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public async Task<SecondFactorCover> Run(Reach? reach, CancellationToken cancel)
    {
        var (extent, now, today) = (reach ?? current.Where(OrganizationAccess.ManageSecondFactors), clock.GetUtcNow(), LocalTime.Today(clock));
        // A rule above asks it of people here as well: all of them decide, those of the reach are shown.
        var rules = await db.SecondFactorRules().AsNoTracking().Where(rule => rule.EndedAt == null).ToListAsync(cancel);
        var held = await (
            from grant in db.RoleGrants().AsNoTracking().Within(extent)
            where grant.From <= now && (grant.Until == null || grant.Until > now)
            select new { grant.AccountId, grant.Role, grant.UnitPath }).ToListAsync(cancel);
        var open = (await db.Accounts().AsNoTracking().Where(account => account.DisabledAt == null).Select(account => account.Id).ToListAsync(cancel)).ToHashSet();
        var with = (await db.Set<SecondFactor>().AsNoTracking().Where(factor => factor.ConfirmedAt != null).Select(factor => factor.AccountId).ToListAsync(cancel)).ToHashSet();
        var people = held.Where(grant => open.Contains(grant.AccountId.Value)).ToLookup(grant => grant.AccountId.Value);
        var asked = people.Where(person => person.Any(grant => rules.Any(rule => rule.Asks(grant.Role, grant.UnitPath, today)))).Select(person => person.Key).ToList();
        return new SecondFactorCover(await Lines(extent, cancel), people.Count, people.Count(person => with.Contains(person.Key)), asked.Count, asked.Count(person => !with.Contains(person)));
    }

    private Task<List<SecondFactorRuleLine>> Lines(Reach extent, CancellationToken cancel) => (
        from rule in db.SecondFactorRules().AsNoTracking().Within(extent)
        where rule.EndedAt == null
        join unit in db.Units() on rule.UnitId equals unit.Id
        orderby rule.UnitPath, rule.From
        select new SecondFactorRuleLine(rule.Id.Value, unit.Code, unit.Name, rule.Role, rule.From)).ToListAsync(cancel);
}
