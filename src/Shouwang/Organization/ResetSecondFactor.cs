using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>Whose second factor is to be taken away, as it waits for a second person.</summary>
public sealed record FactorToReset(Guid Account);

/// <summary>重置第二验证: for one who has lost phone and recovery codes. Two security administrators answer for it; at the server, whoever owns the server.</summary>
public sealed class ResetSecondFactor(ShouwangDb db, AskSecondPerson ask, SecondFactors factors, Sessions sessions, KnownDevices devices, CurrentCaller current)
{
    public Task<Result<Done>> Run(Guid id, string? reason, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        var found = await Find(id, cancel);
        if (found.Refusal is { } no) return no;
        if (!current.Caller.IsStaff) return await Take(found.Value, null, cancel);
        return (await ask.Run(SecondFactorRule.Reset, found.Value, new FactorToReset(id), reason, cancel)).Then(_ => Done.It);
    }, cancel);

    /// <summary>A second person, who now acts, has agreed.</summary>
    internal async Task<Result<Done>> AsAgreed(FactorToReset wanted, AccountId askedBy, CancellationToken cancel)
    {
        var found = await Find(wanted.Account, cancel);
        return found.Refusal is { } no ? no : await Take(found.Value, askedBy, cancel);
    }

    private async Task<Result<Account>> Find(Guid id, CancellationToken cancel)
    {
        var account = await db.Accounts().Within(current.Where(OrganizationAccess.ManageSecondFactors)).FirstOrDefaultAsync(a => a.Id == id, cancel);
        if (account is null) return new Refusal("organization.account.unknown");
        if (current.Caller.IsStaff && current.Actor.Id == id) return new Refusal("organization.account.own");
        return await factors.Of(id, cancel) is { ConfirmedAt: not null } ? account : new Refusal("organization.second-factor.none");
    }

    private async Task<Result<Done>> Take(Account account, AccountId? askedBy, CancellationToken cancel)
    {
        await factors.Remove(account.Id, cancel);
        await sessions.End(account.Id, null, cancel);
        await devices.Forget(account.Id, cancel);
        db.Record(account, "organization.second-factor.reset", "account", account.Id, ("asked-by", askedBy?.Value));
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }
}

/// <summary>双人重置第二验证.</summary>
sealed class ResetSecondFactorByTwo(ShouwangDb db, ResetSecondFactor reset) : TwoPersonDeed<FactorToReset>
{
    public override DeedKind Kind => SecondFactorRule.Reset;

    protected override async Task<IReadOnlyList<DeedLine>> Describe(FactorToReset content, CancellationToken cancel)
    {
        var account = await db.Accounts().AsNoTracking().Where(a => a.Id == content.Account).Select(a => new { a.DisplayName, a.UserName }).FirstOrDefaultAsync(cancel);
        return [new("账号", account is null ? "—" : $"{account.DisplayName} ({account.UserName})")];
    }

    protected override Task<Result<Done>> Carry(FactorToReset content, TwoPersonRequest request, CancellationToken cancel) => reset.AsAgreed(content, request.AskedBy, cancel);
}
