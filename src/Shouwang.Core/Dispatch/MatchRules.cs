using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>需求条件: what the ranking needs to know of an order.</summary>
/// <param name="Planned">The planned period of the service.</param>
/// <param name="Place">Where; null when unknown or when the form needs no place.</param>
/// <param name="UnitPath">Path of the unit that the order belongs to.</param>
/// <param name="Skill">The skill needed, or null.</param>
/// <param name="Urgency">How soon.</param>
/// <param name="WishedGender">The resident's wish, or null.</param>
/// <param name="WishedLanguage">The resident's wish, or null.</param>
/// <param name="NeedsPlace">False for services by phone or online: distance does not count.</param>
public sealed record MatchNeed(
    Period Planned, GeoPoint? Place, string UnitPath, string? Skill, Urgency Urgency, Gender? WishedGender, string? WishedLanguage, bool NeedsPlace)
{
    /// <summary>Path of the unit that looks for people; whoever is registered elsewhere was lent. Null when nobody is.</summary>
    public string? HandlerPath { get; init; }
}

/// <summary>候选人条件: what the ranking needs to know of a volunteer, read once for all candidates.</summary>
/// <param name="Id">Who.</param>
/// <param name="Place">Where he usually is, or null.</param>
/// <param name="UnitPath">Path of the unit where he is registered.</param>
/// <param name="Skills">Codes of the skills he has on the day (expired certificates left out).</param>
/// <param name="Languages">Codes of the languages he speaks.</param>
/// <param name="Gender">Sex, for the resident's wish only.</param>
/// <param name="Barrier">What the duty limits say (state, availability, overlap, day and week limit), or null when he is free.</param>
/// <param name="OnDuty">True when he has switched himself on duty.</param>
/// <param name="MinutesThisWeek">Minutes booked in the week of the service.</param>
/// <param name="OffersLast7Days">How often he was asked in the last seven days.</param>
/// <param name="ServicesLast30Days">How often he served in the last thirty days.</param>
/// <param name="MinutesSinceLastService">Minutes between his last booking's end and this start; null when there was none lately.</param>
/// <param name="TimesWithResident">How often he served this resident well.</param>
/// <param name="MustNotBeSent">True when the resident or staff excluded him.</param>
/// <param name="AlreadyAsked">True when he was asked for this order already.</param>
public sealed record MatchCandidate(
    VolunteerId Id, GeoPoint? Place, string UnitPath, IReadOnlySet<string> Skills, IReadOnlySet<string> Languages, Gender Gender,
    Refusal? Barrier, bool OnDuty, int MinutesThisWeek, int OffersLast7Days, int ServicesLast30Days, int? MinutesSinceLastService,
    int TimesWithResident, bool MustNotBeSent, bool AlreadyAsked)
{
    /// <summary>条件不具备: the first thing that the law or the service asks of him and that is missing; no dispatcher can pass over it.</summary>
    public Refusal? Lacking { get; init; }
}

/// <summary>派单理由: why a candidate stands where he stands.</summary>
public enum MatchReason
{
    /// <summary>距离, in metres.</summary>
    [Term("距离")] Distance,

    /// <summary>位置不详: no place known, a usual distance is assumed.</summary>
    [Term("位置不详")] UnknownDistance,

    /// <summary>具备技能.</summary>
    [Term("具备技能")] Skill,

    /// <summary>语言相通.</summary>
    [Term("语言相通")] Language,

    /// <summary>语言不合意愿.</summary>
    [Term("语言不通")] OtherLanguage,

    /// <summary>符合性别意愿.</summary>
    [Term("符合性别意愿")] Gender,

    /// <summary>不合性别意愿.</summary>
    [Term("不合性别意愿")] OtherGender,

    /// <summary>服务过这位居民, times.</summary>
    [Term("服务过这位居民")] Continuity,

    /// <summary>本周服务, in minutes.</summary>
    [Term("本周已服务")] Load,

    /// <summary>近30天服务, times: others shall have their turn.</summary>
    [Term("近30天服务")] Turns,

    /// <summary>近7天被派, times: nobody shall be asked all the time.</summary>
    [Term("近7天被派")] Asked,

