namespace Shouwang.Volunteers;

/// <summary>已知的出生日期: the day itself, or only the year.</summary>
/// <param name="Latest">The day; of a year only its last day, so that nobody counts as older than he is.</param>
/// <param name="IsExact">False when only the year is known.</param>
public readonly record struct KnownBirth(DateOnly Latest, bool IsExact)
{
    /// <summary>What is known, from the most exact source there is; null when nothing is.</summary>
    public static KnownBirth? Of(DateOnly? date, int? year) =>
        date is { } day ? new KnownBirth(day, true) : year is { } y ? new KnownBirth(new DateOnly(y, 12, 31), false) : null;

    /// <summary>周岁: full years on that day. Whoever is born on 29 February has his birthday on 1 March in other years.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - Latest.Year;
        return (day.Month, day.Day).CompareTo((Latest.Month, Latest.Day)) < 0 ? years - 1 : years;
    }
}

/// <summary>资格: what is on record of a volunteer that decides which services he may give.</summary>
/// <param name="Birth">What is known of his birth date, or null.</param>
/// <param name="Basis">未成年人服务依据 in force, or null.</param>
/// <param name="Signed">Kinds of agreement of which he has signed the text in force.</param>
/// <param name="Published">Kinds of agreement of which there is a text in force.</param>
/// <param name="IsInsured">True when a policy covers him on the day.</param>
public sealed record VolunteerStanding(KnownBirth? Birth, MinorBasisInForce? Basis, IReadOnlySet<AgreementKind> Signed, IReadOnlySet<AgreementKind> Published, bool IsInsured)
{
    /// <summary>Nothing is on record: an adult as far as anybody knows.</summary>
    public static VolunteerStanding Blank { get; } = new(null, null, new HashSet<AgreementKind>(), new HashSet<AgreementKind>(), false);

    /// <summary>True when it is known that he is a minor on that day.</summary>
    public bool IsMinorOn(DateOnly day) => Birth is { } birth && birth.AgeOn(day) < ConditionRules.AgeOfMajority;

    /// <summary>True when he is under fourteen on that day, as far as is known.</summary>
    public bool IsChildOn(DateOnly day) => Birth is { } birth && birth.AgeOn(day) < ConditionRules.ChildUnder;
}

/// <summary>未成年人服务依据 that is in force: what of it the rules ask for.</summary>
/// <param name="Kind">监护人同意 or 以自己的劳动收入为主要生活来源.</param>
/// <param name="CoversData">True when the guardian also consents to the handling of the child's personal information.</param>
public readonly record struct MinorBasisInForce(MinorBasisKind Kind, bool CoversData);

/// <summary>服务资格规则: whether a volunteer may give a service on a day, and everything that is missing.</summary>
/// <remarks>
/// 18 and over, or 16–18 living on own income; 14–18 with a guardian's consent; under 14 with a guardian's consent that covers the personal
/// information too (个人信息保护法, article 31), never alone and never where there is a risk. An age that is not known counts as adult,
/// unless the service asks for one. These rules cannot be overridden by a dispatcher.
/// </remarks>
public static class ConditionRules
{
    /// <summary>成年, in years.</summary>
    public const int AgeOfMajority = 18;

    /// <summary>From this age somebody who lives on his own income counts as an adult.</summary>
    public const int OwnIncomeFrom = 16;

    /// <summary>Under this age the personal information is a child's, and the rules for children hold.</summary>
    public const int ChildUnder = 14;

    /// <summary>Beginning of the code of every refusal of these rules.</summary>
    public const string Prefix = "volunteers.conditions.lack.";

    /// <summary>True when a refusal comes from these rules.</summary>
    public static bool Is(Refusal refusal) => refusal.Code.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Everything that is missing, in the order in which it is to be put right; empty when he may serve.</summary>
    /// <param name="what">What the service demands.</param>
    /// <param name="who">What is on record of the volunteer.</param>
    /// <param name="day">The day of the service, local.</param>
    /// <param name="withAdult">True when an adult holds a place of the same service.</param>
    public static IReadOnlyList<Refusal> Missing(ServiceConditions what, VolunteerStanding who, DateOnly day, bool withAdult) =>
        [.. Age(what, who, day, withAdult), .. Agreements(what, who), .. what.NeedsInsurance && !who.IsInsured ? [new Refusal("volunteers.conditions.lack.insurance")] : Array.Empty<Refusal>()];

    private static IEnumerable<Refusal> Age(ServiceConditions what, VolunteerStanding who, DateOnly day, bool withAdult)
    {
        if (who.Birth is not { } birth)
        {
            if (what.MinimumAge is { } wanted) yield return new Refusal("volunteers.conditions.lack.birth-date", ("youngest", wanted));
            yield break;
        }
        var age = birth.AgeOn(day);
        if (!birth.IsExact && age < Math.Max(AgeOfMajority, what.MinimumAge ?? 0))
        {
            yield return new Refusal("volunteers.conditions.lack.birth-date", ("youngest", Math.Max(AgeOfMajority, what.MinimumAge ?? 0)));
            yield break;
        }
        foreach (var refusal in age < ChildUnder ? Child(what, who.Basis, withAdult) : Minor(age, who.Basis)) yield return refusal;
        if (what.MinimumAge is { } youngest && age < youngest) yield return new Refusal("volunteers.conditions.lack.minimum-age", ("youngest", youngest));
    }

    private static IEnumerable<Refusal> Child(ServiceConditions what, MinorBasisInForce? basis, bool withAdult)
    {
        if (what.HasRisk) yield return new Refusal("volunteers.conditions.lack.child-at-risk", ("age", ChildUnder));
        if (basis is not { Kind: MinorBasisKind.GuardianConsent, CoversData: true }) yield return new Refusal("volunteers.conditions.lack.child-consent", ("age", ChildUnder));
        if (!withAdult) yield return new Refusal("volunteers.conditions.lack.child-alone", ("age", ChildUnder));
    }

    private static IEnumerable<Refusal> Minor(int age, MinorBasisInForce? basis)
    {
        var may = age >= AgeOfMajority || basis is { Kind: MinorBasisKind.GuardianConsent } || (basis is { Kind: MinorBasisKind.OwnIncome } && age >= OwnIncomeFrom);
        if (!may) yield return new Refusal("volunteers.conditions.lack.guardian-consent", ("age", AgeOfMajority));
    }

    private static IEnumerable<Refusal> Agreements(ServiceConditions what, VolunteerStanding who) =>
        what.Agreements.Where(kind => !who.Signed.Contains(kind)).Select(kind => who.Published.Contains(kind) ? new Refusal("volunteers.conditions.lack.agreement", ("kind", kind)) : new Refusal("volunteers.conditions.lack.agreement-text", ("kind", kind)));
}
