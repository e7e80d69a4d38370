using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shouwang.Volunteers;

/// <summary>志愿者状态.</summary>
public enum VolunteerState
{
    /// <summary>待审核: has signed up and waits for the answer.</summary>
    [Term("待审核")] Applied,

    /// <summary>在册.</summary>
    [Term("在册")] Active,

    /// <summary>暂停: by his own wish, for a while.</summary>
    [Term("暂停")] Paused,

    /// <summary>未通过: the sign-up was declined, with the reason.</summary>
    [Term("未通过")] Declined,

    /// <summary>退出.</summary>
    [Term("已退出")] Left,
}

/// <summary>可服务时段: a weekly window, local time of the unit; the start belongs to it, the end does not.</summary>
/// <param name="Day">Day of the week.</param>
/// <param name="From">Start.</param>
/// <param name="Until">End; midnight at the end of the day is written 23:59.</param>
public sealed record WeekWindow(DayOfWeek Day, TimeOnly From, TimeOnly Until);

/// <summary>志愿者登记内容: what somebody tells when signing up; what is personal is already under encryption.</summary>
public sealed record VolunteerDetails
{
    /// <summary>姓名.</summary>
    public required string Name { get; init; }

    /// <summary>电话.</summary>
    public required SealedText Phone { get; init; }

    /// <summary>Index of the phone: one phone, one volunteer.</summary>
    public required BlindIndex PhoneIndex { get; init; }

    /// <summary>电子邮箱, if given.</summary>
    public SealedText? Email { get; init; }

    /// <summary>性别.</summary>
    public Gender Gender { get; init; }

    /// <summary>出生年.</summary>
    public int? BirthYear { get; init; }

    /// <summary>技能: codes of <see cref="SkillCatalog"/>.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>语言: codes of <see cref="LanguageCatalog"/>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["mandarin"];

    /// <summary>可服务时段; none means any time.</summary>
    public IReadOnlyList<WeekWindow> Availability { get; init; } = [];

    /// <summary>Where he usually is, rounded to about a hundred metres.</summary>
    public GeoPoint? Place { get; init; }

    internal IEnumerable<Refusal> Check(int thisYear)
    {
        if (string.IsNullOrWhiteSpace(Name)) yield return new Refusal("volunteers.volunteer.name-missing").At("name");
        else if (Name.Trim().Length > Volunteer.LongestName) yield return new Refusal("volunteers.volunteer.name-too-long", ("most", Volunteer.LongestName)).At("name");
        if (Skills.FirstOrDefault(code => !SkillCatalog.Has(code)) is { } skill) yield return new Refusal("volunteers.skill.unknown-code", ("skill", skill)).At("skills");
        if (Languages.FirstOrDefault(code => !LanguageCatalog.Has(code)) is { } language) yield return new Refusal("volunteers.language.unknown-code", ("language", language)).At("languages");
        if (BirthYear is { } year && (year < thisYear - 110 || year > thisYear - 14)) yield return new Refusal("volunteers.volunteer.birth-year", ("youngest", 14)).At("birthYear");
        if (Availability.Any(window => window.Until <= window.From)) yield return new Refusal("volunteers.volunteer.window-ends-first").At("availability");
    }
}

