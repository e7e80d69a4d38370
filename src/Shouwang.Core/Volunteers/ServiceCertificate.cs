using System.Text.Json;

namespace Shouwang.Volunteers;

/// <summary>证明标识: id of a certificate of service.</summary>
public readonly record struct CertificateId(Guid Value) : IId<CertificateId>
{
    /// <inheritdoc/>
    public static CertificateId From(Guid value) => new(value);
}

/// <summary>服务内容一项: one kind of service on a certificate.</summary>
/// <param name="Activity">The kind in words.</param>
/// <param name="Times">How often, in person-times.</param>
/// <param name="Minutes">Minutes that count.</param>
public sealed record CertifiedService(string Activity, int Times, int Minutes);

/// <summary>证明内容: what a certificate states, as the ledger stood when it was issued.</summary>
public sealed record CertifiedTerms
{
    /// <summary>证明编号.</summary>
    public required string Number { get; init; }

    /// <summary>Whose.</summary>
    public required Volunteer Volunteer { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly First { get; init; }

    /// <summary>Last day (inclusive).</summary>
    public required DateOnly Last { get; init; }

    /// <summary>服务内容, most minutes first; confirmed records only.</summary>
    public required IReadOnlyList<CertifiedService> Services { get; init; }

    /// <summary>记录单位: the unit that keeps the record, by name.</summary>
    public required string Issuer { get; init; }

    /// <summary>联系电话 of that unit; null when it has none.</summary>
    public string? Contact { get; init; }

    /// <summary>经办人: who of the staff issued it; null when the volunteer took it himself.</summary>
    public string? Handler { get; init; }
}

/// <summary>志愿服务证明: what somebody served, by whom it is recorded; anybody who holds it can check it.</summary>
/// <remarks>Order 67 of the Ministry of Civil Affairs, articles 14–17: free, true, and holding at least service time, content and the recording unit.</remarks>
public sealed class ServiceCertificate : Aggregate
{
    /// <summary>Longest reason for a revocation, in characters.</summary>
    public const int LongestReason = 100;

    private ServiceCertificate() { }

    /// <summary>The id.</summary>
    public CertificateId Id { get; private set; }

    /// <summary>证明编号: <c>ZM20261124-K7QF2</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Whose.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>姓名, as it was.</summary>
    public string Name { get; private set; } = "";

    /// <summary>志愿者编号.</summary>
    public string VolunteerNumber { get; private set; } = "";

    /// <summary>First day of the service certified.</summary>
    public DateOnly First { get; private set; }

    /// <summary>Last day (inclusive).</summary>
    public DateOnly Last { get; private set; }

    /// <summary>服务时间: minutes that count.</summary>
    public int CreditedMinutes { get; private set; }

    /// <summary>服务次数: person-times.</summary>
    public int PersonTimes { get; private set; }

    /// <summary>服务内容 as JSON: a list of <see cref="CertifiedService"/>.</summary>
    public string ServicesJson { get; private set; } = "[]";

    /// <summary>记录单位.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>联系电话.</summary>
    public string? Contact { get; private set; }

    /// <summary>经办人.</summary>
    public string? Handler { get; private set; }

    /// <summary>出具时间.</summary>
    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>撤销时间; null while it holds.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Why it was revoked.</summary>
    public string? RevokedBecause { get; private set; }

    /// <summary>服务内容.</summary>
    public IReadOnlyList<CertifiedService> Services => JsonSerializer.Deserialize<List<CertifiedService>>(ServicesJson) ?? [];

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("certificate", Id.Value);

    /// <summary>出具证明: states what was served from one day to another.</summary>
    /// <param name="id">Id of the new certificate.</param>
    /// <param name="terms">What it states.</param>
    /// <param name="today">Today, local.</param>
    /// <param name="at">Now.</param>
    public static Result<ServiceCertificate> Issue(CertificateId id, CertifiedTerms terms, DateOnly today, DateTimeOffset at)
    {
        if (CheckDays(terms.First, terms.Last, today) is { } wrong) return wrong;
        var minutes = terms.Services.Sum(service => service.Minutes);
        if (minutes == 0) return new Refusal("volunteers.certificate.nothing-served");
        var (volunteer, certificate) = (terms.Volunteer, new ServiceCertificate
        {
            Id = id, Number = terms.Number, UnitId = terms.Volunteer.UnitId, UnitPath = terms.Volunteer.UnitPath, VolunteerId = terms.Volunteer.Id, Name = terms.Volunteer.Name, VolunteerNumber = terms.Volunteer.Number,
            First = terms.First, Last = terms.Last, CreditedMinutes = minutes, PersonTimes = terms.Services.Sum(service => service.Times), ServicesJson = JsonSerializer.Serialize(terms.Services),
            Issuer = terms.Issuer, Contact = terms.Contact, Handler = terms.Handler, IssuedAt = at,
        });
        certificate.Record("volunteers.certificate.issued", ("volunteer", volunteer.Id.Value), ("number", terms.Number), ("first", terms.First), ("last", terms.Last), ("minutes", minutes));
        return certificate;
    }

    private static Refusal? CheckDays(DateOnly first, DateOnly last, DateOnly today) =>
        first > last ? new Refusal("volunteers.certificate.days-backwards").At("first")
        : last > today ? new Refusal("volunteers.certificate.days-ahead").At("last")
        : null;

    /// <summary>撤销: it was issued wrongly; whoever checks it is told so.</summary>
    public Result<Done> Revoke(string? reason, DateTimeOffset at)
    {
        if (RevokedAt is not null) return new Refusal("volunteers.certificate.revoked-already");
        if (reason?.Trim() is not { Length: > 0 and <= LongestReason } why) return new Refusal("volunteers.certificate.reason", ("most", LongestReason)).At("reason");
        (RevokedAt, RevokedBecause) = (at, why);
        Record("volunteers.certificate.revoked", ("volunteer", VolunteerId.Value), ("number", Number), ("reason", why));
        return Done.It;
    }
}
