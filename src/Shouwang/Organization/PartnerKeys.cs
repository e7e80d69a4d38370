using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>A new key as its maker sees it: the only time that it is shown.</summary>
public sealed record MadeKey(Guid Id, string Partner, string Unit, PartnerDoor Door, DateTimeOffset? Until, string Key);

/// <summary>One key in a list.</summary>
public sealed record PartnerKeyLine(Guid Id, string Partner, PartnerDoor Door, string UnitCode, string UnitName, string Beginning, DateTimeOffset MadeAt, DateTimeOffset? Until, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

/// <summary>制作密钥: by the security administrator of the unit or of one above, perhaps until a day.</summary>
public sealed class MakePartnerKey(ShouwangDb db, FieldCipher cipher, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    private const int Length = 32, ShownLength = 6;

    /// <param name="partner">Whose system it is.</param>
    /// <param name="unitCode">The unit over whose subtree it reaches.</param>
    /// <param name="door">The door it opens.</param>
    /// <param name="lastDay">Last day on which it opens it; null for open-ended.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<MadeKey>> Run(string? partner, string? unitCode, PartnerDoor door, DateOnly? lastDay, CancellationToken cancel)
    {
        var unit = await db.UnitByCode(unitCode?.Trim() ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(OrganizationAccess.ManageKeys, unit.Path) is { } no) return no;
        if (!unit.IsOpenOn(LocalTime.Today(clock))) return new Refusal("organization.unit.closed", ("name", unit.Name)).At("unit");
        var key = FieldCipher.NewCode(Length);
        DateTimeOffset? until = lastDay is { } day ? Period.Midnight(day.AddDays(1), LocalTime.Zone).ToUniversalTime() : null;
        var made = PartnerKey.Make(ids.New<PartnerKeyId>(), unit, partner, door, (PartnerKeys.Hash(cipher, key), key[..ShownLength]), clock.GetUtcNow(), until);
        if (!made.IsOk) return Result<MadeKey>.Refuse(made.Refusals);
        db.PartnerKeys().Add(made.Value);
        await db.SaveChangesAsync(cancel);
        return new MadeKey(made.Value.Id.Value, made.Value.Partner, unit.Code, door, until, key);
    }
}

/// <summary>吊销密钥: takes effect with the next request that carries it.</summary>
public sealed class RevokePartnerKey(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(PartnerKeyId id, CancellationToken cancel) => db.Retrying(async () =>
    {
        var key = await db.PartnerKeys().Within(current.Where(OrganizationAccess.ManageKeys)).FirstOrDefaultAsync(k => k.Id == id, cancel);
        if (key is null) return new Refusal("organization.key.unknown");
        var decision = key.Revoke(clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}

/// <summary>伙伴密钥: the keys within the reach of one who keeps them, those in force first.</summary>
public sealed class PartnerKeyBoard(ShouwangDb db, CurrentCaller current)
{
    /// <summary>A district has tens of partners, not hundreds.</summary>
    public const int Most = 200;

    public Task<List<PartnerKeyLine>> Run(CancellationToken cancel) => (
        from key in db.PartnerKeys().AsNoTracking().Within(current.Where(OrganizationAccess.ManageKeys))
        join unit in db.Units() on key.UnitId equals unit.Id
        orderby key.RevokedAt != null, key.MadeAt descending
        select new PartnerKeyLine(key.Id.Value, key.Partner, key.Door, unit.Code, unit.Name, key.Beginning, key.MadeAt, key.Until, key.RevokedAt, key.LastUsedAt)).Take(Most).ToListAsync(cancel);
}

/// <summary>Tells whose key it is that another system shows, and lets that system act.</summary>
public sealed class PartnerKeys(ShouwangDb db, FieldCipher cipher, Guesses guesses, SecretChecks checks, GuessNotes notes, CurrentCaller current, TimeProvider clock)
{
    private const string Purpose = "partner-key";
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromHours(1);

    /// <summary>The key in force that opens this door, or null: then nobody acts. After many wrong ones from an address none is looked at for a while.</summary>
    /// <param name="shown">What the other system sent.</param>
    /// <param name="door">The door it stands at.</param>
    /// <param name="allowed">What who comes in by this door may do.</param>
    /// <param name="from">From where it sends.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<PartnerKey?>> Admit(string? shown, PartnerDoor door, Permission allowed, Doorstep from, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(shown) || shown.Length > 100) return Result<PartnerKey?>.Ok(null);
        var counts = new[] { new Guess(guesses.Whom(Purpose), guesses.FromWhere(from), LogInRules.OneAddress) };
        if (await guesses.Closed(counts, cancel) is { } closed) return closed;
        checks.Count("key");
        var (hash, now) = (Hash(cipher, shown), clock.GetUtcNow());
        var key = await db.PartnerKeys().AsNoTracking().FirstOrDefaultAsync(k => k.KeyHash == hash && k.Door == door, cancel);
        if (key is null || !key.IsInForce(now))
        {
            // Counted afterwards: partners send many right ones, and a key of 160 bits is not found in the few that slip through together.
            var taken = await guesses.Take(counts, cancel);
            if (taken is { IsOk: true, Value.ClosedUntil: { } until }) await notes.Write(null, until, cancel);
            return Result<PartnerKey?>.Ok(null);
        }
        current.ActAs(new Caller(new Actor(ActorKind.Key, key.Id.Value), key.Partner, Rights.Only(allowed, key.UnitPath)));
        if (key.LastUsedAt is null || now - key.LastUsedAt >= UseIsNotedEvery)
            await db.PartnerKeys().Where(k => k.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), cancel);
        return Result<PartnerKey?>.Ok(key);
    }

    /// <summary>The keyed hash under which a key is stored; capitals and spaces do not count.</summary>
    internal static string Hash(FieldCipher cipher, string key) => cipher.Hash(key.Trim().ToUpperInvariant(), Purpose);
}
