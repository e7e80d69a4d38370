using System.Globalization;
using Shouwang.Broadcast;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>What somebody tells when signing up: six fields, as typed.</summary>
public sealed record SignUpRequest
{
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Unit { get; init; }
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>When: any, workdays, evenings, weekends.</summary>
    public string? When { get; init; }
    public string? Consent { get; init; }
}

/// <summary>What the person is told at once.</summary>
public sealed record SignedUp(string Number, VolunteerState State, int PlaceInLine);

/// <summary>报名: somebody wants to serve. Staff entering a person they know take him on the register at once.</summary>
public sealed class SignUp(ShouwangDb db, VolunteerWords words, CurrentCaller current, Postbox postbox, IdSource ids, TimeProvider clock)
{
    public async Task<Result<SignedUp>> Run(SignUpRequest request, bool byStaff, CancellationToken cancel)
    {
        var refusals = Check(request, byStaff);
        var unit = await Station(request, byStaff, refusals, cancel);
        if (refusals.Count > 0) return refusals;

        var index = words.PhoneIndex(request.Phone!);
        if (await db.Volunteers().AsNoTracking().FirstOrDefaultAsync(v => v.PhoneIndex == index, cancel) is { } known) return await Again(known, byStaff, cancel);

        var applied = Volunteer.Apply(ids.New<VolunteerId>(), NewNumber(), unit!, new VolunteerDetails
        {
            Name = request.Name!, Phone = words.SealPhone(request.Phone!), PhoneIndex = index, Skills = request.Skills, Place = unit!.Place, Availability = AvailabilityPresets.Windows(request.When),
        }, byStaff, clock.GetUtcNow());
        if (!applied.IsOk) return Result<SignedUp>.Refuse(applied.Refusals);
        if (byStaff) current.OnBehalfOf("volunteer");
        db.Volunteers().Add(applied.Value);
        TellHim(applied.Value);
        try { await db.SaveChangesAsync(cancel); }
        catch (DbUpdateException clash) when (Conflict.Of(clash) is not null)
        {
            db.ChangeTracker.Clear();
            return await Again(await db.Volunteers().AsNoTracking().FirstAsync(v => v.PhoneIndex == index, cancel), byStaff, cancel);
        }
        return new SignedUp(applied.Value.Number, applied.Value.State, byStaff ? 0 : await PlaceInLine(applied.Value, cancel));
    }

    // The public page answers a known phone like a new one: nobody learns by it who is a volunteer.
    private async Task<Result<SignedUp>> Again(Volunteer known, bool byStaff, CancellationToken cancel) =>
        byStaff ? new Refusal("volunteers.volunteer.known-phone", ("number", known.Number)).At("phone")
            : new SignedUp(known.Number, VolunteerState.Applied, known.State == VolunteerState.Applied ? await PlaceInLine(known, cancel) : 1 + await InLine(known, cancel));

    private void TellHim(Volunteer volunteer) => postbox.Send(volunteer, "volunteers.volunteer.applied", [Recipient.Volunteer(volunteer.Id.Value)],
        new Notice(MessageText.Of(volunteer.State == VolunteerState.Active ? "欢迎加入，您已在册" : "报名已收到，工作人员会在 24 小时内答复"), Link: "/my/profile"));

    private Task<int> PlaceInLine(Volunteer volunteer, CancellationToken cancel) =>
        db.Volunteers().CountAsync(v => v.UnitId == volunteer.UnitId && v.State == VolunteerState.Applied && v.SignedUpAt <= volunteer.SignedUpAt, cancel);

    private Task<int> InLine(Volunteer volunteer, CancellationToken cancel) =>
        db.Volunteers().CountAsync(v => v.UnitId == volunteer.UnitId && v.State == VolunteerState.Applied, cancel);

    private static List<Refusal> Check(SignUpRequest request, bool byStaff)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(request.Name)) refusals.Add(new Refusal("volunteers.volunteer.name-missing").At("name"));
        else if (request.Name.Trim().Length > Volunteer.LongestName) refusals.Add(new Refusal("volunteers.volunteer.name-too-long", ("most", Volunteer.LongestName)).At("name"));
        if (!Phones.IsMobile(request.Phone)) refusals.Add(new Refusal("volunteers.volunteer.phone").At("phone"));
        if (request.Skills.FirstOrDefault(code => !SkillCatalog.Has(code)) is { } skill) refusals.Add(new Refusal("volunteers.skill.unknown-code", ("skill", skill)).At("skills"));
        if (!AvailabilityPresets.Has(request.When)) refusals.Add(new Refusal("volunteers.volunteer.when").At("when"));
        if (!byStaff && request.Consent is not ("on" or "true" or "yes")) refusals.Add(new Refusal("volunteers.volunteer.consent-missing").At("consent"));
        return refusals;
    }

    private async Task<Unit?> Station(SignUpRequest request, bool byStaff, List<Refusal> refusals, CancellationToken cancel)
    {
        var unit = await db.UnitByCode((request.Unit ?? "").Trim(), cancel);
        if (unit is null) refusals.Add(new Refusal("volunteers.volunteer.unit").At("unit"));
        else if (!unit.IsOpenOn(LocalTime.Today(clock))) refusals.Add(new Refusal("organization.unit.closed", ("name", unit.Name)).At("unit"));
        else if (byStaff && current.Lacks(VolunteersAccess.Manage, unit.UnitPath) is { } lacks) refusals.Add(lacks.At("unit"));
        return unit;
    }

    private static string NewNumber() => "SW" + System.Security.Cryptography.RandomNumberGenerator.GetInt32(10_000_000, 100_000_000).ToString(CultureInfo.InvariantCulture);
}

/// <summary>The few choices of "when" on the sign-up page; the exact windows can be set later.</summary>
public static class AvailabilityPresets
{
    public static IReadOnlyList<(string Code, string Chinese)> All { get; } = [("any", "随时可以"), ("workdays", "工作日白天"), ("evenings", "晚上"), ("weekends", "周末")];

    public static bool Has(string? code) => string.IsNullOrEmpty(code) || All.Any(preset => preset.Code == code);

    public static IReadOnlyList<WeekWindow> Windows(string? code) => code switch
    {
        "workdays" => [.. Workdays.Select(day => new WeekWindow(day, new TimeOnly(8, 0), new TimeOnly(18, 0)))],
        "evenings" => [.. Enum.GetValues<DayOfWeek>().Select(day => new WeekWindow(day, new TimeOnly(17, 30), new TimeOnly(22, 0)))],
        "weekends" => [.. new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }.Select(day => new WeekWindow(day, new TimeOnly(7, 0), new TimeOnly(22, 0)))],
        _ => [],
    };

    private static readonly DayOfWeek[] Workdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
}