/// <summary>志愿者: somebody who serves of his own free will.</summary>
public sealed class Volunteer : Aggregate
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 30;

    /// <summary>Youngest age at which somebody is on the register, in years.</summary>
    public const int YoungestAge = 6;

    private static readonly JsonSerializerOptions WindowFormat = new() { Converters = { new JsonStringEnumConverter() } };
    private readonly List<VolunteerSkill> skills = [];

    private Volunteer() { }

    /// <summary>The id.</summary>
    public VolunteerId Id { get; private set; }

    /// <summary>编号: readable and unique, <c>SW00004217</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>姓名; outside his own unit it is shown masked.</summary>
    public string Name { get; private set; } = "";

    /// <summary>电话, under encryption.</summary>
    public SealedText Phone { get; private set; }

    /// <summary>Index by which the phone is found.</summary>
    public BlindIndex PhoneIndex { get; private set; }

    /// <summary>电子邮箱, under encryption.</summary>
    public SealedText? Email { get; private set; }

    /// <summary>性别.</summary>
    public Gender Gender { get; private set; }

    /// <summary>出生年.</summary>
    public int? BirthYear { get; private set; }

    /// <summary>出生日期, when told apart from a document; it decides what a minor may do.</summary>
    public DateOnly? BirthDate { get; private set; }

    /// <summary>状态.</summary>
    public VolunteerState State { get; private set; }

    /// <summary>When he signed up.</summary>
    public DateTimeOffset SignedUpAt { get; private set; }

    /// <summary>在岗: he has switched himself on duty.</summary>
    public bool OnDuty { get; private set; }

    /// <summary>Until when the switch holds; null until switched off.</summary>
    public DateTimeOffset? OnDutyUntil { get; private set; }

    /// <summary>Degrees north, rounded.</summary>
    public double? Latitude { get; private set; }

    /// <summary>Degrees east, rounded.</summary>
    public double? Longitude { get; private set; }

    /// <summary>每日上限, in minutes.</summary>
    public int MostMinutesPerDay { get; private set; } = 480;

    /// <summary>每周上限, in minutes.</summary>
    public int MostMinutesPerWeek { get; private set; } = 1200;

    /// <summary>语言: codes, comma-separated.</summary>
    public string LanguageCodes { get; private set; } = "";

    /// <summary>可服务时段 as JSON; an empty list means any time.</summary>
    public string AvailabilityJson { get; private set; } = "[]";

    /// <summary>技能.</summary>
    public IReadOnlyList<VolunteerSkill> Skills => skills;

    /// <summary>语言 as a set of codes.</summary>
    public IReadOnlySet<string> Languages => LanguageCodes.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet();

    /// <summary>可服务时段.</summary>
    public IReadOnlyList<WeekWindow> Availability => ReadWindows(AvailabilityJson);

    /// <summary>The place, when known.</summary>
    public GeoPoint? Place => Latitude is { } lat && Longitude is { } lon ? new GeoPoint(lat, lon) : null;

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("volunteer", Id.Value);

    /// <summary>True when the on-duty switch counts at that instant.</summary>
    public bool IsOnDuty(DateTimeOffset at) => OnDuty && (OnDutyUntil is null || at < OnDutyUntil);

    /// <summary>Reads windows from their stored form.</summary>
    public static IReadOnlyList<WeekWindow> ReadWindows(string json) => JsonSerializer.Deserialize<List<WeekWindow>>(json, WindowFormat) ?? [];

    /// <summary>报名: signs up at a unit; staff's own entries are active at once.</summary>
    public static Result<Volunteer> Apply(VolunteerId id, string number, IInUnit unit, VolunteerDetails details, bool approved, DateTimeOffset at)
    {
        var refusals = details.Check(at.Year).ToList();
        if (refusals.Count > 0) return refusals;
        var volunteer = new Volunteer
        {
            Id = id, Number = number, UnitId = unit.UnitId, UnitPath = unit.UnitPath, SignedUpAt = at,
            State = approved ? VolunteerState.Active : VolunteerState.Applied, Phone = details.Phone, PhoneIndex = details.PhoneIndex,
        };
        volunteer.Set(details);
        volunteer.Record("volunteers.volunteer.applied", ("skills", string.Join(',', details.Skills)), ("approved", approved));
        return volunteer;
    }

    /// <summary>通过: takes him on the register.</summary>
    public Result<Done> Approve()
    {
        if (State != VolunteerState.Applied) return WrongState();
        State = VolunteerState.Active;
        Record("volunteers.volunteer.approved");
        return Done.It;
    }

    /// <summary>不通过: with the reason, which he is told.</summary>
    public Result<Done> DeclineSignUp(string reason)
    {
        if (State != VolunteerState.Applied) return WrongState();
        State = VolunteerState.Declined;
        Record("volunteers.volunteer.declined", ("reason", reason));
        return Done.It;
    }

    /// <summary>上岗: may be asked now, until the time given.</summary>
    public Result<Done> GoOnDuty(DateTimeOffset? until, DateTimeOffset at)
    {
        if (State != VolunteerState.Active) return WrongState();
        if (until <= at) return new Refusal("volunteers.duty.ends-in-the-past").At("until");
        (OnDuty, OnDutyUntil) = (true, until);
        Record("volunteers.volunteer.on-duty", ("until", until));
        return Done.It;
    }

    /// <summary>下岗.</summary>
    public Result<Done> GoOffDuty()
    {
        if (!OnDuty) return Done.It;
        (OnDuty, OnDutyUntil) = (false, null);
        Record("volunteers.volunteer.off-duty");
        return Done.It;
    }

    /// <summary>修改资料: everything but the phone.</summary>
    public Result<Done> Change(VolunteerDetails details, DateTimeOffset at)
    {
        var refusals = details.Check(at.Year).ToList();
        if (refusals.Count > 0) return refusals;
        Set(details);
        Record("volunteers.volunteer.changed", ("skills", string.Join(',', details.Skills)));
        return Done.It;
    }

    /// <summary>登记出生日期: by the volunteer himself or by staff; null takes it off the record.</summary>
    public Result<Done> NoteBirth(DateOnly? date, DateOnly today)
    {
        if (date is { } day && (day > today.AddYears(-YoungestAge) || day < today.AddYears(-110))) return new Refusal("volunteers.volunteer.birth-date", ("youngest", YoungestAge)).At("birthDate");
        if (BirthDate == date) return Done.It;
        BirthDate = date;
        Record("volunteers.volunteer.birth-noted", ("known", date is not null));
        return Done.It;
    }

    /// <summary>暂停, 恢复 or 退出.</summary>
    public Result<Done> Become(VolunteerState state)
    {
        var allowed = (State, state) is (VolunteerState.Active, VolunteerState.Paused) or (VolunteerState.Paused, VolunteerState.Active)
            or (VolunteerState.Active or VolunteerState.Paused or VolunteerState.Applied, VolunteerState.Left);
        if (!allowed) return WrongState();
        State = state;
        (OnDuty, OnDutyUntil) = (false, null);
        Record("volunteers.volunteer.state", ("state", state));
        return Done.It;
    }

    // Both histories tell of it, and both versions move: no second merge of either can happen beside it.
    internal void GoInto(Volunteer kept)
    {
        State = VolunteerState.Left;
        (OnDuty, OnDutyUntil) = (false, null);
        Record("volunteers.volunteer.merged", ("into", kept.Number));
        kept.Record("volunteers.volunteer.merged-in", ("number", Number));
    }

    internal void ComeOutOf(Volunteer kept, VolunteerState state)
    {
        State = state;
        Record("volunteers.volunteer.unmerged", ("from", kept.Number));
        kept.Record("volunteers.volunteer.unmerged-from", ("number", Number));
    }

    private void Set(VolunteerDetails details)
    {
        Name = details.Name.Trim();
        (Email, Gender, BirthYear) = (details.Email, details.Gender, details.BirthYear);
        (Latitude, Longitude) = (Rounded(details.Place?.Latitude), Rounded(details.Place?.Longitude));
        LanguageCodes = string.Join(',', details.Languages.Distinct());
        AvailabilityJson = JsonSerializer.Serialize(details.Availability, WindowFormat);
        skills.RemoveAll(skill => !details.Skills.Contains(skill.Code));
        skills.AddRange(details.Skills.Distinct().Where(code => skills.All(skill => skill.Code != code)).Select(code => new VolunteerSkill(Id, code, null)));
    }

    // About a hundred metres: near enough to find who is close, too coarse to be an address.
    private static double? Rounded(double? degrees) => degrees is { } d ? Math.Round(d, 3) : null;

    private Refusal WrongState() => new("volunteers.volunteer.wrong-state", ("state", State));
}

