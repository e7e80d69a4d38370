using System.Security.Cryptography;
using Shouwang.Broadcast;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>验证码: a one-time code sent to a phone; only its keyed hash is stored.</summary>
public sealed class OneTimeCode
{
    public BlindIndex PhoneIndex { get; init; }
    public required string CodeHash { get; set; }
    public DateTimeOffset SentAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public int TriesLeft { get; set; }

    /// <summary>How many were sent since <see cref="CountingSince"/>; bounded, so that nobody's phone is flooded.</summary>
    public int Sent { get; set; }
    public DateTimeOffset CountingSince { get; set; }
}

/// <summary>发送验证码: to a volunteer's phone. A phone that is nobody's, and one that has just had a code, get the same answer and no code: nobody learns by it who is a volunteer.</summary>
public sealed class SendOneTimeCode(ShouwangDb db, VolunteerWords words, PhoneTexts phone, TimeProvider clock)
{
    private const int MostPerHour = 6, Tries = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5), Pause = TimeSpan.FromSeconds(30);

    public async Task<Result<Done>> Run(string? number, CancellationToken cancel)
    {
        if (!Phones.IsMobile(number)) return new Refusal("volunteers.volunteer.phone").At("phone");
        if (!phone.IsConnected) return new Refusal("volunteers.log-in.no-channel");
        var (index, now) = (words.PhoneIndex(number!), clock.GetUtcNow());
        if (!await db.Volunteers().AnyAsync(v => v.PhoneIndex == index && v.State != VolunteerState.Left && v.State != VolunteerState.Declined, cancel)) return Done.It;

        var code = await db.Set<OneTimeCode>().FirstOrDefaultAsync(c => c.PhoneIndex == index, cancel);
        if (code is not null && now - code.CountingSince > TimeSpan.FromHours(1)) (code.Sent, code.CountingSince) = (0, now);
        if (code is not null && (now - code.SentAt < Pause || code.Sent >= MostPerHour)) return Done.It;
        var digits = RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
        if (code is null) db.Add(code = new OneTimeCode { PhoneIndex = index, CodeHash = "", CountingSince = now });
        (code.CodeHash, code.SentAt, code.ExpiresAt, code.TriesLeft, code.Sent) = (words.CodeHash(index.Hash, digits), now, now + Life, Tries, code.Sent + 1);
        try { await db.SaveChangesAsync(cancel); }
        // Two requests at the same instant: the code of the first is on its way.
        catch (DbUpdateException clash) when (Conflict.Of(clash) is not null) { return Done.It; }
        return phone.Send(Phones.Bare(number), digits);
    }
}

/// <summary>手机号登录: a volunteer shows that the phone is his.</summary>
public sealed class LogInByPhone(ShouwangDb db, VolunteerWords words, Sessions sessions, Host.CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<string>> Run(string? number, string? digits, CancellationToken cancel)
    {
        if (!Phones.IsMobile(number)) return new Refusal("volunteers.volunteer.phone").At("phone");
        var (index, now) = (words.PhoneIndex(number!), clock.GetUtcNow());
        // Counted down first, in one statement: a hundred guesses sent at once still are five.
        var left = await db.Set<OneTimeCode>().Where(c => c.PhoneIndex == index && c.TriesLeft > 0 && c.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.TriesLeft, c => c.TriesLeft - 1), cancel);
        var hash = words.CodeHash(index.Hash, (digits ?? "").Trim());
        if (left == 0) return Wrong;
        // Used up in one statement as well: the right code opens one session, not two.
        var used = await db.Set<OneTimeCode>().Where(c => c.PhoneIndex == index && c.CodeHash == hash).ExecuteUpdateAsync(set => set.SetProperty(c => c.TriesLeft, 0).SetProperty(c => c.CodeHash, ""), cancel);
        if (used == 0) return Wrong;
        var volunteer = await db.Volunteers().AsNoTracking().FirstOrDefaultAsync(v => v.PhoneIndex == index, cancel);
        if (volunteer is null || volunteer.State is VolunteerState.Left or VolunteerState.Declined) return Wrong;

        current.ActAs(new Caller(new Actor(ActorKind.Volunteer, volunteer.Id.Value), volunteer.Name, Rights.None));
        var token = sessions.Open(ActorKind.Volunteer, volunteer.Id.Value);
        db.Record(volunteer, "volunteers.log-in.done", "volunteer", volunteer.Id.Value);
        await db.SaveChangesAsync(cancel);
        return Result<string>.Ok(token);
    }

    private static Refusal Wrong => new Refusal("volunteers.log-in.wrong").At("code");
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
