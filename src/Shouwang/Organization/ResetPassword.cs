using Microsoft.AspNetCore.Identity;

namespace Shouwang.Organization;

/// <summary>重置密码: a new one-time password; every log-in of the account ends.</summary>
public sealed class ResetPassword(ShouwangDb db, UserManager<Account> users, Sessions sessions, Guesses guesses, AccountKeeping keeping, IdSource ids)
{
    public Task<Result<OpenedAccount>> Run(Guid id, CancellationToken cancel) => db.Retrying(() => db.InTransaction(async () =>
    {
        var found = await keeping.Run(id, cancel);
        if (found.Refusal is { } no) return no;
        var (account, password) = (found.Value, OneTimePassword.New());
        account.SetPassword(users.PasswordHasher.HashPassword(account, password), oneTime: true, ids.NewGuid().ToString());
        await sessions.End(id, null, cancel);
        await guesses.Forget(account.NormalizedUserName!, cancel);
        db.Record(account, "organization.account.password-reset", "account", id);
        await db.SaveChangesAsync(cancel);
        return Result<OpenedAccount>.Ok(new OpenedAccount(id, account.UserName!, password));
    }, cancel));
}
