using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A basis on which a minor serves; the guardian masked.</summary>
public sealed record MinorBasisLine(MinorBasisKind Kind, string? Guardian, GuardianRelation? Relation, string? Phone, bool CoversData, DateOnly GivenOn, ConsentMeans Means, string Evidence, DateTimeOffset NotedAt);

/// <summary>An agreement in force for somebody, and whether he has signed it.</summary>
public sealed record AgreementToSign(AgreementTextId Id, AgreementKind Kind, int Edition, string UnitName, string Text, DateTimeOffset? SignedAt, ConsentMeans? Means);

/// <summary>A policy that covers somebody today.</summary>
public sealed record CoveringPolicy(string Insurer, string Number, DateOnly Until);

/// <summary>What somebody may give by what is on record of him.</summary>
/// <param name="Age">Full years today; null when no birth date is known.</param>
public sealed record ConditionsView(string Number, DateOnly? BirthDate, bool BirthFromDocument, int? Age, MinorBasisLine? Basis, IReadOnlyList<AgreementToSign> Agreements, IReadOnlyList<CoveringPolicy> Policies)
{
    public bool IsMinor => Age < ConditionRules.AgeOfMajority;
    public bool IsChild => Age < ConditionRules.ChildUnder;
}

/// <summary>服务资格: what is on record of one volunteer, for himself and for staff.</summary>
public sealed class ConditionDesk(ShouwangDb db, IdentityDesk desk, VolunteerWords words, TimeProvider clock)
{
    public async Task<Result<ConditionsView>> Look(string? number, CancellationToken cancel)
    {
        var whose = await desk.Whose(number, VolunteersAccess.See, cancel);
        if (!whose.IsOk) return Result<ConditionsView>.Refuse(whose.Refusals);
        var (v, today) = (whose.Value, LocalTime.Today(clock));
        var onDocument = await db.Identities().Where(i => i.VolunteerId == v.Id).Select(i => (DateOnly?)i.BirthDate).FirstOrDefaultAsync(cancel);
        var birth = onDocument ?? v.BirthDate;
        return new ConditionsView(v.Number, birth, onDocument is not null, birth is { } day ? new KnownBirth(day, true).AgeOn(today) : null, await Basis(v, cancel), await Agreements(v, cancel), await Policies(v, today, cancel));
    }

    private async Task<MinorBasisLine?> Basis(Volunteer v, CancellationToken cancel)
    {
        var basis = await db.MinorBases().AsNoTracking().FirstOrDefaultAsync(b => b.VolunteerId == v.Id && b.WithdrawnAt == null, cancel);
        return basis is null ? null : new MinorBasisLine(
            basis.Kind, basis.GuardianName is { } name ? Masking.Name(words.OpenGuardian(name)) : null, basis.Relation, basis.GuardianPhone is { } phone ? Masking.Phone(words.OpenGuardian(phone)) : null,
            basis.CoversData, basis.GivenOn, basis.Means, words.OpenEvidence(basis.Evidence), basis.NotedAt);
    }

    // What holds where he is registered, and what he has signed elsewhere and is still in force.
    private async Task<IReadOnlyList<AgreementToSign>> Agreements(Volunteer v, CancellationToken cancel)
    {
        var above = Above(v.UnitPath);
        var signed = await db.AgreementSignatures().AsNoTracking().Where(s => s.VolunteerId == v.Id).ToDictionaryAsync(s => s.TextId, cancel);
        var ids = signed.Keys.ToList();
        var rows = await (
            from text in db.AgreementTexts().AsNoTracking().Where(t => t.EndedAt == null && (above.Contains(t.UnitPath) || ids.Contains(t.Id)))
            join unit in db.Units() on text.UnitId equals unit.Id
            select new { text.Id, text.Kind, text.Edition, Unit = unit.Name, text.UnitPath, text.Text }).ToListAsync(cancel);
        var nearest = rows.Where(row => above.Contains(row.UnitPath)).GroupBy(row => row.Kind).Select(kind => kind.MaxBy(row => row.UnitPath.Length)!.Id).ToHashSet();
        return [.. rows.Where(row => nearest.Contains(row.Id) || signed.ContainsKey(row.Id)).OrderBy(row => row.Kind).ThenBy(row => row.Unit, StringComparer.Ordinal)
            .Select(row => new AgreementToSign(row.Id, row.Kind, row.Edition, row.Unit, row.Text, signed.GetValueOrDefault(row.Id)?.SignedAt, signed.GetValueOrDefault(row.Id)?.Means))];
    }

    private async Task<IReadOnlyList<CoveringPolicy>> Policies(Volunteer v, DateOnly today, CancellationToken cancel)
    {
        var policies = await db.InsurancePolicies().AsNoTracking().Where(p => p.EndedAt == null && p.From <= today && p.Until >= today)
            .Select(p => new { Policy = p, IsNamed = db.InsuredVolunteers().Any(i => i.PolicyId == p.Id && i.VolunteerId == v.Id) }).ToListAsync(cancel);
        return [.. policies.Where(p => p.Policy.Covers(v.UnitPath, p.IsNamed, today)).OrderByDescending(p => p.Policy.Until).Select(p => new CoveringPolicy(p.Policy.Insurer, p.Policy.Number, p.Policy.Until))];
    }

    /// <summary>The text of an agreement for the one who is to sign it; any text in force, because he may be asked to serve elsewhere.</summary>
    public async Task<Result<AgreementToSign>> Text(Guid id, VolunteerId me, CancellationToken cancel)
    {
        var wanted = new AgreementTextId(id);
        var found = await (
            from text in db.AgreementTexts().AsNoTracking() join unit in db.Units() on text.UnitId equals unit.Id
            where text.Id == wanted select new { text, Unit = unit.Name }).FirstOrDefaultAsync(cancel);
        if (found is null) return new Refusal("volunteers.agreement.unknown");
        var signature = await db.AgreementSignatures().AsNoTracking().FirstOrDefaultAsync(s => s.TextId == wanted && s.VolunteerId == me, cancel);
        if (found.text.EndedAt is not null && signature is null) return new Refusal("volunteers.agreement.unknown");
        return new AgreementToSign(found.text.Id, found.text.Kind, found.text.Edition, found.Unit, found.text.Text, signature?.SignedAt, signature?.Means);
    }

    private static List<string> Above(string unitPath) =>
        [.. Enumerable.Range(1, Math.Max(0, unitPath.Length - 1)).Where(i => unitPath[i] == '/').Select(i => unitPath[..(i + 1)])];
}
