using Microsoft.AspNetCore.Identity;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>修改密码: by the owner, who knows the old one. Every other log-in of the account ends.</summary>
public sealed class ChangePassword(ShouwangDb db, UserManager<Account> users, Sessions sessions, Guesses guesses, SecretChecks checks, CurrentCaller current, IdSource ids)
{
    /// <summary>The answer is the token of a new session.</summary>
    public async Task<Result<string>> Run(string? old, string? fresh, CancellationToken cancel)
    {
        if (!current.Caller.IsStaff) return new Refusal("host.log-in.forbidden");
        // A session that was left open must not serve to find the password out.
        var counts = new[] { new Guess(guesses.Whom(current.Actor.Id.ToString()!), "", LogInRules.OneDoor) };
        using var turn = await checks.Turn(cancel);
        if ((await guesses.Take(counts, cancel)).Refusal is { } soon) return soon.At("old");
        var changed = await Change(old, fresh, cancel);
        if (changed.Refusal?.Code != OldWrong) await guesses.WasRight(counts, cancel);
        return changed;
    }

    private const string OldWrong = "organization.password.old-wrong";

    private Task<Result<string>> Change(string? old, string? fresh, CancellationToken cancel) => db.Attempt<string>(async () =>
    {
        var account = await db.Accounts().SingleAsync(a => a.Id == current.Actor.Id, cancel);
        if (Check(account, old, fresh) is { Count: > 0 } refusals) return refusals;
        account.SetPassword(users.PasswordHasher.HashPassword(account, fresh!), oneTime: false, ids.NewGuid().ToString());
        await sessions.End(account.Id, null, cancel);
        var token = sessions.Open(ActorKind.Staff, account.Id, current.Caller.Awaits);
        db.Record(account, "organization.account.password-changed", "account", account.Id);
        await db.SaveChangesAsync(cancel);
        return Result<string>.Ok(token);
    }, cancel);

    private List<Refusal> Check(Account account, string? old, string? fresh)
    {
        var refusals = new List<Refusal>();
        if (PasswordRules.Check(fresh, account.UserName!) is { } weak) refusals.Add(weak.At("fresh"));
        checks.Count("password");
        if (users.PasswordHasher.VerifyHashedPassword(account, account.PasswordHash!, old is { Length: <= PasswordRules.Longest } ? old : "") == PasswordVerificationResult.Failed)
            refusals.Insert(0, new Refusal(OldWrong).At("old"));
        else if (old == fresh) refusals.Add(new Refusal("organization.password.same").At("fresh"));
        return refusals;
    }
}