    /// <summary>刚结束服务, minutes of rest.</summary>
    [Term("休息间隔")] ShortRest,

    /// <summary>本站志愿者.</summary>
    [Term("本站志愿者")] SameStation,

    /// <summary>借调: lent by a unit that does not handle the order.</summary>
    [Term("外单位支援")] Lent,

    /// <summary>未在岗: not on duty now, but free.</summary>
    [Term("未在岗")] OffDuty,
}

/// <summary>排序规则: who fits an order, who comes first, and why. One pure function; a planner uses the same cost.</summary>
/// <remarks>
/// Cost is counted in metres walked: every wish and every unfairness is worth a detour of so many metres. So a number can be
/// argued about in words: "that he served twice this week weighs as much as 300 metres more".
/// </remarks>
public static class MatchRules
{
    /// <summary>Metres assumed when a place is unknown.</summary>
    public const int UnknownDistanceMetres = 2_000;

    /// <summary>Weight of one hour served this week.</summary>
    public const int MetresPerHourThisWeek = 150;

    /// <summary>Weight of one service in the last thirty days.</summary>
    public const int MetresPerRecentService = 60;

    /// <summary>Weight of one offer in the last seven days.</summary>
    public const int MetresPerRecentOffer = 80;

    /// <summary>What a known face is worth, once.</summary>
    public const int ContinuityMetres = 800;

    /// <summary>What a wish of the resident that is not met costs.</summary>
    public const int UnmetWishMetres = 1_500;

    /// <summary>What it costs to disturb somebody who is not on duty.</summary>
    public const int OffDutyMetres = 1_200;

    /// <summary>What it costs to ask another unit's people before one's own are asked.</summary>
    public const int LentMetres = 500;

    /// <summary>What being of the same station is worth.</summary>
    public const int SameStationMetres = 300;

    /// <summary>Rest below so many minutes costs extra.</summary>
    public const int GoodRestMinutes = 120;

    /// <summary>Farthest way to an ordinary order, in metres.</summary>
    public const int FarthestMetres = 8_000;

    /// <summary>Puts the candidates in order: the fitting ones by cost, then those who are excluded, with what excludes them.</summary>
    /// <remarks>Equal cost is decided by who was asked less, then by id, so that the same candidates always come in the same order.</remarks>
    public static IReadOnlyList<RankedCandidate> Rank(MatchNeed need, IEnumerable<MatchCandidate> candidates) =>
    [
        .. candidates.Select(candidate => Judge(need, candidate))
            .OrderBy(ranked => ranked.Barrier is not null)
            .ThenBy(ranked => ranked.Cost)
            .ThenBy(ranked => ranked.Candidate.OffersLast7Days)
            .ThenBy(ranked => ranked.Candidate.Id.Value),
    ];

    /// <summary>Judges one candidate: the barrier that excludes him, or his cost and the reasons.</summary>
    public static RankedCandidate Judge(MatchNeed need, MatchCandidate candidate)
    {
        var reasons = Weigh(need, candidate).ToList();
        return new RankedCandidate(candidate, Barrier(need, candidate), reasons.Sum(reason => reason.Metres), reasons);
    }

    private static Refusal? Barrier(MatchNeed need, MatchCandidate candidate)
    {
        if (candidate.Lacking is { } lacking) return lacking;
        if (candidate.MustNotBeSent) return new Refusal("dispatch.match.must-not-be-sent");
        if (candidate.AlreadyAsked) return new Refusal("dispatch.match.already-asked");
        if (need.Skill is { } skill && !candidate.Skills.Contains(skill)) return new Refusal("dispatch.match.lacks-skill", ("skill", SkillCatalog.Chinese(skill)));
        if (candidate.Barrier is { } barrier) return barrier;
        if (Distance(need, candidate) is { } metres && metres > FarthestMetres) return new Refusal("dispatch.match.too-far", ("kilometres", Math.Round(metres / 1000, 1)));
        return null;
    }

