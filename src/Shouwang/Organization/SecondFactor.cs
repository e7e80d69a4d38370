using System.Security.Cryptography;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>第二验证: the authenticator of one account. It counts once its owner has shown a code of it.</summary>
public sealed class SecondFactor
{
    public Guid AccountId { get; init; }

    /// <summary>The seed, encrypted.</summary>
    public SealedText Seed { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Step of the last code that was accepted: each is good once.</summary>
    public long LastStep { get; set; }
}

/// <summary>恢复码: opens once in place of the authenticator; only its keyed hash is stored.</summary>
public sealed class RecoveryCode
{
    public Guid AccountId { get; init; }
    public required string CodeHash { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>Knows whose log-in needs a second factor, and checks it.</summary>
public sealed class SecondFactors(ShouwangDb db, FieldCipher cipher, Guesses guesses, KnownDevices devices, SecretChecks checks, GuessNotes notes, TimeProvider clock)
{
    private const string SeedPurpose = "account.second-factor", CodePurpose = "account.recovery-code";
    private const int HalfLength = 5;

    public Task<SecondFactor?> Of(Guid account, CancellationToken cancel) => db.Set<SecondFactor>().AsNoTracking().FirstOrDefaultAsync(factor => factor.AccountId == account, cancel);

    /// <summary>What a log-in with the right password still waits for.</summary>
    public async Task<LogInStep?> Awaited(Guid account, CancellationToken cancel)
    {
        if (await Of(account, cancel) is { ConfirmedAt: not null }) return LogInStep.SecondFactor;
        return await IsRequired(account, cancel) ? LogInStep.Enrolment : null;
    }

    /// <summary>Whether a rule makes it compulsory for one of the account's roles.</summary>
    public async Task<bool> IsRequired(Guid account, CancellationToken cancel)
    {
        var rules = await db.SecondFactorRules().AsNoTracking().Where(rule => rule.EndedAt == null).ToListAsync(cancel);
        if (rules.Count == 0) return false;
        var (holder, now, today) = (new AccountId(account), clock.GetUtcNow(), LocalTime.Today(clock));
        var held = await db.RoleGrants().AsNoTracking().Where(grant => grant.AccountId == holder && grant.From <= now && (grant.Until == null || grant.Until > now)).ToListAsync(cancel);
        return held.Any(grant => rules.Any(rule => rule.Asks(grant.Role, grant.UnitPath, today)));
    }

    /// <summary>Looks at what was typed: a code of the authenticator or a recovery code. Tries are counted as those at passwords are.</summary>
    public async Task<Result<Done>> Check(Account account, string? typed, Doorstep door, CancellationToken cancel)
    {
        var device = await devices.Find(door, account.Id, cancel);
        var counts = new[] { new Guess(guesses.Whom($"factor/{device?.Id ?? account.Id}"), "", LogInRules.OneDoor) };
        var taken = await guesses.Take(counts, cancel);
        if (taken.Refusal is { } soon) return soon.At("code");
        checks.Count("second-factor");
        if (await IsCode(account.Id, typed, cancel) || await IsRecovery(account, typed, cancel))
        {
            await guesses.WasRight(counts, cancel);
            return Done.It;
        }
        if (taken.Value.ClosedUntil is { } until) await notes.Write(account, until, cancel);
        return new Refusal("organization.second-factor.wrong").At("code");
    }

    /// <summary>The seed in the open, for its owner while he sets it up.</summary>
    public byte[] Seed(SecondFactor factor) => Convert.FromBase64String(cipher.Open(factor.Seed, SeedPurpose));

    /// <summary>A new seed, encrypted.</summary>
    public SealedText NewSeed() => cipher.Seal(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Totp.SeedBytes)), SeedPurpose);

    /// <summary>New recovery codes in place of the old ones; saved with what the caller saves. Nobody sees them again.</summary>
    public async Task<IReadOnlyList<string>> NewRecoveryCodes(Guid account, CancellationToken cancel)
    {
        await db.Set<RecoveryCode>().Where(code => code.AccountId == account).ExecuteDeleteAsync(cancel);
        List<string> codes = [.. Enumerable.Range(0, SecondFactorRule.RecoveryCodes).Select(_ => FieldCipher.NewCode(HalfLength) + "-" + FieldCipher.NewCode(HalfLength))];
        db.AddRange(codes.Select(code => new RecoveryCode { AccountId = account, CodeHash = Hash(account, code) }));
        return codes;
    }

    /// <summary>Takes it away, with its recovery codes.</summary>
    public async Task Remove(Guid account, CancellationToken cancel)
    {
        await db.Set<SecondFactor>().Where(factor => factor.AccountId == account).ExecuteDeleteAsync(cancel);
        await db.Set<RecoveryCode>().Where(code => code.AccountId == account).ExecuteDeleteAsync(cancel);
    }

    // Used up in one statement: of two who type the same code at the same instant one comes in.
    private async Task<bool> IsCode(Guid account, string? typed, CancellationToken cancel)
    {
        if (await Of(account, cancel) is not { } factor || Totp.Match(Seed(factor), typed, clock.GetUtcNow(), factor.LastStep) is not { } step) return false;
        return await db.Set<SecondFactor>().Where(f => f.AccountId == account && f.LastStep < step).ExecuteUpdateAsync(set => set.SetProperty(f => f.LastStep, step), cancel) > 0;
    }

    private Task<bool> IsRecovery(Account account, string? typed, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var (hash, now) = (Hash(account.Id, typed ?? ""), clock.GetUtcNow());
        var used = await db.Set<RecoveryCode>().Where(code => code.AccountId == account.Id && code.CodeHash == hash && code.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(code => code.UsedAt, now), cancel);
        if (used == 0) return false;
        db.Record(account, "organization.second-factor.recovery-used", "account", account.Id);
        await db.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    private string Hash(Guid account, string code) => cipher.Hash($"{account}/{string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()}", CodePurpose);
}
