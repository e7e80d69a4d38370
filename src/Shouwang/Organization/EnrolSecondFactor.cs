using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>The authenticator that is being set up: its seed to type, and the address behind the QR code.</summary>
public sealed record StartedFactor(string Seed, string Address);

/// <summary>How one's own second factor stands.</summary>
/// <param name="Since">Since when it counts; null when there is none.</param>
/// <param name="Started">What is being set up, or null.</param>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
/// <param name="Required">It is compulsory for this person.</param>
public sealed record OwnFactor(DateTimeOffset? Since, StartedFactor? Started, int CodesLeft, bool Required);

/// <summary>我的第二验证: how it stands.</summary>
public sealed class MySecondFactor(ShouwangDb db, SecondFactors factors, CurrentCaller current)
{
    private const string Issuer = "守望";

    public async Task<OwnFactor> Run(CancellationToken cancel)
    {
        var id = current.Actor.Id;
        var (factor, required) = (await factors.Of(id, cancel), await factors.IsRequired(id, cancel));
        var left = await db.Set<RecoveryCode>().CountAsync(code => code.AccountId == id && code.UsedAt == null, cancel);
        return new OwnFactor(factor?.ConfirmedAt, factor is { ConfirmedAt: null } ? await Started(factor, cancel) : null, left, required);
    }

    private async Task<StartedFactor> Started(SecondFactor factor, CancellationToken cancel)
    {
        var name = await db.Accounts().Where(account => account.Id == factor.AccountId).Select(account => account.UserName).SingleAsync(cancel);
        var seed = Totp.Text(factors.Seed(factor));
        return new StartedFactor(seed, $"otpauth://totp/{Uri.EscapeDataString($"{Issuer}:{name}")}?secret={seed}&issuer={Uri.EscapeDataString(Issuer)}&digits={Totp.Digits}&period={Totp.Seconds}");
    }
}

/// <summary>开始设置第二验证: a new seed, which counts for nothing until a code of it was shown.</summary>
public sealed class StartSecondFactor(ShouwangDb db, SecondFactors factors, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        if (!current.Caller.IsStaff || current.Caller.Awaits == LogInStep.SecondFactor) return new Refusal("organization.second-factor.forbidden");
        var id = current.Actor.Id;
        var factor = await db.Set<SecondFactor>().FirstOrDefaultAsync(f => f.AccountId == id, cancel);
        if (factor?.ConfirmedAt is not null) return new Refusal("organization.second-factor.there-already");
        if (factor is null) db.Add(factor = new SecondFactor { AccountId = id });
        (factor.Seed, factor.StartedAt, factor.LastStep) = (factors.NewSeed(), clock.GetUtcNow(), 0);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);
}

/// <summary>启用第二验证: the owner shows a code; from now on it is asked for at each log-in. The answer are the recovery codes.</summary>
public sealed class ConfirmSecondFactor(ShouwangDb db, SecondFactors factors, Sessions sessions, KnownDevices devices, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<IReadOnlyList<string>>> Run(string? code, Doorstep door, CancellationToken cancel)
    {
        if (!current.Caller.IsStaff || await factors.Of(current.Actor.Id, cancel) is not { ConfirmedAt: null }) return new Refusal("organization.second-factor.not-started");
        var account = await db.Accounts().AsNoTracking().SingleAsync(a => a.Id == current.Actor.Id, cancel);
        var right = await factors.Check(account, code, door, cancel);
        if (!right.IsOk) return Result<IReadOnlyList<string>>.Refuse(right.Refusals);
        return await db.Attempt<IReadOnlyList<string>>(async () =>
        {
            var factor = await db.Set<SecondFactor>().SingleAsync(f => f.AccountId == account.Id, cancel);
            factor.ConfirmedAt = clock.GetUtcNow();
            var codes = await factors.NewRecoveryCodes(account.Id, cancel);
            await sessions.EndOthers(account.Id, Guid.Parse(current.Actor.Via!), cancel);
            await sessions.GoOn(Guid.Parse(current.Actor.Via!), cancel);
            await devices.Remember(door, ActorKind.Staff, account.Id, cancel);
            db.Record(account, "organization.second-factor.enabled", "account", account.Id);
            await db.SaveChangesAsync(cancel);
            return Result<IReadOnlyList<string>>.Ok(codes);
        }, cancel);
    }
}

/// <summary>更换恢复码: the old ones open nothing any more.</summary>
public sealed class RenewRecoveryCodes(ShouwangDb db, SecondFactors factors, CurrentCaller current)
{
    public async Task<Result<IReadOnlyList<string>>> Run(string? code, Doorstep door, CancellationToken cancel)
    {
        if (!current.Caller.IsStaff || await factors.Of(current.Actor.Id, cancel) is not { ConfirmedAt: not null }) return new Refusal("organization.second-factor.not-started");
        var account = await db.Accounts().AsNoTracking().SingleAsync(a => a.Id == current.Actor.Id, cancel);
        var right = await factors.Check(account, code, door, cancel);
        if (!right.IsOk) return Result<IReadOnlyList<string>>.Refuse(right.Refusals);
        return await db.Attempt<IReadOnlyList<string>>(async () =>
        {
            var codes = await factors.NewRecoveryCodes(account.Id, cancel);
            db.Record(account, "organization.second-factor.codes-renewed", "account", account.Id);
            await db.SaveChangesAsync(cancel);
            return Result<IReadOnlyList<string>>.Ok(codes);
        }, cancel);
    }
}

/// <summary>停用第二验证: by its owner, with a code, where no rule asks for it.</summary>
public sealed class RemoveSecondFactor(ShouwangDb db, SecondFactors factors, CurrentCaller current)
{
    public async Task<Result<Done>> Run(string? code, Doorstep door, CancellationToken cancel)
    {
        if (!current.Caller.IsStaff || await factors.Of(current.Actor.Id, cancel) is not { ConfirmedAt: not null }) return new Refusal("organization.second-factor.not-started");
        if (await factors.IsRequired(current.Actor.Id, cancel)) return new Refusal("organization.second-factor.compulsory");
        var account = await db.Accounts().AsNoTracking().SingleAsync(a => a.Id == current.Actor.Id, cancel);
        var right = await factors.Check(account, code, door, cancel);
        if (!right.IsOk) return right;
        return await db.Attempt<Done>(async () =>
        {
            await factors.Remove(account.Id, cancel);
            db.Record(account, "organization.second-factor.disabled", "account", account.Id);
            await db.SaveChangesAsync(cancel);
            return Done.It;
        }, cancel);
    }
}
