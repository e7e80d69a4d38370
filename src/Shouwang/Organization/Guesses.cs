namespace Shouwang.Organization;

/// <summary>One count under which a try falls, and its pace.</summary>
public sealed record Guess(string Whom, string FromWhere, GuessPace Pace);

/// <summary>What counting a try has shown: until when this one has closed the door, if it has.</summary>
public sealed record GuessTaken(DateTimeOffset? ClosedUntil);

/// <summary>
/// 试探计数: counts tries before they are looked at, in the database, so that all servers of a house count together.
/// It keeps keyed hashes of names and addresses only, and those no longer than they count.
/// </summary>
public sealed class Guesses(ShouwangDb db, FieldCipher cipher, TimeProvider clock)
{
    private static readonly TimeSpan CountsFor = TimeSpan.FromHours(24);

    /// <summary>A name, known or not, tried from a door.</summary>
    public IReadOnlyList<Guess> At(string name, Doorstep door) =>
    [
        new(Whom(name), FromWhere(door), LogInRules.OneDoor),
        new(Whom(name), "", LogInRules.OneName),
        new("", FromWhere(door), LogInRules.OneAddress),
    ];

    /// <summary>Something known on this device.</summary>
    public static IReadOnlyList<Guess> On(KnownDevice device) => [new(device.Id.ToString(), "", LogInRules.OneDoor)];

    public string Whom(string name) => cipher.Hash(name, "guess.whom");

    public string FromWhere(Doorstep door) => cipher.Hash(door.Address, "guess.from");

    /// <summary>Why the next try would not be looked at, or null; a look only, so that a flood costs nothing more.</summary>
    public async Task<Refusal?> Closed(IReadOnlyList<Guess> guesses, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var counts = await Find(db.Set<GuessCount>().AsNoTracking(), guesses, cancel);
        return TooSoon(counts.Max(count => count.Wait(now)));
    }

    /// <summary>Counts one try under all of them, or under none when one is closed.</summary>
    public Task<Result<GuessTaken>> Take(IReadOnlyList<Guess> guesses, CancellationToken cancel) => db.Attempt<GuessTaken>(async () =>
    {
        var now = clock.GetUtcNow();
        var counts = await Find(db.Set<GuessCount>(), guesses, cancel);
        if (TooSoon(counts.Max(count => count.Wait(now))) is { } no) return no;
        DateTimeOffset? closed = null;
        foreach (var guess in guesses)
        {
            var count = counts.FirstOrDefault(c => c.Whom == guess.Whom && c.FromWhere == guess.FromWhere);
            if (count is null) db.Add(count = new GuessCount { Whom = guess.Whom, FromWhere = guess.FromWhere });
            if (count.Take(guess.Pace, now) is { } until && !(closed > until)) closed = until;
        }
        await db.SaveChangesAsync(cancel);
        return new GuessTaken(closed);
    }, cancel);

    /// <summary>The try was right: what was counted at this one door is forgotten; at the others it alone is given back.</summary>
    public Task<int> WasRight(IReadOnlyList<Guess> guesses, CancellationToken cancel) => db.Retrying(() => db.InTransaction(async () =>
    {
        foreach (var count in await Find(db.Set<GuessCount>(), guesses, cancel))
            if (guesses.First(guess => guess.Whom == count.Whom && guess.FromWhere == count.FromWhere).Pace == LogInRules.OneDoor) count.Clear();
            else count.GiveBack();
        return await db.SaveChangesAsync(cancel);
    }, cancel));

    /// <summary>Forgets every try at a name, as when its password is given anew.</summary>
    public Task<int> Forget(string name, CancellationToken cancel)
    {
        var whom = Whom(name);
        return db.Set<GuessCount>().Where(count => count.Whom == whom).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Names at which wrong tries have closed a door, and until when; devices known to their owners are not affected.</summary>
    public async Task<Dictionary<string, DateTimeOffset?>> ClosedAt(IEnumerable<string> names, CancellationToken cancel)
    {
        var (hashes, now) = (names.ToDictionary(Whom), clock.GetUtcNow());
        var closed = await db.Set<GuessCount>().AsNoTracking().Where(count => hashes.Keys.Contains(count.Whom) && count.ClosedUntil > now).ToListAsync(cancel);
        return closed.GroupBy(count => hashes[count.Whom]).ToDictionary(group => group.Key, group => group.Max(count => count.ClosedUntil));
    }

    /// <summary>Forgets what counts no longer, and devices that have not come for long.</summary>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (quiet, unseen) = (now - CountsFor, now - LogInRules.DeviceKnown);
        return await db.Set<GuessCount>().Where(count => count.LastAt < quiet).ExecuteDeleteAsync(cancel)
            + await db.Set<KnownDevice>().Where(device => device.LastUsedAt < unseen).ExecuteDeleteAsync(cancel);
    }

    private static async Task<List<GuessCount>> Find(IQueryable<GuessCount> counts, IReadOnlyList<Guess> guesses, CancellationToken cancel)
    {
        var (whom, from) = (guesses.Select(guess => guess.Whom).Distinct().ToList(), guesses.Select(guess => guess.FromWhere).Distinct().ToList());
        var near = await counts.Where(count => whom.Contains(count.Whom) && from.Contains(count.FromWhere)).ToListAsync(cancel);
        return near.Where(count => guesses.Any(guess => guess.Whom == count.Whom && guess.FromWhere == count.FromWhere)).ToList();
    }

    private static Refusal? TooSoon(TimeSpan? wait) => wait is { } time
        ? new Refusal("organization.guess.too-soon", ("seconds", (int)Math.Ceiling(time.TotalSeconds)), ("minutes", (int)Math.Ceiling(time.TotalMinutes)))
        : null;
}
