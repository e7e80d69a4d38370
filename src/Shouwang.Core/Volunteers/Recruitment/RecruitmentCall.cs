using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Shouwang.Volunteers;

/// <summary>招募令标识: id of a recruitment call.</summary>
public readonly record struct RecruitmentCallId(Guid Value) : IId<RecruitmentCallId>
{
    /// <inheritdoc/>
    public static RecruitmentCallId From(Guid value) => new(value);
}

/// <summary>招募需求: so many people of a skill.</summary>
/// <param name="Skill">Code of <see cref="SkillCatalog"/>, or <see cref="RecruitmentPlace.AnySkill"/>.</param>
/// <param name="Wanted">People needed on the spot.</param>
public sealed record RecruitmentNeed(string Skill, int Wanted);

/// <summary>招募令: a public call for volunteers, with places per skill.</summary>
public sealed class RecruitmentCall : Aggregate
{
    /// <summary>Most lines of skills in one call.</summary>
    public const int MostSkills = 8;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly List<RecruitmentPlace> places = [];

    private RecruitmentCall() { }

    /// <summary>The id.</summary>
    public RecruitmentCallId Id { get; private set; }

    /// <summary>编号, as in its address: <c>ZM7K4Q2</c>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>标题.</summary>
    public string Title { get; private set; } = "";

    /// <summary>First instant of the service.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>报名截止: first instant at which nobody signs up any more.</summary>
    public DateTimeOffset SignUpUntil { get; private set; }

    /// <summary>公告 as JSON.</summary>
    public string NoticeJson { get; private set; } = "{}";

    /// <summary>公告: what it tells everybody.</summary>
    public RecruitmentNotice Notice => JsonSerializer.Deserialize<RecruitmentNotice>(NoticeJson) ?? new();

    /// <summary>预计缺席率, in percent.</summary>
    public int NoShowPercent { get; private set; }

    /// <summary>备份系数, in percent.</summary>
    public int MarginPercent { get; private set; }

    /// <summary>发布时间.</summary>
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>停招时间; null while it takes people.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>岗位: places per skill.</summary>
    public IReadOnlyList<RecruitmentPlace> Places => places;

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("recruitment", Id.Value);

    /// <summary>发布招募令.</summary>
    /// <param name="id">Id of the new call.</param>
    /// <param name="code">Its code, unique.</param>
    /// <param name="unit">Who calls.</param>
    /// <param name="notice">What everybody is told.</param>
    /// <param name="needs">People per skill; at least one line.</param>
    /// <param name="percents">Expected no-show and margin, in percent.</param>
    /// <param name="at">Now.</param>
    public static Result<RecruitmentCall> Publish(RecruitmentCallId id, string code, IInUnit unit, RecruitmentNotice notice, IReadOnlyList<RecruitmentNeed> needs, (int NoShow, int Margin) percents, DateTimeOffset at)
    {
        List<Refusal> refusals = [.. notice.Check(at), .. CheckNeeds(needs), .. RecruitmentIntake.Check(percents.NoShow, percents.Margin)];
        if (refusals.Count > 0) return refusals;
        var call = new RecruitmentCall { Id = id, Code = code, UnitId = unit.UnitId, UnitPath = unit.UnitPath, NoShowPercent = percents.NoShow, MarginPercent = percents.Margin, PublishedAt = at };
        (call.Title, call.From, call.SignUpUntil, call.NoticeJson) = (notice.Title.Trim(), notice.From, notice.SignUpUntil, JsonSerializer.Serialize(notice, Readable));
        call.places.AddRange(needs.Select(need => new RecruitmentPlace(id, need.Skill)));
        foreach (var need in needs) call.places.Single(place => place.Skill == need.Skill).Want(need.Wanted, percents.NoShow, percents.Margin);
        call.Record("volunteers.recruitment.published", ("code", code), ("wanted", needs.Sum(need => need.Wanted)), ("places", call.places.Sum(place => place.Places)));
        return call;
    }

