using Microsoft.AspNetCore.Identity;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>修改密码: by the owner, who knows the old one. Every other log-in of the account ends.</summary>
public sealed class ChangePassword(ShouwangDb db, UserManager<Account> users, Sessions sessions, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <summary>The answer is the token of a new session.</summary>
    public Task<Result<string>> Run(string? old, string? fresh, CancellationToken cancel) => db.Retrying(() => db.InTransaction(async () =>
    {
        if (!current.Caller.IsStaff) return new Refusal("host.log-in.forbidden");
        var account = await db.Accounts().SingleAsync(a => a.Id == current.Actor.Id, cancel);
        if (Check(account, old, fresh) is { Count: > 0 } refusals)
        {
            await db.SaveChangesAsync(cancel); // a wrong guess counts
            return refusals;
        }
        account.SetPassword(users.PasswordHasher.HashPassword(account, fresh!), oneTime: false, ids.NewGuid().ToString());
        await sessions.End(account.Id, null, cancel);
        var token = sessions.Open(ActorKind.Staff, account.Id);
        db.Record(account, "organization.account.password-changed", "account", account.Id);
        await db.SaveChangesAsync(cancel);
        return Result<string>.Ok(token);
    }, cancel));

    private List<Refusal> Check(Account account, string? old, string? fresh)
    {
        var (refusals, now) = (new List<Refusal>(), clock.GetUtcNow());
        if (account.IsLocked(now)) return [new Refusal("organization.password.old-wrong").At("old")];
        if (PasswordRules.Check(fresh, account.UserName!) is { } weak) refusals.Add(weak.At("fresh"));
        if (users.PasswordHasher.VerifyHashedPassword(account, account.PasswordHash!, old ?? "") == PasswordVerificationResult.Failed)
        {
            account.WrongPassword(now, ids.NewGuid().ToString());
            refusals.Insert(0, new Refusal("organization.password.old-wrong").At("old"));
        }
        else if (old == fresh) refusals.Add(new Refusal("organization.password.same").At("fresh"));
        return refusals;
    }
}
