using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>One grant in a list: who holds which role where, since when and until when.</summary>
public sealed record RoleLine(Guid GrantId, Guid AccountId, string Name, string LogInName, Role Role, string UnitCode, string UnitName, DateTimeOffset From, DateTimeOffset? Until, bool InForce);

/// <summary>One page of grants.</summary>
public sealed record RoleLines(IReadOnlyList<RoleLine> Lines, int Total, int Page);

/// <summary>What to look for among the grants.</summary>
/// <param name="UnitCode">Only grants at this unit.</param>
/// <param name="WithBelow">And at the units below it.</param>
/// <param name="Account">Only grants of this account.</param>
/// <param name="Role">Only this role.</param>
/// <param name="WithOver">Also those that are over.</param>
public sealed record RoleQuestion(string? UnitCode = null, bool WithBelow = false, Guid? Account = null, Role? Role = null, bool WithOver = false);

/// <summary>Who holds what within the caller's reach.</summary>
public sealed class RoleBoard(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Whoever sees the unit may know who works there; the whole board is for those who grant or keep accounts.</summary>
    public static Reach Where(CurrentCaller current) =>
        Reach.Of(current.Where(OrganizationAccess.GrantRoles).Paths.Concat(current.Where(OrganizationAccess.ManageAccounts).Paths).Concat(current.Where(OrganizationAccess.ReadFacts).Paths));

    public async Task<RoleLines> Run(RoleQuestion question, int page, CancellationToken cancel)
    {
        var (reach, now) = (question is { UnitCode: not null, WithBelow: false } ? current.Where(OrganizationAccess.SeeUnits) : Where(current), clock.GetUtcNow());
        var grants = db.RoleGrants().AsNoTracking().Within(reach);
        if (question.UnitCode is { } code)
        {
            var unit = await db.Units().AsNoTracking().FirstOrDefaultAsync(u => u.Code == code, cancel);
            if (unit is null) return new RoleLines([], 0, 1);
            grants = question.WithBelow ? grants.Within(new Reach([unit.Path])) : grants.Where(grant => grant.UnitId == unit.Id);
        }
        if (question.Account is { } account && new AccountId(account) is var holder) grants = grants.Where(grant => grant.AccountId == holder);
        if (question.Role is { } role) grants = grants.Where(grant => grant.Role == role);
        if (!question.WithOver) grants = grants.Where(grant => grant.Until == null || grant.Until > now);

        var total = await grants.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await grants.OrderBy(grant => grant.UnitPath).ThenBy(grant => grant.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new RoleLines(await Named(rows, now, cancel), total, page);
    }

    private async Task<IReadOnlyList<RoleLine>> Named(List<RoleGrant> grants, DateTimeOffset now, CancellationToken cancel)
    {
        var (people, units) = (grants.Select(grant => grant.AccountId.Value).Distinct().ToList(), grants.Select(grant => grant.UnitId).Distinct().ToList());
        var accounts = await db.Accounts().AsNoTracking().Where(a => people.Contains(a.Id)).Select(a => new { a.Id, a.DisplayName, a.UserName }).ToDictionaryAsync(a => a.Id, cancel);
        var names = await db.Units().AsNoTracking().Where(u => units.Contains(u.Id)).Select(u => new { u.Id, u.Code, u.Name }).ToDictionaryAsync(u => u.Id, cancel);
        return [.. grants.Select(grant => new RoleLine(
            grant.Id.Value, grant.AccountId.Value, accounts[grant.AccountId.Value].DisplayName, accounts[grant.AccountId.Value].UserName!, grant.Role,
            names[grant.UnitId].Code, names[grant.UnitId].Name, grant.From, grant.Until, grant.IsInForce(now)))];
    }
}
