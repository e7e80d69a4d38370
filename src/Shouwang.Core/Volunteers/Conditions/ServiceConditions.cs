namespace Shouwang.Volunteers;

/// <summary>协议种类: what an agreement between organisation and volunteer is about.</summary>
public enum AgreementKind
{
    /// <summary>一般服务协议.</summary>
    [Term("一般服务协议")] General,

    /// <summary>风险服务协议: for what may harm body or mind.</summary>
    [Term("风险服务协议")] Risk,

    /// <summary>大型活动协议.</summary>
    [Term("大型活动协议")] LargeEvent,

    /// <summary>长期服务协议: for a month or more.</summary>
    [Term("长期服务协议")] LongTerm,

    /// <summary>外地服务协议.</summary>
    [Term("外地服务协议")] OutsidePlace,
}

/// <summary>服务条件: what a kind of service demands of those who give it.</summary>
/// <remarks>
/// 北京市志愿服务促进条例 (2020), articles 18–20, and 志愿服务条例, article 17: a written agreement for risk to body or mind, a month or more,
/// large events and service elsewhere; risks are told in writing and accident insurance is bought before dangerous service begins.
/// </remarks>
public sealed record ServiceConditions
{
    /// <summary>Longest text of risks and protective measures, in characters.</summary>
    public const int LongestNotice = 500;

    /// <summary>Highest minimum age that can be asked for, in years.</summary>
    public const int HighestAge = 80;

    /// <summary>没有条件: everybody of the register may give it, minors with what the law asks of them.</summary>
    public static ServiceConditions None { get; } = new();

    /// <summary>有人身安全或心理健康风险.</summary>
    public bool HasRisk { get; init; }

    /// <summary>风险和防护措施: told before somebody takes it; needed when there is a risk.</summary>
    public string? RiskNotice { get; init; }

    /// <summary>大型活动.</summary>
    public bool IsLargeEvent { get; init; }

    /// <summary>一个月以上.</summary>
    public bool IsLongTerm { get; init; }

    /// <summary>在外地服务.</summary>
    public bool IsOutsidePlace { get; init; }

    /// <summary>最低年龄: youngest age on the day of service, in years; null when only the law's rules count.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>须签协议, also when the law does not ask for it.</summary>
    public bool WantsAgreement { get; init; }

    /// <summary>须有保险, also when the law does not ask for it.</summary>
    public bool WantsInsurance { get; init; }

    /// <summary>须签的协议: one for each reason that there is.</summary>
    public IReadOnlyList<AgreementKind> Agreements
    {
        get
        {
            var kinds = new List<AgreementKind>();
            if (HasRisk) kinds.Add(AgreementKind.Risk);
            if (IsLargeEvent) kinds.Add(AgreementKind.LargeEvent);
            if (IsLongTerm) kinds.Add(AgreementKind.LongTerm);
            if (IsOutsidePlace) kinds.Add(AgreementKind.OutsidePlace);
            if (WantsAgreement && kinds.Count == 0) kinds.Add(AgreementKind.General);
            return kinds;
        }
    }

    /// <summary>须有保险: for what is dangerous, and where it is wanted.</summary>
    public bool NeedsInsurance => HasRisk || WantsInsurance;

    /// <summary>Everything that is wrong with the conditions.</summary>
    public IEnumerable<Refusal> Check()
    {
        if (HasRisk && string.IsNullOrWhiteSpace(RiskNotice)) yield return new Refusal("volunteers.conditions.risk-notice").At("riskNotice");
        else if (RiskNotice?.Trim().Length > LongestNotice) yield return new Refusal("volunteers.conditions.notice-too-long", ("most", LongestNotice)).At("riskNotice");
        if (MinimumAge is < 1 or > HighestAge) yield return new Refusal("volunteers.conditions.minimum-age", ("most", HighestAge)).At("minimumAge");
    }
}
