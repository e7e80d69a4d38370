namespace Shouwang.Organization;

/// <summary>常用设备: a browser or program on which somebody has logged in before. It opens nothing; tries from it are counted by themselves.</summary>
public sealed class KnownDevice
{
    public Guid Id { get; init; }

    /// <summary>Keyed hash of the token, which only the device has.</summary>
    public required string TokenHash { get; init; }
    public ActorKind Kind { get; init; }
    public Guid PersonId { get; init; }
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset LastUsedAt { get; set; }
}

/// <summary>Knows the devices of people who log in.</summary>
public sealed class KnownDevices(ShouwangDb db, FieldCipher cipher, IdSource ids, TimeProvider clock)
{
    /// <summary>This person's device, if he has logged in on it; the same question is asked about a person there is not.</summary>
    public async Task<KnownDevice?> Find(Doorstep door, Guid person, CancellationToken cancel)
    {
        var (hash, since) = (Hash(door), clock.GetUtcNow() - LogInRules.DeviceKnown);
        return await db.Set<KnownDevice>().AsNoTracking().FirstOrDefaultAsync(device => device.TokenHash == hash && device.PersonId == person && device.LastUsedAt > since, cancel);
    }

    /// <summary>From now on this is a device of his; saved with the log-in.</summary>
    public async Task Remember(Doorstep door, ActorKind kind, Guid person, CancellationToken cancel)
    {
        if (door.Device is null) return;
        var (hash, now) = (Hash(door), clock.GetUtcNow());
        var known = await db.Set<KnownDevice>().FirstOrDefaultAsync(device => device.TokenHash == hash && device.PersonId == person, cancel);
        if (known is null) db.Add(new KnownDevice { Id = ids.NewGuid(), TokenHash = hash, Kind = kind, PersonId = person, Since = now, LastUsedAt = now });
        else known.LastUsedAt = now;
    }

    /// <summary>No device is his any more, as when his account is shut.</summary>
    public Task<int> Forget(Guid person, CancellationToken cancel) => db.Set<KnownDevice>().Where(device => device.PersonId == person).ExecuteDeleteAsync(cancel);

    public string Hash(Doorstep door) => door.Device is null ? "" : cipher.Hash(door.Device, "device");
}
