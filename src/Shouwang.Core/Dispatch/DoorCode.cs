namespace Shouwang.Dispatch;

/// <summary>码的范围: what a printed code stands for.</summary>
public enum DoorCodeKind
{
    /// <summary>户: one door.</summary>
    [Term("户")] Door,

    /// <summary>楼: one building or entrance.</summary>
    [Term("楼")] Building,

    /// <summary>站: the station's own code.</summary>
    [Term("站")] Station,
}

/// <summary>门码: a printed QR code; scanning it opens the page on which a need is placed, with the place known already.</summary>
/// <remarks>The code has at least 128 bits of chance and holds nothing personal; only its keyed hash is stored.</remarks>
public sealed class DoorCode : Aggregate
{
    /// <summary>Longest address, in characters.</summary>
    public const int LongestAddress = 120;

    private DoorCode() { }

    /// <summary>The id.</summary>
    public DoorCodeId Id { get; private set; }

    /// <summary>What it stands for.</summary>
    public DoorCodeKind Kind { get; private set; }

    /// <summary>Keyed hash of the printed code.</summary>
    public string CodeHash { get; private set; } = "";

    /// <summary>地址, under encryption; for a building or station the part that all its households share.</summary>
    public SealedText Address { get; private set; }

    /// <summary>Index of the address: one address has one code in force.</summary>
    public BlindIndex AddressIndex { get; private set; }

    /// <summary>Degrees north, when known.</summary>
    public double? Latitude { get; private set; }

    /// <summary>Degrees east, when known.</summary>
    public double? Longitude { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>作废时间: from then on it opens nothing; null while in force.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("door-code", Id.Value);

    /// <summary>制码: makes a code for a place of a unit.</summary>
    public static DoorCode Make(DoorCodeId id, IInUnit unit, DoorCodeKind kind, string codeHash, SealedText address, BlindIndex addressIndex, GeoPoint? place, DateTimeOffset at)
    {
        var code = new DoorCode
        {
            Id = id, UnitId = unit.UnitId, UnitPath = unit.UnitPath, Kind = kind, CodeHash = codeHash, Address = address, AddressIndex = addressIndex,
            Latitude = place?.Latitude, Longitude = place?.Longitude, MadeAt = at,
        };
        code.Record("dispatch.door-code.made", ("kind", kind));
        return code;
    }

    /// <summary>换码: a new printed code for the same place; the old one opens nothing any more.</summary>
    public Result<Done> Replace(string codeHash, DateTimeOffset at)
    {
        if (RevokedAt is not null) return new Refusal("dispatch.door-code.revoked");
        (CodeHash, MadeAt) = (codeHash, at);
        Record("dispatch.door-code.replaced");
        return Done.It;
    }

    /// <summary>作废: the code was lost or misused.</summary>
    public Result<Done> Revoke(DateTimeOffset at)
    {
        if (RevokedAt is not null) return new Refusal("dispatch.door-code.revoked");
        RevokedAt = at;
        Record("dispatch.door-code.revoked");
        return Done.It;
    }
}
