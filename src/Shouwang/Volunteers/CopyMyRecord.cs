using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>个人资料副本: all that the register and the hours ledger hold of one volunteer, in a form that other systems can read.</summary>
/// <param name="Profile">Name and version of this form; a changed form gets a new number.</param>
/// <param name="CopiedAt">When the copy was made.</param>
public sealed record RecordCopy(
    string Profile, DateTimeOffset CopiedAt, CopiedPerson Person, CopiedIdentity? Identity, IReadOnlyList<string> Teams, IReadOnlyList<CopiedService> Services, IReadOnlyList<CopiedCertificate> Certificates);

/// <summary>个人基本信息.</summary>
public sealed record CopiedPerson(
    string Number, string Name, Gender Gender, int? BirthYear, string Phone, string Unit, VolunteerState State, DateTimeOffset SignedUpAt,
    IReadOnlyList<string> Skills, IReadOnlyList<string> Languages, IReadOnlyList<string> Availability, double? Latitude, double? Longitude);

/// <summary>实名信息; the number stays masked, since a copy travels in files.</summary>
public sealed record CopiedIdentity(IdentityKind Kind, string MaskedNumber, DateOnly BirthDate, DateTimeOffset ConsentedAt, int ConsentVersion);

/// <summary>志愿服务情况: one line of the ledger.</summary>
public sealed record CopiedService(string Activity, string Unit, DateTimeOffset CheckedInAt, DateTimeOffset? CheckedOutAt, int RawMinutes, int CreditedMinutes, int TravelMinutes, HoursEvidence Evidence, ServiceRecordState State);

/// <summary>服务证明.</summary>
public sealed record CopiedCertificate(string Number, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt);

/// <summary>复制我的资料: the volunteer's right to a copy that he can take elsewhere (PIPL, article 45). Only of himself.</summary>
public sealed class CopyMyRecord(ShouwangDb db, VolunteerWords words, CurrentCaller current, TimeProvider clock)
{
    public const string Profile = "shouwang.volunteer-record/1";

    public async Task<Result<RecordCopy>> Run(CancellationToken cancel)
    {
        if (!current.Caller.IsVolunteer) return new Refusal("volunteers.caller.forbidden");
        var id = new VolunteerId(current.Actor.Id);
        var me = await db.Volunteers().AsNoTracking().Include(v => v.Skills).FirstAsync(v => v.Id == id, cancel);
        return new RecordCopy(Profile, clock.GetUtcNow(), await Person(me, cancel), await Identity(id, cancel), await Teams(id, cancel), await Services(id, cancel), await Certificates(id, cancel));
    }

    private async Task<CopiedPerson> Person(Volunteer me, CancellationToken cancel) => new(
        me.Number, me.Name, me.Gender, me.BirthYear, words.OpenPhone(me.Phone), await db.Units().Where(u => u.Id == me.UnitId).Select(u => u.Name).FirstAsync(cancel), me.State, me.SignedUpAt,
        [.. me.Skills.Select(skill => skill.Code)], [.. me.Languages], [.. me.Availability.Select(window => $"{window.Day} {window.From:HH:mm}-{window.Until:HH:mm}")], me.Latitude, me.Longitude);

    private async Task<CopiedIdentity?> Identity(VolunteerId me, CancellationToken cancel) =>
        await db.Identities().AsNoTracking().FirstOrDefaultAsync(i => i.VolunteerId == me, cancel) is { } noted
            ? new CopiedIdentity(noted.Kind, Masking.Identity(words.OpenIdentity(noted.Number)), noted.BirthDate, noted.ConsentedAt, noted.Consent)
            : null;

    private Task<List<string>> Teams(VolunteerId me, CancellationToken cancel) => (
        from member in db.TeamMembers() join team in db.Teams() on member.TeamId equals team.Id
        where member.VolunteerId == me && member.Until == null orderby team.Name select team.Name).ToListAsync(cancel);

    private Task<List<CopiedService>> Services(VolunteerId me, CancellationToken cancel) => (
        from record in db.ServiceRecords().AsNoTracking() join unit in db.Units() on record.UnitId equals unit.Id
        where record.VolunteerId == me orderby record.CheckedInAt
        select new CopiedService(record.Activity, unit.Name, record.CheckedInAt, record.CheckedOutAt, record.RawMinutes, record.CreditedMinutes, record.TravelMinutes, record.Evidence, record.State)).ToListAsync(cancel);

    private Task<List<CopiedCertificate>> Certificates(VolunteerId me, CancellationToken cancel) =>
        db.Certificates().AsNoTracking().Where(c => c.VolunteerId == me).OrderBy(c => c.IssuedAt).Select(c => new CopiedCertificate(c.Number, c.IssuedAt, c.RevokedAt)).ToListAsync(cancel);
}
