namespace Shouwang.Volunteers;

/// <summary>未成年人服务依据种类.</summary>
public enum MinorBasisKind
{
    /// <summary>监护人同意.</summary>
    [Term("监护人同意")] GuardianConsent,

    /// <summary>以自己的劳动收入为主要生活来源: sixteen and over.</summary>
    [Term("以自己的劳动收入为主要生活来源")] OwnIncome,
}

/// <summary>与本人关系: what the guardian is to the minor.</summary>
public enum GuardianRelation
{
    /// <summary>父亲.</summary>
    [Term("父亲")] Father,

    /// <summary>母亲.</summary>
    [Term("母亲")] Mother,

    /// <summary>祖父母、外祖父母.</summary>
    [Term("祖父母、外祖父母")] Grandparent,

    /// <summary>其他监护人.</summary>
    [Term("其他监护人")] Other,
}

/// <summary>同意方式: how somebody told staff that he agrees.</summary>
public enum ConsentMeans
{
    /// <summary>书面: a signed paper is kept.</summary>
    [Term("书面")] Paper,

    /// <summary>当面.</summary>
    [Term("当面")] InPerson,

    /// <summary>电话.</summary>
    [Term("电话")] Phone,

    /// <summary>本人在网上: by himself, on his own page.</summary>
    [Term("本人在网上")] Online,
}

/// <summary>依据标识: id of the basis on which a minor serves.</summary>
public readonly record struct MinorBasisId(Guid Value) : IId<MinorBasisId>
{
    /// <inheritdoc/>
    public static MinorBasisId From(Guid value) => new(value);
}

/// <summary>监护人: name and phone under encryption, and what he is to the minor.</summary>
/// <param name="Name">姓名.</param>
/// <param name="Phone">电话.</param>
/// <param name="Relation">与本人关系.</param>
public sealed record Guardian(SealedText Name, SealedText Phone, GuardianRelation Relation);

/// <summary>未成年人服务依据: a guardian's consent, or that somebody of sixteen lives on his own income. One is in force at a time.</summary>
public sealed class MinorBasis : Aggregate
{
    /// <summary>Longest evidence and reason, in characters.</summary>
    public const int LongestText = 200;

    private MinorBasis() { }

    /// <summary>The id.</summary>
    public MinorBasisId Id { get; private set; }

    /// <summary>Whose.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>种类.</summary>
    public MinorBasisKind Kind { get; private set; }

    /// <summary>监护人姓名, under encryption; null with own income.</summary>
    public SealedText? GuardianName { get; private set; }

    /// <summary>监护人电话, under encryption; null with own income.</summary>
    public SealedText? GuardianPhone { get; private set; }

    /// <summary>与本人关系; null with own income.</summary>
    public GuardianRelation? Relation { get; private set; }

    /// <summary>同意处理个人信息: the guardian also consents to the handling of the child's personal information.</summary>
    public bool CoversData { get; private set; }

    /// <summary>同意日期.</summary>
    public DateOnly GivenOn { get; private set; }

    /// <summary>同意方式.</summary>
    public ConsentMeans Means { get; private set; }

    /// <summary>凭据: where the paper is kept, who was there; under encryption.</summary>
    public SealedText Evidence { get; private set; }

    /// <summary>When it was noted.</summary>
    public DateTimeOffset NotedAt { get; private set; }

    /// <summary>撤回时间; null while it is in force.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("volunteer", VolunteerId.Value);

    /// <summary>登记: notes the basis; the one in force before is to be withdrawn first.</summary>
    /// <param name="id">Id of the new one.</param>
    /// <param name="volunteer">The minor.</param>
    /// <param name="guardian">The guardian; null for own income.</param>
    /// <param name="coversData">True when the guardian consents to the handling of the personal information as well.</param>
    /// <param name="given">On which day, how, and with what evidence it was given.</param>
    /// <param name="at">Now.</param>
    /// <param name="today">Today, local.</param>
    public static Result<MinorBasis> Note(
        MinorBasisId id, Volunteer volunteer, Guardian? guardian, bool coversData, (DateOnly On, ConsentMeans Means, SealedText Evidence) given, DateTimeOffset at, DateOnly today)
    {
        if (given.On > today) return new Refusal("volunteers.minor.given-later").At("givenOn");
        if (given.Means == ConsentMeans.Online) return new Refusal("volunteers.minor.means").At("means");
        var basis = new MinorBasis
        {
            Id = id, UnitId = volunteer.UnitId, UnitPath = volunteer.UnitPath, VolunteerId = volunteer.Id, Kind = guardian is null ? MinorBasisKind.OwnIncome : MinorBasisKind.GuardianConsent,
            GuardianName = guardian?.Name, GuardianPhone = guardian?.Phone, Relation = guardian?.Relation, CoversData = guardian is not null && coversData,
            GivenOn = given.On, Means = given.Means, Evidence = given.Evidence, NotedAt = at,
        };
        basis.Record("volunteers.minor.noted", ("kind", basis.Kind), ("means", basis.Means), ("on", basis.GivenOn), ("coversData", basis.CoversData));
        return basis;
    }

    /// <summary>撤回: from now on he may not serve on this basis; what was done before stays lawful.</summary>
    public Result<Done> Withdraw(string? reason, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) return new Refusal("volunteers.minor.withdrawn");
        if (reason?.Trim() is not { Length: > 0 and <= LongestText } why) return new Refusal("volunteers.minor.reason", ("most", LongestText)).At("withdrawalReason");
        WithdrawnAt = at;
        Record("volunteers.minor.withdrawn", ("kind", Kind), ("reason", why));
        return Done.It;
    }
}
