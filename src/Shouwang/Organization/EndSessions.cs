namespace Shouwang.Organization;

/// <summary>结束登录: ends every log-in of an account; open pages notice within five seconds.</summary>
public sealed class EndSessions(ShouwangDb db, Sessions sessions, AccountKeeping keeping)
{
    /// <summary>The answer is how many there were.</summary>
    public Task<Result<int>> Run(Guid id, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var found = await keeping.Run(id, cancel);
        if (found.Refusal is { } no) return no;
        var count = await sessions.End(id, null, cancel);
        db.Record(found.Value, "organization.account.sessions-ended", "account", id, ("count", count));
        await db.SaveChangesAsync(cancel);
        return Result<int>.Ok(count);
    }, cancel);
}