    private static IEnumerable<WeighedReason> Weigh(MatchNeed need, MatchCandidate candidate)
    {
        if (need.NeedsPlace)
            yield return Distance(need, candidate) is { } metres
                ? new WeighedReason(MatchReason.Distance, (int)metres, (int)metres)
                : new WeighedReason(MatchReason.UnknownDistance, null, UnknownDistanceMetres);
        if (need.Skill is not null) yield return new WeighedReason(MatchReason.Skill, null, 0);
        if (need.WishedLanguage is { } language)
            yield return candidate.Languages.Contains(language) ? new WeighedReason(MatchReason.Language, null, 0) : new WeighedReason(MatchReason.OtherLanguage, null, UnmetWishMetres);
        if (need.WishedGender is { } gender)
            yield return candidate.Gender == gender ? new WeighedReason(MatchReason.Gender, null, 0) : new WeighedReason(MatchReason.OtherGender, null, UnmetWishMetres);
        if (candidate.TimesWithResident > 0) yield return new WeighedReason(MatchReason.Continuity, candidate.TimesWithResident, -ContinuityMetres);
        if (candidate.UnitPath.StartsWith(need.UnitPath, StringComparison.Ordinal)) yield return new WeighedReason(MatchReason.SameStation, null, -SameStationMetres);
        if (need.HandlerPath is { } handler && !candidate.UnitPath.StartsWith(handler, StringComparison.Ordinal)) yield return new WeighedReason(MatchReason.Lent, null, LentMetres);
        if (!candidate.OnDuty) yield return new WeighedReason(MatchReason.OffDuty, null, OffDutyMetres);
        foreach (var reason in Fairness(candidate)) yield return reason;
    }

    private static IEnumerable<WeighedReason> Fairness(MatchCandidate candidate)
    {
        if (candidate.MinutesThisWeek > 0) yield return new WeighedReason(MatchReason.Load, candidate.MinutesThisWeek, candidate.MinutesThisWeek * MetresPerHourThisWeek / 60);
        if (candidate.ServicesLast30Days > 0) yield return new WeighedReason(MatchReason.Turns, candidate.ServicesLast30Days, candidate.ServicesLast30Days * MetresPerRecentService);
        if (candidate.OffersLast7Days > 0) yield return new WeighedReason(MatchReason.Asked, candidate.OffersLast7Days, candidate.OffersLast7Days * MetresPerRecentOffer);
        if (candidate.MinutesSinceLastService is { } rest and < GoodRestMinutes) yield return new WeighedReason(MatchReason.ShortRest, rest, (GoodRestMinutes - rest) * 5);
    }

    private static double? Distance(MatchNeed need, MatchCandidate candidate) =>
        need.NeedsPlace && need.Place is { } there && candidate.Place is { } here ? here.MetresTo(there) : null;
}

/// <summary>理由与分量: one reason, its value (metres, minutes, times) and what it weighs in metres.</summary>
public sealed record WeighedReason(MatchReason Reason, int? Value, int Metres);

/// <summary>候选结果: a candidate with his cost and reasons, or with what excludes him.</summary>
/// <param name="Candidate">Who.</param>
/// <param name="Barrier">What excludes him; null when he fits.</param>
/// <param name="Cost">Sum of the reasons' weights, in metres; small is good.</param>
/// <param name="Reasons">Why.</param>
public sealed record RankedCandidate(MatchCandidate Candidate, Refusal? Barrier, int Cost, IReadOnlyList<WeighedReason> Reasons);

/// <summary>理由的存取: reasons as one line of text, kept with the offer.</summary>
public static class MatchReasons
{
    /// <summary>Writes reasons: <c>Distance:420 Skill Continuity:2</c>.</summary>
    public static string Write(IEnumerable<WeighedReason> reasons) =>
        string.Join(' ', reasons.Select(r => r.Value is { } value ? $"{r.Reason}:{value.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : r.Reason.ToString()));

    /// <summary>Reads what <see cref="Write"/> wrote; words it does not know are left out.</summary>
    public static IEnumerable<(MatchReason Reason, int? Value)> Read(string text)
    {
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split(':');
            if (!Enum.TryParse<MatchReason>(parts[0], out var reason)) continue;
            yield return (reason, parts.Length > 1 && int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null);
        }
    }
}
