using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>An identity document as typed: the kind by its code, the number, the birth date for documents whose number does not hold it, and the consent.</summary>
public sealed record IdentityRequest(string? Kind, string? Number, DateOnly? BirthDate, bool Consent);

/// <summary>What pages show of a document: never the number.</summary>
public sealed record IdentityLine(IdentityKind Kind, string Masked, DateTimeOffset ConsentedAt, int Consent);

/// <summary>Whose identity the caller may keep: a volunteer his own, staff those of the volunteers they manage.</summary>
public sealed class IdentityDesk(ShouwangDb db, VolunteerDesk desk, VolunteerWords words, CurrentCaller current)
{
    public async Task<Result<Volunteer>> Whose(string? number, Permission permission, CancellationToken cancel)
    {
        var me = new VolunteerId(current.Actor.Id);
        return current.Caller.IsVolunteer ? await db.Volunteers().FirstAsync(v => v.Id == me, cancel) : await desk.Open(number ?? "", permission, cancel);
    }

    /// <summary>The document, masked; null while none is noted.</summary>
    public async Task<Result<IdentityLine?>> Look(string? number, CancellationToken cancel)
    {
        var whose = await Whose(number, VolunteersAccess.See, cancel);
        if (!whose.IsOk) return Result<IdentityLine?>.Refuse(whose.Refusals);
        var noted = await db.Identities().AsNoTracking().FirstOrDefaultAsync(i => i.VolunteerId == whose.Value.Id, cancel);
        return Result<IdentityLine?>.Ok(noted is null ? null : new IdentityLine(noted.Kind, Masking.Identity(words.OpenIdentity(noted.Number)), noted.ConsentedAt, noted.Consent));
    }
}

/// <summary>登记证件: by the volunteer himself, or by staff to whom he gave it and his consent. One document belongs to one volunteer.</summary>
public sealed class NoteIdentity(ShouwangDb db, IdentityDesk desk, VolunteerWords words, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<Done>> Run(string? volunteerNumber, IdentityRequest request, CancellationToken cancel)
    {
        var whose = await desk.Whose(volunteerNumber, VolunteersAccess.Manage, cancel);
        if (!whose.IsOk) return Result<Done>.Refuse(whose.Refusals);
        if (!Enum.TryParse<IdentityKind>(request.Kind, out var kind) || !Enum.IsDefined(kind)) return new Refusal("volunteers.identity.kind").At("kind");
        var today = LocalTime.Today(clock);
        var document = IdentityDocument.Read(kind, request.Number, today);
        if (!document.IsOk) return Result<Done>.Refuse(document.Refusals);
        var index = words.IdentityIndex(document.Value);
        return await Other(index, whose.Value.Id, cancel) is { } taken ? taken : await Save(whose.Value, document.Value, index, request, today, cancel);
    }

    private async Task<Result<Done>> Save(Volunteer volunteer, IdentityDocument document, BlindIndex index, IdentityRequest request, DateOnly today, CancellationToken cancel)
    {
        var (secret, now) = ((words.SealIdentity(document.Number), index), clock.GetUtcNow());
        var known = await db.Identities().FirstOrDefaultAsync(i => i.VolunteerId == volunteer.Id, cancel);
        var decision = known is null
            ? VolunteerIdentity.Note(volunteer, document, secret, request.BirthDate, request.Consent, now, today).Then(noted => { db.Identities().Add(noted); return Done.It; })
            : known.Replace(document, secret, request.BirthDate, request.Consent, now, today);
        if (!decision.IsOk) return decision;
        if (!current.Caller.IsVolunteer) current.OnBehalfOf("volunteer");
        try { await db.SaveChangesAsync(cancel); }
        catch (DbUpdateException clash) when (Conflict.Of(clash) is not null)
        {
            db.ChangeTracker.Clear();
            if (await Other(index, volunteer.Id, cancel) is { } taken) return taken;
            throw;
        }
        return Done.It;
    }

    // Staff who see the other record too are told its number, so that the two can be made one; nobody else learns who it is.
    private async Task<Refusal?> Other(BlindIndex index, VolunteerId own, CancellationToken cancel)
    {
        var other = await (
            from identity in db.Identities().AsNoTracking() join volunteer in db.Volunteers() on identity.VolunteerId equals volunteer.Id
            where identity.NumberIndex == index && identity.VolunteerId != own select new { volunteer.Number, volunteer.UnitPath }).FirstOrDefaultAsync(cancel);
        if (other is null) return null;
        return (current.Rights.May(VolunteersAccess.See, other.UnitPath) ? new Refusal("volunteers.identity.known-here", ("number", other.Number)) : new Refusal("volunteers.identity.known-elsewhere")).At("identityNumber");
    }
}

/// <summary>撤回同意: the document is deleted; the ledger keeps that it was, not what it was.</summary>
public sealed class ForgetIdentity(ShouwangDb db, IdentityDesk desk, CurrentCaller current)
{
    public Task<Result<Done>> Run(string? volunteerNumber, CancellationToken cancel) => db.Retrying(async () =>
    {
        var whose = await desk.Whose(volunteerNumber, VolunteersAccess.Manage, cancel);
        if (!whose.IsOk) return Result<Done>.Refuse(whose.Refusals);
        var noted = await db.Identities().FirstOrDefaultAsync(i => i.VolunteerId == whose.Value.Id, cancel);
        if (noted is null) return new Refusal("volunteers.identity.unknown");
        if (!current.Caller.IsVolunteer) current.OnBehalfOf("volunteer");
        noted.Forget();
        db.Identities().Remove(noted);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    });
}

/// <summary>查看证件号码: one volunteer's, by staff who may, with the reason as a fact.</summary>
public sealed class RevealIdentity(ShouwangDb db, VolunteerDesk desk, VolunteerWords words)
{
    private const int LongestReason = 100;

    public async Task<Result<string>> Run(string number, string? reason, CancellationToken cancel)
    {
        var opened = await desk.Open(number, VolunteersAccess.RevealIdentity, cancel);
        if (!opened.IsOk) return Result<string>.Refuse(opened.Refusals);
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason) return new Refusal("volunteers.volunteer.reveal-reason", ("most", LongestReason)).At("reason");
        var noted = await db.Identities().AsNoTracking().FirstOrDefaultAsync(i => i.VolunteerId == opened.Value.Id, cancel);
        if (noted is null) return new Refusal("volunteers.identity.unknown");
        db.Record(opened.Value, "volunteers.identity.revealed", "volunteer", opened.Value.Id.Value, ("reason", reason.Trim()));
        await db.SaveChangesAsync(cancel);
        return Result<string>.Ok(words.OpenIdentity(noted.Number));
    }
}
