using System.Globalization;
using System.Security.Cryptography;
using Shouwang.Broadcast;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>验证码: a one-time code sent to a phone, good only in the browser that asked for it: a stranger's wrong guesses spend a stranger's code. Only its keyed hash is stored.</summary>
public sealed class OneTimeCode
{
    public BlindIndex PhoneIndex { get; init; }
    public required string DeviceHash { get; init; }
    public required string CodeHash { get; set; }
    public DateTimeOffset SentAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public int TriesLeft { get; set; }
}

/// <summary>发送验证码: to a volunteer's phone. A phone that is nobody's, and one that has just had a code, get the same answer after the same work, and no code: nobody learns by it who is a volunteer.</summary>
public sealed class SendOneTimeCode(ShouwangDb db, VolunteerWords words, PhoneTexts phone, Guesses guesses, KnownDevices devices, TimeProvider clock)
{
    private const int Tries = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5), Pause = TimeSpan.FromSeconds(30);

    public async Task<Result<Done>> Run(string? number, Doorstep door, CancellationToken cancel)
    {
        if (!Phones.IsMobile(number)) return new Refusal("volunteers.volunteer.phone").At("phone");
        if (!phone.IsConnected) return new Refusal("volunteers.log-in.no-channel");
        var index = words.PhoneIndex(number!);
        var person = await db.Volunteers().Where(v => v.PhoneIndex == index && v.State != VolunteerState.Left && v.State != VolunteerState.Declined).Select(v => (VolunteerId?)v.Id).FirstOrDefaultAsync(cancel);
        // A stranger who asks for codes again and again does not use up those of the owner's own browser.
        var whom = await devices.Find(door, person?.Value ?? Guid.Empty, cancel) is { } device ? device.Id.ToString() : index.Hash;
        var digits = RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var kept = await Keep(new Guess(guesses.Whom("codes/" + whom), "", LogInRules.CodesToPhone), index, devices.Hash(door), digits, cancel);
        return kept && person is not null ? phone.Send(Phones.Bare(number), digits) : Done.It;
    }

    private async Task<bool> Keep(Guess sending, BlindIndex index, string device, string digits, CancellationToken cancel)
    {
        var kept = await db.Attempt<bool>(async () =>
        {
            var now = clock.GetUtcNow();
            var code = await db.Set<OneTimeCode>().FirstOrDefaultAsync(c => c.PhoneIndex == index && c.DeviceHash == device, cancel);
            if (code is not null && now - code.SentAt < Pause) return false;
            if (!(await guesses.Take([sending], cancel)).IsOk) return false;
            if (code is null) db.Add(code = new OneTimeCode { PhoneIndex = index, DeviceHash = device, CodeHash = "" });
            (code.CodeHash, code.SentAt, code.ExpiresAt, code.TriesLeft) = (words.CodeHash(index.Hash, digits), now, now + Life, Tries);
            await db.SaveChangesAsync(cancel);
            return true;
        }, cancel);
        return kept.Value;
    }

    /// <summary>Forgets codes that open nothing any more.</summary>
    public Task<int> Sweep(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.Set<OneTimeCode>().Where(code => code.ExpiresAt < now).ExecuteDeleteAsync(cancel);
    }
}

/// <summary>手机号登录: a volunteer shows that the phone is his.</summary>
public sealed class LogInByPhone(ShouwangDb db, VolunteerWords words, Sessions sessions, Guesses guesses, KnownDevices devices, SecretChecks checks, GuessNotes notes, Host.CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<string>> Run(string? number, string? digits, Doorstep door, CancellationToken cancel)
    {
        if (!Phones.IsMobile(number)) return new Refusal("volunteers.volunteer.phone").At("phone");
        var index = words.PhoneIndex(number!);
        var volunteer = await db.Volunteers().AsNoTracking().FirstOrDefaultAsync(v => v.PhoneIndex == index && v.State != VolunteerState.Left && v.State != VolunteerState.Declined, cancel);
        // The code itself counts the tries at one phone; what is counted here is who tries many phones.
        IReadOnlyList<Guess> counts = await devices.Find(door, volunteer?.Id.Value ?? Guid.Empty, cancel) is { } device
            ? Guesses.On(device) : [new Guess("", guesses.FromWhere(door), LogInRules.OneAddress)];
        if (await guesses.Closed(counts, cancel) is { } closed) return closed.At("code");

        using var turn = await checks.Turn(cancel);
        var taken = await guesses.Take(counts, cancel);
        if (taken.Refusal is { } no) return no.At("code");
        if (await IsRight(index, digits, door, cancel) && volunteer is not null) return await Open(volunteer, door, counts, cancel);
        if (taken.Value.ClosedUntil is { } until) await notes.Write(null, until, cancel);
        return new Refusal("volunteers.log-in.wrong").At("code");
    }

    private async Task<bool> IsRight(BlindIndex index, string? digits, Doorstep door, CancellationToken cancel)
    {
        var (device, now) = (devices.Hash(door), clock.GetUtcNow());
        var codes = db.Set<OneTimeCode>().Where(c => c.PhoneIndex == index && c.DeviceHash == device);
        // Counted down first, in one statement: a hundred guesses sent at once still are five.
        if (await codes.Where(c => c.TriesLeft > 0 && c.ExpiresAt > now).ExecuteUpdateAsync(set => set.SetProperty(c => c.TriesLeft, c => c.TriesLeft - 1), cancel) == 0) return false;
        checks.Count("code");
        var hash = words.CodeHash(index.Hash, (digits ?? "").Trim());
        // Used up in one statement as well: the right code opens one session, not two.
        return await codes.Where(c => c.CodeHash == hash).ExecuteUpdateAsync(set => set.SetProperty(c => c.TriesLeft, 0).SetProperty(c => c.CodeHash, ""), cancel) > 0;
    }

    private async Task<Result<string>> Open(Volunteer volunteer, Doorstep door, IReadOnlyList<Guess> counts, CancellationToken cancel)
    {
        await guesses.WasRight(counts, cancel);
        return await db.Attempt<string>(async () =>
        {
            current.ActAs(new Caller(new Actor(ActorKind.Volunteer, volunteer.Id.Value), volunteer.Name, Rights.None));
            var token = sessions.Open(ActorKind.Volunteer, volunteer.Id.Value);
            await devices.Remember(door, ActorKind.Volunteer, volunteer.Id.Value, cancel);
            db.Record(volunteer, "volunteers.log-in.done", "volunteer", volunteer.Id.Value);
            await db.SaveChangesAsync(cancel);
            return Result<string>.Ok(token);
        }, cancel);
    }
}

/// <summary>Who the volunteer behind a session is.</summary>
sealed class VolunteerCallers(ShouwangDb db) : ICallerSource
{
    public ActorKind Kind => ActorKind.Volunteer;

    public async Task<Caller?> Find(Guid person, string? via, CancellationToken cancel)
    {
        var id = new VolunteerId(person);
        var name = await db.Volunteers().Where(v => v.Id == id && v.State != VolunteerState.Left && v.State != VolunteerState.Declined).Select(v => v.Name).FirstOrDefaultAsync(cancel);
        return name is null ? null : new Caller(new Actor(ActorKind.Volunteer, person, Via: via), name, Rights.None);
    }
}
