using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>登记出生日期: by the volunteer himself, or by staff to whom he told it.</summary>
public sealed class NoteBirth(ShouwangDb db, IdentityDesk desk, CurrentCaller current, TimeProvider clock)
{
    public async Task<Result<Done>> Run(string? volunteerNumber, DateOnly? date, CancellationToken cancel)
    {
        var whose = await desk.Whose(volunteerNumber, VolunteersAccess.Manage, cancel);
        if (!whose.IsOk) return Result<Done>.Refuse(whose.Refusals);
        if (date is null) return new Refusal("volunteers.volunteer.birth-date", ("youngest", Volunteer.YoungestAge)).At("birthDate");
        var noted = whose.Value.NoteBirth(date, LocalTime.Today(clock));
        if (!noted.IsOk) return noted;
        if (!current.Caller.IsVolunteer) current.OnBehalfOf("volunteer");
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }
}

/// <summary>A basis as typed: kind, relation and means by their codes.</summary>
public sealed record MinorBasisRequest(string? Kind, string? GuardianName, string? Relation, string? GuardianPhone, bool CoversData, DateOnly? GivenOn, string? Means, string? Evidence);

/// <summary>登记未成年人服务依据: staff have seen the guardian's consent, or what shows that a minor of sixteen lives on his own income. The one before is replaced.</summary>
public sealed class NoteMinorBasis(ShouwangDb db, VolunteerDesk desk, VolunteerWords words, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    public Task<Result<Done>> Run(string number, MinorBasisRequest request, CancellationToken cancel) => db.Attempt(async () =>
    {
        var opened = await desk.Open(number, VolunteersAccess.Manage, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var read = Read(request);
        if (!read.IsOk) return Result<Done>.Refuse(read.Refusals);
        var now = clock.GetUtcNow();
        var basis = MinorBasis.Note(ids.New<MinorBasisId>(), opened.Value, read.Value.Guardian, request.CoversData, (request.GivenOn!.Value, read.Value.Means, words.SealEvidence(request.Evidence!.Trim())), now, LocalTime.Today(clock));
        if (!basis.IsOk) return Result<Done>.Refuse(basis.Refusals);
        current.OnBehalfOf("volunteer");
        if (await db.BasisToChange(opened.Value.Id, cancel) is { } before)
        {
            _ = before.Withdraw("由新的登记代替", now).Value;
            await db.SaveChangesAsync(cancel);
        }
        db.MinorBases().Add(basis.Value);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);

    private Result<(Guardian? Guardian, ConsentMeans Means)> Read(MinorBasisRequest request)
    {
        var refusals = new List<Refusal>();
        var kind = Word<MinorBasisKind>(request.Kind, "kind", refusals);
        var means = Word<ConsentMeans>(request.Means, "means", refusals);
        if (request.GivenOn is null) refusals.Add(new Refusal("volunteers.minor.day").At("givenOn"));
        if (request.Evidence?.Trim() is not { Length: > 0 and <= MinorBasis.LongestText }) refusals.Add(new Refusal("volunteers.minor.evidence", ("most", MinorBasis.LongestText)).At("evidence"));
        var guardian = kind == MinorBasisKind.GuardianConsent ? ReadGuardian(request, refusals) : null;
        return refusals.Count > 0 ? refusals : (guardian, means);
    }

    private Guardian? ReadGuardian(MinorBasisRequest request, List<Refusal> refusals)
    {
        var relation = Word<GuardianRelation>(request.Relation, "relation", refusals);
        if (request.GuardianName?.Trim() is not { Length: > 0 and <= Volunteer.LongestName }) refusals.Add(new Refusal("volunteers.minor.guardian-name", ("most", Volunteer.LongestName)).At("guardianName"));
        if (!Phones.IsMobile(request.GuardianPhone)) refusals.Add(new Refusal("volunteers.minor.guardian-phone").At("guardianPhone"));
        return refusals.Count > 0 ? null : new Guardian(words.SealGuardian(request.GuardianName!.Trim()), words.SealGuardian(Phones.Bare(request.GuardianPhone!)), relation);
    }

    private static T Word<T>(string? code, string field, List<Refusal> refusals) where T : struct, Enum
    {
        if (Enum.TryParse<T>(code, out var word) && Enum.IsDefined(word)) return word;
        refusals.Add(new Refusal("volunteers.conditions.word").At(field));
        return default;
    }
}

/// <summary>撤回未成年人服务依据: the guardian withdraws, or the income is no more. What he has accepted shows up with the dispatcher.</summary>
public sealed class WithdrawMinorBasis(ShouwangDb db, VolunteerDesk desk, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(string number, string? reason, CancellationToken cancel) => db.Attempt(async () =>
    {
        var opened = await desk.Open(number, VolunteersAccess.Manage, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var basis = await db.BasisToChange(opened.Value.Id, cancel);
        if (basis is null) return new Refusal("volunteers.minor.none");
        var decision = basis.Withdraw(reason, clock.GetUtcNow());
        if (!decision.IsOk) return decision;
        current.OnBehalfOf("volunteer");
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);
}

/// <summary>查看监护人电话: one guardian's name and phone, with the reason as a fact.</summary>
public sealed class RevealGuardian(ShouwangDb db, VolunteerDesk desk, VolunteerWords words)
{
    private const int LongestReason = 100;

    public sealed record Shown(string Name, string Phone);

    public async Task<Result<Shown>> Run(string number, string? reason, CancellationToken cancel)
    {
        var opened = await desk.Open(number, VolunteersAccess.RevealPhone, cancel);
        if (!opened.IsOk) return Result<Shown>.Refuse(opened.Refusals);
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason) return new Refusal("volunteers.volunteer.reveal-reason", ("most", LongestReason)).At("reason");
        var basis = await db.MinorBases().AsNoTracking().FirstOrDefaultAsync(b => b.VolunteerId == opened.Value.Id && b.WithdrawnAt == null, cancel);
        if (basis is not { GuardianName: { } name, GuardianPhone: { } phone }) return new Refusal("volunteers.minor.none");
        db.Record(opened.Value, "volunteers.guardian.revealed", "volunteer", opened.Value.Id.Value, ("reason", reason.Trim()));
        await db.SaveChangesAsync(cancel);
        return new Shown(words.OpenGuardian(name), words.OpenGuardian(phone));
    }
}
