using System.Security.Cryptography;
using System.Text;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>One certificate as its holder and staff see it.</summary>
public sealed record CertificateView(
    string Number, string CheckCode, string Name, string VolunteerNumber, DateOnly First, DateOnly Last, int CreditedMinutes, int PersonTimes, IReadOnlyList<CertifiedService> Services,
    string Issuer, string? Contact, string? Handler, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt, string? RevokedBecause);

/// <summary>查验结果: what a third party learns: that this paper says what the ledger says, or no longer.</summary>
/// <param name="Name">The name, masked: who holds the paper knows it.</param>
/// <param name="MinutesNow">What the ledger holds today for those days.</param>
public sealed record CheckedCertificate(
    string Number, string Name, DateOnly First, DateOnly Last, int CreditedMinutes, int PersonTimes, IReadOnlyList<CertifiedService> Services, string Issuer, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt, int MinutesNow)
{
    /// <summary>True while the paper may be relied on.</summary>
    public bool Holds => RevokedAt is null && MinutesNow >= CreditedMinutes;
}

/// <summary>查验码: 60 bits made from the number with the house's key, so that a paper can be printed again and nobody makes up another.</summary>
public sealed class CheckCodes(FieldCipher cipher)
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", Purpose = "certificate.check";
    private const int Length = 12;

    /// <summary>The code for a number, without its hyphens.</summary>
    public string Of(string number) => string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(cipher.Hash(number, Purpose))).Take(Length).Select(part => Alphabet[part % Alphabet.Length]));

    /// <summary>True for the code of that number, as typed or scanned.</summary>
    public bool Fits(string number, string code) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(number)), Encoding.UTF8.GetBytes(code));

    /// <summary>Number and code out of what stands in an address: <c>ZM20261124-K7QF2-XXXXXXXXXXXX</c>; null when it is none.</summary>
    public static (string Number, string Code)? Read(string? text)
    {
        if (text is not { Length: <= 80 }) return null;
        var plain = string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return plain.Length == NumberLength + Length ? (plain[..^(Length + 5)] + "-" + plain[^(Length + 5)..^Length], plain[^Length..]) : null;
    }

    // ZM, eight digits of the day, five of chance.
    private const int NumberLength = 15;
}

/// <summary>Reads certificates: one, all of a volunteer, or one by its check code.</summary>
public sealed class CertificateBook(ShouwangDb db, HoursLedger ledger, CheckCodes codes)
{
    public static readonly Refusal Unknown = new("volunteers.certificate.unknown");

    /// <summary>A volunteer's certificates, newest first.</summary>
    public async Task<IReadOnlyList<CertificateView>> Of(VolunteerId volunteer, CancellationToken cancel) =>
        [.. (await db.Certificates().AsNoTracking().Where(c => c.VolunteerId == volunteer).OrderByDescending(c => c.IssuedAt).ToListAsync(cancel)).Select(View)];

    /// <summary>One of them.</summary>
    public async Task<Result<CertificateView>> One(VolunteerId volunteer, string number, CancellationToken cancel) =>
        await db.Certificates().AsNoTracking().FirstOrDefaultAsync(c => c.VolunteerId == volunteer && c.Number == number, cancel) is { } found ? View(found) : Unknown;

    /// <summary>查验: by number and check code; whoever has only one of them learns nothing.</summary>
    public async Task<Result<CheckedCertificate>> Check(string? text, CancellationToken cancel)
    {
        if (CheckCodes.Read(text) is not ({ } number, { } code) || !codes.Fits(number, code)) return Unknown;
        var found = await db.Certificates().AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, cancel);
        if (found is null) return Unknown;
        var now = await ledger.Confirmed(found.VolunteerId, found.First, found.Last, cancel);
        return new CheckedCertificate(found.Number, Masking.Name(found.Name), found.First, found.Last, found.CreditedMinutes, found.PersonTimes, found.Services, found.Issuer, found.IssuedAt, found.RevokedAt, now.Sum(service => service.Minutes));
    }

    private CertificateView View(ServiceCertificate c) => new(
        c.Number, codes.Of(c.Number), c.Name, c.VolunteerNumber, c.First, c.Last, c.CreditedMinutes, c.PersonTimes, c.Services, c.Issuer, c.Contact, c.Handler, c.IssuedAt, c.RevokedAt, c.RevokedBecause);
}