    /// <summary>True while somebody may sign up.</summary>
    public bool IsOpen(DateTimeOffset at) => ClosedAt is null && at < SignUpUntil;

    /// <summary>调整需求: more or fewer people of a skill; whoever has a place keeps it.</summary>
    public Result<RecruitmentPlace> Need(string skill, int wanted)
    {
        if (places.FirstOrDefault(place => place.Skill == skill) is not { } place) return new Refusal("volunteers.recruitment.skill").At("skill");
        if (wanted is < 0 or > RecruitmentIntake.MostWanted) return new Refusal("volunteers.recruitment.wanted", ("most", RecruitmentIntake.MostWanted)).At("wanted");
        place.Want(wanted, NoShowPercent, MarginPercent);
        Record("volunteers.recruitment.need-changed", ("skill", skill), ("wanted", wanted), ("places", place.Places));
        return place;
    }

    /// <summary>停止招募.</summary>
    public Result<Done> Close(DateTimeOffset at)
    {
        if (ClosedAt is not null) return new Refusal("volunteers.recruitment.closed");
        ClosedAt = at;
        Record("volunteers.recruitment.closed");
        return Done.It;
    }

    /// <summary>重新招募.</summary>
    public Result<Done> Reopen()
    {
        if (ClosedAt is null) return new Refusal("volunteers.recruitment.not-closed");
        ClosedAt = null;
        Record("volunteers.recruitment.reopened");
        return Done.It;
    }

    private static IEnumerable<Refusal> CheckNeeds(IReadOnlyList<RecruitmentNeed> needs)
    {
        if (needs.Count is 0 or > MostSkills) yield return new Refusal("volunteers.recruitment.no-need", ("most", MostSkills)).At("needs");
        if (needs.Any(need => need.Wanted is < 1 or > RecruitmentIntake.MostWanted)) yield return new Refusal("volunteers.recruitment.wanted", ("most", RecruitmentIntake.MostWanted)).At("needs");
        if (needs.Any(need => need.Skill != RecruitmentPlace.AnySkill && !SkillCatalog.Has(need.Skill)) || needs.DistinctBy(need => need.Skill).Count() < needs.Count)
            yield return new Refusal("volunteers.recruitment.skill").At("needs");
    }
}

/// <summary>招募岗位: the places of one skill in one call. The database refuses more people than places.</summary>
public sealed class RecruitmentPlace
{
    /// <summary>不限技能: no skill is asked for.</summary>
    public const string AnySkill = "any";

    private RecruitmentPlace() { }

    internal RecruitmentPlace(RecruitmentCallId call, string skill) => (CallId, Skill) = (call, skill);

    /// <summary>Of which call.</summary>
    public RecruitmentCallId CallId { get; private set; }

    /// <summary>Code of the skill, or <see cref="AnySkill"/>.</summary>
    public string Skill { get; private set; } = "";

    /// <summary>需要人数: people needed on the spot.</summary>
    public int Wanted { get; private set; }

    /// <summary>录取名额.</summary>
    public int Places { get; private set; }

    /// <summary>已录取: never more than <see cref="Places"/>.</summary>
    public int Taken { get; private set; }

    /// <summary>候补名额.</summary>
    public int WaitingPlaces { get; private set; }

    /// <summary>候补人数: never more than <see cref="WaitingPlaces"/>.</summary>
    public int Waiting { get; private set; }

    /// <summary>The last number given out in the line of those who signed up.</summary>
    public int LastInLine { get; private set; }

    /// <summary>还缺: places that nobody has.</summary>
    public int Open => Places - Taken;

    // Whoever is in stays in: the numbers never fall below the people.
    internal void Want(int wanted, int noShow, int margin) =>
        (Wanted, Places, WaitingPlaces) = (wanted, Math.Max(Taken, RecruitmentIntake.Places(wanted, noShow)), Math.Max(Waiting, RecruitmentIntake.WaitingPlaces(wanted, noShow, margin)));
}
