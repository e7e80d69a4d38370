using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>退出: ends this session, of staff or of a volunteer.</summary>
public sealed class LogOut(ShouwangDb db, Sessions sessions, CurrentCaller current)
{
    public Task<Result<Done>> Run(CancellationToken cancel) => db.InTransaction(async () =>
    {
        if (!Guid.TryParse(current.Actor.Via, out var session)) return new Refusal("host.log-in.forbidden");
        var ended = await sessions.End(current.Actor.Id, session, cancel);
        if (ended > 0 && await db.Accounts().AsNoTracking().FirstOrDefaultAsync(a => a.Id == current.Actor.Id, cancel) is { } account)
        {
            db.Record(account, "organization.log-out.done", "account", account.Id);
            await db.SaveChangesAsync(cancel);
        }
        return Result<Done>.Ok(Done.It);
    }, cancel);
}
