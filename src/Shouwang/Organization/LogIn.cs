using Microsoft.AspNetCore.Identity;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>What a log-in gives: the session's token, and whether the password must be changed first.</summary>
public sealed record LoggedIn(string Token, bool MustChangePassword);

/// <summary>登录: by name and password. The answer to a wrong one tells nothing about which part was wrong, and takes as long.</summary>
public sealed class LogIn(ShouwangDb db, UserManager<Account> users, Sessions sessions, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    // Nobody's password: checked when there is no such account, so that names cannot be found by the clock.
    private static string? decoy;

    public async Task<Result<LoggedIn>> Run(string? name, string? password, CancellationToken cancel)
    {
        var account = string.IsNullOrWhiteSpace(name) || name.Length > AccountRules.LongestName ? null : await users.FindByNameAsync(name.Trim());
        var right = Verify(account, password is { Length: <= PasswordRules.Longest } ? password : "");
        if (account is null) return Wrong;
        return await db.Retrying(() => db.InTransaction(() => Decide(account.Id, right, cancel), cancel));
    }

    private static Refusal Wrong => new("organization.log-in.wrong", ("most", LogInRules.MostWrong), ("minutes", (int)LogInRules.Pause.TotalMinutes));

    private bool Verify(Account? account, string password)
    {
        var nobody = new Account();
        decoy ??= users.PasswordHasher.HashPassword(nobody, ids.NewGuid().ToString());
        var verdict = users.PasswordHasher.VerifyHashedPassword(account ?? nobody, account?.PasswordHash ?? decoy, password);
        return account?.PasswordHash is not null && verdict != PasswordVerificationResult.Failed;
    }

    // Read again inside the transaction: of a hundred guesses sent at once, all after the fifth find the account locked.
    private async Task<Result<LoggedIn>> Decide(Guid id, bool right, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var (account, now) = (await db.Accounts().SingleAsync(a => a.Id == id, cancel), clock.GetUtcNow());
        if (account.DisabledAt is not null || account.IsLocked(now)) return Wrong;
        if (!right)
        {
            current.ActAs(new Caller(Actor.System, "", Rights.None));
            if (account.WrongPassword(now, ids.NewGuid().ToString()) is { } until)
                db.Record(account, "organization.log-in.locked", "account", account.Id, ("until", until));
            await db.SaveChangesAsync(cancel);
            return Wrong;
        }
        if (account.AccessFailedCount > 0) (account.AccessFailedCount, account.ConcurrencyStamp) = (0, ids.NewGuid().ToString());
        current.ActAs(new Caller(new Actor(ActorKind.Staff, account.Id), account.DisplayName, Rights.None));
        var token = sessions.Open(ActorKind.Staff, account.Id);
        db.Record(account, "organization.log-in.done", "account", account.Id);
        await db.SaveChangesAsync(cancel);
        return new LoggedIn(token, account.MustChangePassword);
    }
}
