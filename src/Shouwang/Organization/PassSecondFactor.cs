using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>通过第二验证: the log-in that has waited for a code goes on.</summary>
public sealed class PassSecondFactor(ShouwangDb db, SecondFactors factors, Sessions sessions, KnownDevices devices, CurrentCaller current)
{
    /// <summary>The answer is whether the password must be changed next.</summary>
    public async Task<Result<bool>> Run(string? code, Doorstep door, CancellationToken cancel)
    {
        if (current.Caller.Awaits != LogInStep.SecondFactor) return new Refusal("organization.second-factor.not-awaited");
        var account = await db.Accounts().AsNoTracking().SingleAsync(a => a.Id == current.Actor.Id, cancel);
        var right = await factors.Check(account, code, door, cancel);
        if (!right.IsOk) return Result<bool>.Refuse(right.Refusals);
        return await db.Attempt<bool>(async () =>
        {
            await sessions.GoOn(Guid.Parse(current.Actor.Via!), cancel);
            await devices.Remember(door, ActorKind.Staff, account.Id, cancel);
            db.Record(account, "organization.log-in.done", "account", account.Id);
            await db.SaveChangesAsync(cancel);
            return account.MustChangePassword;
        }, cancel);
    }
}