/// <summary>Whose certificates the caller may look at: a volunteer his own, staff those of the volunteers they see.</summary>
public sealed class CertificateDesk(CertificateBook book, VolunteerDesk desk, CurrentCaller current)
{
    public async Task<Result<IReadOnlyList<CertificateView>>> All(string? volunteerNumber, CancellationToken cancel)
    {
        var whose = await Whose(volunteerNumber, cancel);
        return whose.IsOk ? Result<IReadOnlyList<CertificateView>>.Ok(await book.Of(whose.Value, cancel)) : Result<IReadOnlyList<CertificateView>>.Refuse(whose.Refusals);
    }

    public async Task<Result<CertificateView>> One(string? volunteerNumber, string number, CancellationToken cancel)
    {
        var whose = await Whose(volunteerNumber, cancel);
        return whose.IsOk ? await book.One(whose.Value, number, cancel) : Result<CertificateView>.Refuse(whose.Refusals);
    }

    private async Task<Result<VolunteerId>> Whose(string? volunteerNumber, CancellationToken cancel) =>
        current.Caller.IsVolunteer ? new VolunteerId(current.Actor.Id) : (await desk.Open(volunteerNumber ?? "", VolunteersAccess.See, cancel)).Then(volunteer => volunteer.Id);
}

/// <summary>出具服务证明: by the volunteer for himself at any time, or by staff of his unit; free, and never more than the ledger holds.</summary>
public sealed class IssueCertificate(ShouwangDb db, VolunteerDesk desk, HoursLedger ledger, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <param name="volunteerNumber">Whose, for staff; a volunteer gets his own whatever is said.</param>
    /// <param name="first">First day.</param>
    /// <param name="last">Last day (inclusive).</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>The number of the certificate.</returns>
    public async Task<Result<string>> Run(string? volunteerNumber, DateOnly? first, DateOnly? last, CancellationToken cancel)
    {
        var (me, today) = (new VolunteerId(current.Actor.Id), LocalTime.Today(clock));
        var opened = current.Caller.IsVolunteer ? await db.Volunteers().FirstAsync(v => v.Id == me, cancel) : await desk.Open(volunteerNumber ?? "", VolunteersAccess.IssueCertificates, cancel);
        if (!opened.IsOk) return Result<string>.Refuse(opened.Refusals);
        var refusals = new List<Refusal>();
        if (first is null) refusals.Add(new Refusal("volunteers.certificate.day-missing").At("first"));
        if (last is null) refusals.Add(new Refusal("volunteers.certificate.day-missing").At("last"));
        if (refusals.Count > 0) return refusals;
        var unit = await db.Units().AsNoTracking().FirstAsync(u => u.Id == opened.Value.UnitId, cancel);
        var issued = ServiceCertificate.Issue(ids.New<CertificateId>(), new CertifiedTerms
        {
            Number = NewNumber(today), Volunteer = opened.Value, First = first!.Value, Last = last!.Value, Services = await ledger.Confirmed(opened.Value.Id, first.Value, last.Value, cancel),
            Issuer = unit.Name, Contact = unit.PublicPhone, Handler = current.Caller.IsStaff ? current.Caller.Name : null,
        }, today, clock.GetUtcNow());
        if (!issued.IsOk) return Result<string>.Refuse(issued.Refusals);
        db.Certificates().Add(issued.Value);
        await db.SaveChangesAsync(cancel);
        return Result<string>.Ok(issued.Value.Number);
    }

    private static string NewNumber(DateOnly day) => $"ZM{day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture)}-{FieldCipher.NewCode(5)}";
}

/// <summary>撤销服务证明: by staff, with the reason; whoever checks it is told.</summary>
public sealed class RevokeCertificate(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(string? number, string? reason, CancellationToken cancel) => db.Retrying(async () =>
    {
        var certificate = await db.Certificates().Within(current.Where(VolunteersAccess.See)).FirstOrDefaultAsync(c => c.Number == (number ?? ""), cancel);
        if (certificate is null) return CertificateBook.Unknown;
        if (current.Lacks(VolunteersAccess.IssueCertificates, certificate.UnitPath) is { } no) return no;
        var decision = certificate.Revoke(reason, clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    });
}
