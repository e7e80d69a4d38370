namespace Shouwang.Organization;

/// <summary>停用账号: from now on nobody logs in with it, and its log-ins end. Taken back by enabling it again.</summary>
public sealed class DisableAccount(ShouwangDb db, Sessions sessions, KnownDevices devices, AccountKeeping keeping, IdSource ids, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, bool disabled, CancellationToken cancel) => db.Retrying(() => db.InTransaction(async () =>
    {
        var found = await keeping.Run(id, cancel);
        if (found.Refusal is { } no) return no;
        var account = found.Value;
        if (account.DisabledAt is not null == disabled) return Result<Done>.Ok(Done.It);
        (account.DisabledAt, account.ConcurrencyStamp) = (disabled ? clock.GetUtcNow() : null, ids.NewGuid().ToString());
        if (disabled)
        {
            await sessions.End(id, null, cancel);
            await devices.Forget(id, cancel);
        }
        db.Record(account, disabled ? "organization.account.disabled" : "organization.account.enabled", "account", id);
        await db.SaveChangesAsync(cancel);
        return Result<Done>.Ok(Done.It);
    }, cancel));
}