/// <summary>志愿者技能: one skill of one volunteer.</summary>
public sealed class VolunteerSkill
{
    private VolunteerSkill() { }

    internal VolunteerSkill(VolunteerId volunteer, string code, DateOnly? certificateUntil) => (VolunteerId, Code, CertificateUntil) = (volunteer, code, certificateUntil);

    /// <summary>Whose.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>Code of <see cref="SkillCatalog"/>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>证书有效期: last day of the certificate; null when none is needed.</summary>
    public DateOnly? CertificateUntil { get; private set; }
}

/// <summary>姓名脱敏: how a person's name is shown to those who need not know it.</summary>
public static class Masking
{
    /// <summary>王小明 becomes 王**; an empty name stays empty.</summary>
    public static string Name(string name) => name.Length == 0 ? "" : StringInfo.GetNextTextElement(name) + "**";

    /// <summary>13812345678 becomes 138****5678; shorter numbers keep their last two digits.</summary>
    public static string Phone(string phone) => phone.Length >= 11 ? phone[..3] + "****" + phone[^4..] : "****" + (phone.Length > 2 ? phone[^2..] : "");

    /// <summary>11010519491231002X becomes 1****************X: enough to see that it is the right one, too little to be one.</summary>
    public static string Identity(string number) => number.Length < 4 ? "****" : number[0] + new string('*', number.Length - 2) + number[^1];
}
