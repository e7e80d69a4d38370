namespace Shouwang.Volunteers;

/// <summary>集结内容: what for, where, when, how many, and how fast.</summary>
public sealed record CallUpTerms
{
    /// <summary>Longest task or place, in characters.</summary>
    public const int LongestLine = 60;

    /// <summary>Longest note, in characters.</summary>
    public const int LongestNote = 300;

    /// <summary>Most people one line may want.</summary>
    public const int MostWanted = 1_000;

    /// <summary>Most people in one wave.</summary>
    public const int LargestWave = 500;

    /// <summary>Shortest time to answer, in minutes.</summary>
    public const int LeastMinutes = 5;

    /// <summary>Longest time to answer, in minutes.</summary>
    public const int MostMinutes = 1_440;

    /// <summary>Longest duty of one call-up, in hours; a longer one is a roster.</summary>
    public const int MostHours = 12;

    /// <summary>任务: what for.</summary>
    public string Task { get; init; } = "";

    /// <summary>集合地点.</summary>
    public string Place { get; init; } = "";

    /// <summary>注意事项: what to bring, what to know.</summary>
    public string Note { get; init; } = "";

    /// <summary>First instant of the duty.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>End of the duty (exclusive).</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>需要人数, per skill.</summary>
    public IReadOnlyList<RecruitmentNeed> Needs { get; init; } = [];

    /// <summary>备份系数, in percent: how many are taken for each hundred wanted, because some who say yes stay away.</summary>
    public int MarginPercent { get; init; } = 100;

    /// <summary>每批人数: most people asked at once.</summary>
    public int WaveSize { get; init; } = 20;

    /// <summary>答复时限, in minutes from the sending of a wave.</summary>
    public int AnswerMinutes { get; init; } = 30;

    /// <summary>演练: everything is reckoned, nothing is sent and nobody's time is taken.</summary>
    public bool IsDrill { get; init; }

    internal IEnumerable<Refusal> Check(DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(Task) || Task.Trim().Length > LongestLine) yield return new Refusal("volunteers.call-up.line", ("most", LongestLine)).At("task");
        if (string.IsNullOrWhiteSpace(Place) || Place.Trim().Length > LongestLine) yield return new Refusal("volunteers.call-up.line", ("most", LongestLine)).At("place");
        if (Note.Trim().Length > LongestNote) yield return new Refusal("volunteers.call-up.note", ("most", LongestNote)).At("note");
        if (Until <= From || Until <= at || Until - From > TimeSpan.FromHours(MostHours)) yield return new Refusal("volunteers.call-up.period", ("most", MostHours)).At("until");
        if (MarginPercent is < RecruitmentIntake.LeastMargin or > RecruitmentIntake.HighestMargin)
            yield return new Refusal("volunteers.recruitment.margin", ("least", RecruitmentIntake.LeastMargin), ("most", RecruitmentIntake.HighestMargin)).At("margin");
        if (WaveSize is < 1 or > LargestWave) yield return new Refusal("volunteers.call-up.wave-size", ("most", LargestWave)).At("waveSize");
        if (AnswerMinutes is < LeastMinutes or > MostMinutes) yield return new Refusal("volunteers.call-up.minutes", ("least", LeastMinutes), ("most", MostMinutes)).At("answerMinutes");
        foreach (var wrong in CheckNeeds()) yield return wrong;
    }

    private IEnumerable<Refusal> CheckNeeds()
    {
        if (Needs.Count is 0 or > RecruitmentCall.MostSkills) yield return new Refusal("volunteers.recruitment.no-need", ("most", RecruitmentCall.MostSkills)).At("needs");
        if (Needs.Any(need => need.Wanted is < 1 or > MostWanted)) yield return new Refusal("volunteers.recruitment.wanted", ("most", MostWanted)).At("needs");
        if (Needs.Any(need => need.Skill != RecruitmentPlace.AnySkill && !SkillCatalog.Has(need.Skill)) || Needs.DistinctBy(need => need.Skill).Count() < Needs.Count)
            yield return new Refusal("volunteers.recruitment.skill").At("needs");
    }
}
