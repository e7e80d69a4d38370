namespace Shouwang.Volunteers;

/// <summary>保单标识: id of an insurance policy.</summary>
public readonly record struct InsurancePolicyId(Guid Value) : IId<InsurancePolicyId>
{
    /// <inheritdoc/>
    public static InsurancePolicyId From(Guid value) => new(value);
}

/// <summary>保单内容: what stands on a policy.</summary>
/// <param name="Insurer">保险公司.</param>
/// <param name="Number">保单号.</param>
/// <param name="From">起始日, the first day covered.</param>
/// <param name="Until">到期日, the last day covered.</param>
/// <param name="CoversEverybody">True when it covers all volunteers of the unit and below; false when only those named.</param>
public sealed record PolicyTerms(string? Insurer, string? Number, DateOnly? From, DateOnly? Until, bool CoversEverybody)
{
    internal IEnumerable<Refusal> Check()
    {
        if (Insurer?.Trim() is not { Length: > 0 and <= InsurancePolicy.LongestName }) yield return new Refusal("volunteers.insurance.insurer", ("most", InsurancePolicy.LongestName)).At("insurer");
        if (Number?.Trim() is not { Length: > 0 and <= InsurancePolicy.LongestName }) yield return new Refusal("volunteers.insurance.number", ("most", InsurancePolicy.LongestName)).At("policyNumber");
        if (From is null) yield return new Refusal("volunteers.insurance.day").At("from");
        if (Until is null) yield return new Refusal("volunteers.insurance.day").At("until");
        else if (Until < From) yield return new Refusal("volunteers.insurance.ends-first").At("until");
    }
}

/// <summary>保险: an accident insurance that a unit has bought for its volunteers.</summary>
public sealed class InsurancePolicy : Aggregate
{
    /// <summary>Longest name of an insurer and longest policy number, in characters.</summary>
    public const int LongestName = 60;

    private InsurancePolicy() { }

    /// <summary>The id.</summary>
    public InsurancePolicyId Id { get; private set; }

    /// <summary>保险公司.</summary>
    public string Insurer { get; private set; } = "";

    /// <summary>保单号.</summary>
    public string Number { get; private set; } = "";

    /// <summary>起始日, the first day covered.</summary>
    public DateOnly From { get; private set; }

    /// <summary>到期日, the last day covered.</summary>
    public DateOnly Until { get; private set; }

    /// <summary>全员: covers all volunteers of the unit and below; otherwise only those named.</summary>
    public bool CoversEverybody { get; private set; }

    /// <summary>终止时间: ended before its last day; null otherwise.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("insurance-policy", Id.Value);

    /// <summary>登记保单.</summary>
    public static Result<InsurancePolicy> Enter(InsurancePolicyId id, IInUnit unit, PolicyTerms terms)
    {
        var refusals = terms.Check().ToList();
        if (refusals.Count > 0) return refusals;
        var policy = new InsurancePolicy
        {
            Id = id, UnitId = unit.UnitId, UnitPath = unit.UnitPath, Insurer = terms.Insurer!.Trim(), Number = terms.Number!.Trim(), From = terms.From!.Value, Until = terms.Until!.Value, CoversEverybody = terms.CoversEverybody,
        };
        policy.Record("volunteers.insurance.entered", ("insurer", policy.Insurer), ("number", policy.Number), ("from", policy.From), ("until", policy.Until), ("everybody", policy.CoversEverybody));
        return policy;
    }

    /// <summary>列入: names a volunteer on a policy that covers only those named.</summary>
    public Result<InsuredVolunteer> Cover(Volunteer volunteer)
    {
        if (EndedAt is not null) return new Refusal("volunteers.insurance.ended");
        if (CoversEverybody) return new Refusal("volunteers.insurance.everybody");
        Record("volunteers.insurance.covered", ("volunteer", volunteer.Id.Value), ("number", Number));
        return new InsuredVolunteer(Id, volunteer.Id);
    }

    /// <summary>移出: the volunteer is not covered by this policy any more.</summary>
    public void Uncover(VolunteerId volunteer) => Record("volunteers.insurance.uncovered", ("volunteer", volunteer.Value), ("number", Number));

    /// <summary>终止.</summary>
    public Result<Done> End(string? reason, DateTimeOffset at)
    {
        if (EndedAt is not null) return new Refusal("volunteers.insurance.ended");
        if (reason?.Trim() is not { Length: > 0 and <= MinorBasis.LongestText } why) return new Refusal("volunteers.insurance.reason", ("most", MinorBasis.LongestText)).At("reason");
        EndedAt = at;
        Record("volunteers.insurance.ended", ("number", Number), ("reason", why));
        return Done.It;
    }

    /// <summary>True when it covers a volunteer of that unit on that day.</summary>
    /// <param name="unitPath">Path of the unit where he is registered.</param>
    /// <param name="isNamed">True when the policy names him.</param>
    /// <param name="day">The day, local.</param>
    public bool Covers(string unitPath, bool isNamed, DateOnly day) =>
        EndedAt is null && From <= day && day <= Until && (CoversEverybody ? unitPath.StartsWith(UnitPath, StringComparison.Ordinal) : isNamed);
}

/// <summary>被保险人: a volunteer named on a policy.</summary>
public sealed class InsuredVolunteer
{
    private InsuredVolunteer() { }

    internal InsuredVolunteer(InsurancePolicyId policy, VolunteerId volunteer) => (PolicyId, VolunteerId) = (policy, volunteer);

    /// <summary>On which policy.</summary>
    public InsurancePolicyId PolicyId { get; private set; }

    /// <summary>Who.</summary>
    public VolunteerId VolunteerId { get; private set; }
}
