namespace Shouwang.Volunteers;

/// <summary>招募公告: what everybody must be told before signing up.</summary>
/// <remarks>GB/T 40143—2021, 6.1: time, place, content, conditions, number, how to apply, risks, and what protects the volunteer.</remarks>
public sealed record RecruitmentNotice
{
    /// <summary>Longest title, in characters.</summary>
    public const int LongestTitle = 40;

    /// <summary>Longest of the other texts, in characters.</summary>
    public const int LongestText = 500;

    /// <summary>标题.</summary>
    public string Title { get; init; } = "";

    /// <summary>服务地点.</summary>
    public string Place { get; init; } = "";

    /// <summary>First instant of the service.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>End of the service (exclusive).</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>报名截止: first instant at which nobody signs up any more.</summary>
    public DateTimeOffset SignUpUntil { get; init; }

    /// <summary>服务内容.</summary>
    public string Content { get; init; } = "";

    /// <summary>报名条件.</summary>
    public string Conditions { get; init; } = "";

    /// <summary>报名方式.</summary>
    public string HowToApply { get; init; } = "";

    /// <summary>可能的风险.</summary>
    public string Risks { get; init; } = "";

    /// <summary>保障条件.</summary>
    public string Protection { get; init; } = "";

    /// <summary>Everything that is missing or wrong, each at its field.</summary>
    public IEnumerable<Refusal> Check(DateTimeOffset now)
    {
        foreach (var (field, text, longest) in Texts)
            if (text.Trim().Length == 0) yield return new Refusal("volunteers.recruitment.text-missing").At(field);
            else if (text.Length > longest) yield return new Refusal("volunteers.recruitment.text-long", ("most", longest)).At(field);
        if (Until <= From) yield return new Refusal("volunteers.recruitment.ends-first").At("until");
        if (SignUpUntil <= now || SignUpUntil > Until) yield return new Refusal("volunteers.recruitment.sign-up-until").At("signUpUntil");
    }

    private IEnumerable<(string Field, string Text, int Longest)> Texts =>
    [
        ("title", Title, LongestTitle), ("place", Place, LongestText), ("content", Content, LongestText), ("conditions", Conditions, LongestText),
        ("howToApply", HowToApply, LongestText), ("risks", Risks, LongestText), ("protection", Protection, LongestText),
    ];
}
