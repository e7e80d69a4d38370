using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>An edition of a text as lists show it.</summary>
public sealed record AgreementLine(AgreementTextId Id, AgreementKind Kind, int Edition, string UnitCode, string UnitName, DateTimeOffset PublishedAt, DateTimeOffset? EndedAt, int Signatures);

/// <summary>协议文本: the editions of a reach, the newest first.</summary>
public sealed class AgreementBoard(ShouwangDb db, ChosenUnit chosen)
{
    public const int PageSize = 30;

    public async Task<(IReadOnlyList<AgreementLine> Rows, int Total)> Run(int page, CancellationToken cancel)
    {
        var texts = db.AgreementTexts().AsNoTracking().Within(await chosen.Where(VolunteersAccess.ManageAgreements, cancel));
        var total = await texts.CountAsync(cancel);
        var rows = await (
            from text in texts.OrderBy(t => t.EndedAt != null).ThenByDescending(t => t.PublishedAt).ThenBy(t => t.Id).Skip((page - 1) * PageSize).Take(PageSize)
            join unit in db.Units() on text.UnitId equals unit.Id
            orderby text.EndedAt != null, text.PublishedAt descending, text.Id
            select new AgreementLine(text.Id, text.Kind, text.Edition, unit.Code, unit.Name, text.PublishedAt, text.EndedAt, db.AgreementSignatures().Count(s => s.TextId == text.Id))).ToListAsync(cancel);
        return (rows, total);
    }

    /// <summary>The words of one edition, for those who publish them.</summary>
    public async Task<Result<AgreementText>> One(Guid id, CancellationToken cancel)
    {
        var wanted = new AgreementTextId(id);
        return await db.AgreementTexts().AsNoTracking().Within(await chosen.Where(VolunteersAccess.ManageAgreements, cancel)).FirstOrDefaultAsync(t => t.Id == wanted, cancel) is { } text ? text : new Refusal("volunteers.agreement.unknown");
    }
}

/// <summary>发布协议文本: the first or the next edition for a unit and all below it; whoever signed the one before is asked again when he next needs it.</summary>
public sealed class PublishAgreement(ShouwangDb db, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    public Task<Result<Guid>> Run(string? unitCode, string? kind, string? text, CancellationToken cancel) => db.Attempt<Guid>(async () =>
    {
        var unit = await db.UnitByCode(unitCode ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(VolunteersAccess.ManageAgreements, unit.UnitPath) is { } no) return no;
        if (!Enum.TryParse<AgreementKind>(kind, out var what) || !Enum.IsDefined(what)) return new Refusal("volunteers.conditions.word").At("kind");
        var before = await db.AgreementTexts().Where(t => t.UnitId == unit.Id && t.Kind == what).OrderByDescending(t => t.Edition).FirstOrDefaultAsync(cancel);
        var published = AgreementText.Publish(ids.New<AgreementTextId>(), unit, what, text, before?.Edition ?? 0, clock.GetUtcNow());
        if (!published.IsOk) return Result<Guid>.Refuse(published.Refusals);
        if (before is { EndedAt: null })
        {
            _ = before.End(clock.GetUtcNow()).Value;
            await db.SaveChangesAsync(cancel);
        }
        db.AgreementTexts().Add(published.Value);
        await db.SaveChangesAsync(cancel);
        return published.Value.Id.Value;
    }, cancel);
}

/// <summary>停用协议文本: nothing of this kind can be signed until another edition is published.</summary>
public sealed class EndAgreement(ShouwangDb db, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Attempt(async () =>
    {
        var wanted = new AgreementTextId(id);
        var text = await db.AgreementTexts().FirstOrDefaultAsync(t => t.Id == wanted, cancel);
        if (text is null || !current.Rights.May(VolunteersAccess.See, text.UnitPath)) return new Refusal("volunteers.agreement.unknown");
        if (current.Lacks(VolunteersAccess.ManageAgreements, text.UnitPath) is { } no) return no;
        var decision = text.End(clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}

/// <summary>签协议: the volunteer on his own page, or on paper, which staff note. Signing twice is signing once.</summary>
public sealed class SignAgreement(ShouwangDb db, IdentityDesk desk, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<Done>> Run(string? volunteerNumber, Guid textId, bool agrees, CancellationToken cancel) => db.Attempt(async () =>
    {
        var whose = await desk.Whose(volunteerNumber, VolunteersAccess.Manage, cancel);
        if (!whose.IsOk) return Result<Done>.Refuse(whose.Refusals);
        var (volunteer, wanted) = (whose.Value, new AgreementTextId(textId));
        var text = await db.AgreementTexts().AsNoTracking().FirstOrDefaultAsync(t => t.Id == wanted, cancel);
        if (text is null || !await IsFor(text, volunteer, cancel)) return new Refusal("volunteers.agreement.unknown");
        if (!agrees) return new Refusal("volunteers.agreement.not-agreed").At("agrees");
        if (await db.AgreementSignatures().AnyAsync(s => s.TextId == wanted && s.VolunteerId == volunteer.Id, cancel)) return Done.It;
        var signed = AgreementSignature.Sign(text, volunteer, current.Caller.IsVolunteer ? ConsentMeans.Online : ConsentMeans.Paper, clock.GetUtcNow());
        if (!signed.IsOk) return Result<Done>.Refuse(signed.Refusals);
        if (!current.Caller.IsVolunteer) current.OnBehalfOf("volunteer");
        db.AgreementSignatures().Add(signed.Value);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);

    // The texts of his own units, and of others where he was asked to serve.
    private async Task<bool> IsFor(AgreementText text, Volunteer volunteer, CancellationToken cancel) =>
        volunteer.UnitPath.StartsWith(text.UnitPath, StringComparison.Ordinal) || current.Caller.IsVolunteer || (await db.AgreementTexts().Within(current.Where(VolunteersAccess.See)).AnyAsync(t => t.Id == text.Id, cancel));
}
