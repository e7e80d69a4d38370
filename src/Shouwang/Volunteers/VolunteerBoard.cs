using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Which volunteers are asked for: a unit, a skill, a state; only those on duty; or the people behind a figure over days.</summary>
public sealed record VolunteerQuestion(
    string? Unit = null, string? Skill = null, VolunteerState? State = null, bool OnDuty = false, string? Figure = null, string? From = null, string? Until = null, string? Alone = null);

/// <summary>A volunteer in a list; the phone is masked.</summary>
public sealed record VolunteerLine(string Number, string Name, string Phone, string UnitCode, string UnitName, VolunteerState State, bool OnDuty, IReadOnlyList<string> Skills, DateTimeOffset SignedUpAt)
{
    /// <summary>True for somebody on the register of a unit that the reader has no part in: he is named by his first character only.</summary>
    public bool Elsewhere { get; init; }
}

/// <summary>One page of volunteers.</summary>
public sealed record VolunteerLines(IReadOnlyList<VolunteerLine> Lines, int Total, int Page);

/// <summary>志愿者名册: the volunteers within reach. Those who wait for an answer come first.</summary>
public sealed class VolunteerBoard(ShouwangDb db, VolunteerWords phones, VolunteersFigures figures, ChosenUnit chosen, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="words">A part of the name, the number, or a whole phone number; never part of an address.</param>
    public async Task<VolunteerLines> Run(VolunteerQuestion question, string? words, int page, CancellationToken cancel)
    {
        var volunteers = Named(await Asked(question, VolunteersAccess.See, cancel), words?.Trim());
        var total = await volunteers.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await Rows(Sorted(volunteers).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(cancel);
        return new VolunteerLines([.. rows.Select(Line)], total, page);
    }

    /// <summary>How many wait for an answer to their sign-up.</summary>
    public async Task<int> Waiting(CancellationToken cancel) =>
        await (await Asked(new VolunteerQuestion(State: VolunteerState.Applied), VolunteersAccess.See, cancel)).CountAsync(cancel);

    /// <summary>All of them, for a file that leaves the house: names masked as well.</summary>
    public async IAsyncEnumerable<VolunteerLine> Export(VolunteerQuestion question, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var volunteers = await Asked(question, VolunteersAccess.Export, cancel);
        await foreach (var row in Rows(Sorted(volunteers)).AsAsyncEnumerable().WithCancellation(cancel))
            yield return Line(row) with { Name = Masking.Name(row.Name) };
    }

    /// <summary>How many people a plain export would hold.</summary>
    internal async Task<int> CountPlain(VolunteerQuestion question, CancellationToken cancel) => await (await Asked(question, VolunteersAccess.ExportPlain, cancel)).CountAsync(cancel);

    /// <summary>People with readable names and phones, for a file to which two persons have agreed.</summary>
    internal async Task<List<PlainLine>> Plain(VolunteerQuestion question, int most, CancellationToken cancel)
    {
        var rows = await Rows(Sorted(await Asked(question, VolunteersAccess.ExportPlain, cancel)).Take(most)).ToListAsync(cancel);
        return [.. rows.Select(row => new PlainLine(row.Number, row.Name, phones.OpenPhone(row.Phone), row.UnitCode, row.UnitName, row.State, row.Skills))];
    }

    private async Task<IQueryable<Volunteer>> Asked(VolunteerQuestion question, Permission permission, CancellationToken cancel)
    {
        var reach = await chosen.WhereAsked(permission, question.Unit, question.Alone == "1", cancel);
        if (VolunteersFigures.IsOfPeople(question.Figure))
        {
            var span = FigureSpan.Read(null, question.From, question.Until, LocalTime.Today(clock));
            return span.IsOk ? Narrowed(figures.People(question.Figure, reach, span.Value.Period), question) : db.Volunteers().Where(_ => false);
        }
        var found = db.Volunteers().AsNoTracking().Within(reach);
        return Narrowed(question.State is null ? found.Where(v => v.State != VolunteerState.Left && v.State != VolunteerState.Declined) : found, question);
    }

    private IQueryable<Volunteer> Narrowed(IQueryable<Volunteer> found, VolunteerQuestion question)
    {
        if (question.State is { } state) found = found.Where(v => v.State == state);
        if (question.Skill is { Length: > 0 } skill) found = found.Where(v => v.Skills.Any(s => s.Code == skill));
        var now = clock.GetUtcNow();
        if (question.OnDuty) found = found.Where(v => v.State == VolunteerState.Active && v.OnDuty && (v.OnDutyUntil == null || v.OnDutyUntil > now));
        return found;
    }

    private IQueryable<Volunteer> Named(IQueryable<Volunteer> volunteers, string? sought)
    {
        if (string.IsNullOrEmpty(sought)) return volunteers;
        // A phone is found only as a whole: its index says nothing about its parts.
        if (Phones.IsMobile(sought))
        {
            var index = phones.PhoneIndex(sought);
            return volunteers.Where(v => v.PhoneIndex == index);
        }
        var number = sought.ToUpperInvariant();
        return volunteers.Where(v => v.Name.Contains(sought) || v.Number == number);
    }

    private static IOrderedQueryable<Volunteer> Sorted(IQueryable<Volunteer> volunteers) =>
        volunteers.OrderBy(v => v.State != VolunteerState.Applied).ThenBy(v => v.UnitPath).ThenBy(v => v.Number);

    private IQueryable<Row> Rows(IQueryable<Volunteer> volunteers)
    {
        var now = clock.GetUtcNow();
        return volunteers.Select(v => new Row(
            v.Number, v.Name, v.Phone,
            db.Units().Where(unit => unit.Id == v.UnitId).Select(unit => unit.Code).First(), db.Units().Where(unit => unit.Id == v.UnitId).Select(unit => unit.Name).First(),
            v.State, v.State == VolunteerState.Active && v.OnDuty && (v.OnDutyUntil == null || v.OnDutyUntil > now),
            v.Skills.OrderBy(skill => skill.Code).Select(skill => skill.Code).ToList(), v.SignedUpAt, v.UnitPath));
    }

    private VolunteerLine Line(Row row)
    {
        var elsewhere = !current.Rights.May(VolunteersAccess.See, row.UnitPath);
        return new(row.Number, elsewhere ? Masking.Name(row.Name) : row.Name, phones.MaskedPhone(row.Phone), row.UnitCode, row.UnitName, row.State, row.OnDuty, row.Skills, row.SignedUpAt) { Elsewhere = elsewhere };
    }

    private sealed record Row(string Number, string Name, SealedText Phone, string UnitCode, string UnitName, VolunteerState State, bool OnDuty, List<string> Skills, DateTimeOffset SignedUpAt, string UnitPath);
}
