using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>One account in a list.</summary>
public sealed record AccountLine(Guid Id, string LogInName, string Name, string UnitCode, string UnitName, DateTimeOffset? DisabledAt, DateTimeOffset? LockedUntil, bool MustChangePassword, int OpenSessions, bool SecondFactor);

/// <summary>One page of accounts.</summary>
public sealed record AccountLines(IReadOnlyList<AccountLine> Lines, int Total, int Page);

/// <summary>The accounts within the reach of one who keeps accounts or grants roles.</summary>
public sealed class AccountBoard(ShouwangDb db, Guesses guesses, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<AccountLines> Run(string? words, bool withDisabled, int page, CancellationToken cancel)
    {
        var accounts = db.Accounts().AsNoTracking().Within(Where(current));
        if (!withDisabled) accounts = accounts.Where(account => account.DisabledAt == null);
        if (!string.IsNullOrWhiteSpace(words) && words.Trim() is var part)
            accounts = accounts.Where(account => account.DisplayName.Contains(part) || account.UserName!.Contains(part));
        var total = await accounts.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        return new AccountLines(await Lines(accounts.OrderBy(a => a.UnitPath).ThenBy(a => a.UserName).Skip((page - 1) * PageSize).Take(PageSize), cancel), total, page);
    }

    public async Task<Result<AccountLine>> One(Guid id, CancellationToken cancel) =>
        await Lines(db.Accounts().AsNoTracking().Within(Where(current)).Where(a => a.Id == id), cancel) is [var line] ? line : new Refusal("organization.account.unknown");

    private static Reach Where(CurrentCaller current) => RoleBoard.Where(current);

    private async Task<List<AccountLine>> Lines(IQueryable<Account> accounts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var lines = await accounts.Select(account => new AccountLine(
            account.Id, account.UserName!, account.DisplayName,
            db.Units().Where(unit => unit.Id == account.UnitId).Select(unit => unit.Code).First(),
            db.Units().Where(unit => unit.Id == account.UnitId).Select(unit => unit.Name).First(),
            account.DisabledAt, null, account.MustChangePassword,
            db.Set<Session>().Count(session => session.PersonId == account.Id && session.EndedAt == null && session.ExpiresAt > now),
            db.Set<SecondFactor>().Any(factor => factor.AccountId == account.Id && factor.ConfirmedAt != null))).ToListAsync(cancel);
        var closed = await guesses.ClosedAt(lines.Select(line => line.LogInName.ToUpperInvariant()), cancel);
        return lines.ConvertAll(line => line with { LockedUntil = closed.GetValueOrDefault(line.LogInName.ToUpperInvariant()) });
    }
}
