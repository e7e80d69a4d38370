namespace Shouwang.Organization;

/// <summary>密钥标识: id of a partner key.</summary>
public readonly record struct PartnerKeyId(Guid Value) : IId<PartnerKeyId>
{
    /// <inheritdoc/>
    public static PartnerKeyId From(Guid value) => new(value);
}

/// <summary>接口: the door that a partner key opens, and no other.</summary>
public enum PartnerDoor
{
    /// <summary>点单接口: Open311 GeoReport v2, by which another system places needs for residents.</summary>
    [Term("点单接口（Open311）")] Open311,
}

/// <summary>伙伴密钥: lets another system in by one door, for one unit and all below it, until a time.</summary>
/// <remarks>The key itself is shown once and never stored: only its keyed hash is.</remarks>
public sealed class PartnerKey : Aggregate
{
    /// <summary>Longest name of a partner, in characters.</summary>
    public const int LongestPartner = 40;

    private PartnerKey() { }

    /// <summary>The id.</summary>
    public PartnerKeyId Id { get; private set; }

    /// <summary>伙伴: whose system it is, for example 12345热线.</summary>
    public string Partner { get; private set; } = "";

    /// <summary>接口.</summary>
    public PartnerDoor Door { get; private set; }

    /// <summary>Keyed hash of the key.</summary>
    public string KeyHash { get; private set; } = "";

    /// <summary>The key's first characters, by which people tell keys apart.</summary>
    public string Beginning { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>First instant at which it is over; null for open-ended.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When it was last used, to the hour; null when never.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("partner-key", Id.Value);

    /// <summary>True when the key opens its door at that instant.</summary>
    public bool IsInForce(DateTimeOffset at) => RevokedAt is null && (Until is null || at < Until);

    /// <summary>制作密钥: for a partner, at a unit.</summary>
    /// <param name="id">Id of the new key.</param>
    /// <param name="unit">The unit over whose subtree it reaches.</param>
    /// <param name="partner">Whose system it is.</param>
    /// <param name="door">The door it opens.</param>
    /// <param name="secret">Keyed hash of the key, and its first characters.</param>
    /// <param name="at">Now.</param>
    /// <param name="until">First instant at which it is over; null for open-ended.</param>
    public static Result<PartnerKey> Make(PartnerKeyId id, Unit unit, string? partner, PartnerDoor door, (string Hash, string Beginning) secret, DateTimeOffset at, DateTimeOffset? until)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(partner) || partner.Trim().Length > LongestPartner) refusals.Add(new Refusal("organization.key.partner", ("most", LongestPartner)).At("partner"));
        if (until <= at) refusals.Add(new Refusal("organization.key.ends-in-the-past").At("until"));
        if (refusals.Count > 0) return refusals;
        var key = new PartnerKey { Id = id, UnitId = unit.Id, UnitPath = unit.UnitPath, Partner = partner!.Trim(), Door = door, KeyHash = secret.Hash, Beginning = secret.Beginning, MadeAt = at, Until = until };
        key.Record("organization.key.made", ("partner", key.Partner), ("door", door), ("unit", unit.Code), ("until", until));
        return key;
    }

    /// <summary>吊销: it opens nothing any more, from now on.</summary>
    public Result<Done> Revoke(DateTimeOffset at)
    {
        if (!IsInForce(at)) return new Refusal("organization.key.over");
        RevokedAt = at;
        Record("organization.key.revoked", ("partner", Partner));
        return Done.It;
    }
}
