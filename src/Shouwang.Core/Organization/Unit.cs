namespace Shouwang.Organization;

/// <summary>单位: a node of the network: center, institute, station, base or point.</summary>
public sealed class Unit : Aggregate
{
    /// <summary>Longest name that fits on a board and a seal, in characters.</summary>
    public const int LongestName = 60;

    private Unit() { }

    /// <summary>The id.</summary>
    public UnitId Id { get => UnitId; private set => UnitId = value; }

    /// <summary>The unit above; null only for the root.</summary>
    public UnitId? ParentId { get; private set; }

    /// <summary>编码: unique short code for people, addresses and files; never changes. Units made from an area carry its region code.</summary>
    public string Code { get; private set; } = "";

    /// <summary>What the unit is in the network.</summary>
    public UnitKind Kind { get; private set; }

    /// <summary>名称: the name in full.</summary>
    public string Name { get; private set; } = "";

    /// <summary>区划代码: the administrative area the unit serves, when there is one.</summary>
    public string? RegionDigits { get; private set; }

    /// <summary>服务电话: the number a resident may call; a public number, not a person's.</summary>
    public string? PublicPhone { get; private set; }

    /// <summary>Degrees north (WGS-84), when the place is known.</summary>
    public double? Latitude { get; private set; }

    /// <summary>Degrees east (WGS-84), when the place is known.</summary>
    public double? Longitude { get; private set; }

    /// <summary>撤销日期: the first day on which the unit takes no new work; null while it is open.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>The path from the root, built of codes: <c>/110107/110107001/110107001003/</c>.</summary>
    public string Path => UnitPath;

    /// <summary>The place on the map, when it is known.</summary>
    public GeoPoint? Place => Latitude is { } lat && Longitude is { } lon ? new GeoPoint(lat, lon) : null;

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("unit", Id.Value);

    /// <summary>True when the unit takes work on that day.</summary>
    public bool IsOpenOn(DateOnly day) => ClosedOn is null || day < ClosedOn;

    /// <summary>新增: opens a unit under a parent (or as the root).</summary>
    public static Result<Unit> Open(UnitId id, Unit? parent, string code, UnitKind kind, string name, RegionCode? region, DateOnly today)
    {
        var refusals = new List<Refusal>();
        if (CheckName(name) is { } wrongName) refusals.Add(wrongName.At("name"));
        if (!IsCode(code)) refusals.Add(new Refusal("organization.unit.malformed-code").At("code"));
        if (parent is not null && !parent.IsOpenOn(today)) refusals.Add(new Refusal("organization.unit.closed", ("name", parent.Name)).At("parent"));
        if (!UnitKinds.MayStandUnder(kind, parent?.Kind)) refusals.Add(new Refusal("organization.unit.wrong-level", ("kind", kind), ("parent", parent?.Kind)).At("kind"));
        if (refusals.Count > 0) return refusals;

        var unit = new Unit { Id = id, ParentId = parent?.Id, Code = code, Kind = kind, Name = name.Trim(), RegionDigits = region?.Digits };
        unit.UnitPath = $"{parent?.UnitPath ?? "/"}{code}/";
        unit.Record("organization.unit.opened", ("code", code), ("kind", kind), ("parent", parent?.Id.Value));
        return unit;
    }

    /// <summary>更名: gives the unit another name.</summary>
    public Result<Done> Rename(string name)
    {
        if (CheckName(name) is { } wrong) return wrong.At("name");
        var before = Name;
        Name = name.Trim();
        Record("organization.unit.renamed", ("from", before), ("to", Name));
        return Done.It;
    }

    /// <summary>调整隶属: hangs the unit, with all below it, under another parent.</summary>
    /// <remarks>The caller rewrites the paths of everything below, in the same transaction.</remarks>
    public Result<Done> MoveUnder(Unit parent, DateOnly today)
    {
        if (parent.UnitPath.StartsWith(UnitPath, StringComparison.Ordinal)) return new Refusal("organization.unit.circle").At("parent");
        if (!parent.IsOpenOn(today)) return new Refusal("organization.unit.closed", ("name", parent.Name)).At("parent");
        if (!UnitKinds.MayStandUnder(Kind, parent.Kind)) return new Refusal("organization.unit.wrong-level", ("kind", Kind), ("parent", parent.Kind)).At("parent");
        var before = ParentId;
        (ParentId, UnitPath) = (parent.Id, $"{parent.UnitPath}{Code}/");
        Record("organization.unit.moved", ("from", before?.Value), ("to", parent.Id.Value));
        return Done.It;
    }

    /// <summary>撤销: closes the unit from a day on; what is under way there is finished, nothing new is taken.</summary>
    public Result<Done> Close(DateOnly from, DateOnly today, bool hasOpenChildren)
    {
        if (from < today) return new Refusal("organization.unit.closed-in-the-past", ("today", today)).At("from");
        if (ClosedOn is not null) return new Refusal("organization.unit.closed", ("name", Name));
        if (hasOpenChildren) return new Refusal("organization.unit.has-open-children");
        ClosedOn = from;
        Record("organization.unit.closed", ("from", from));
        return Done.It;
    }

    /// <summary>重新开放: takes a closing back.</summary>
    public Result<Done> Reopen()
    {
        if (ClosedOn is null) return new Refusal("organization.unit.not-closed");
        ClosedOn = null;
        Record("organization.unit.reopened");
        return Done.It;
    }

    /// <summary>Sets the place on the map and the public phone number.</summary>
    public Result<Done> Locate(GeoPoint? place, string? publicPhone)
    {
        if (place is { IsOnGlobe: false }) return new Refusal("organization.unit.off-the-globe").At("latitude");
        if (publicPhone is { Length: > 20 }) return new Refusal("organization.unit.phone-too-long").At("publicPhone");
        (Latitude, Longitude, PublicPhone) = (place?.Latitude, place?.Longitude, string.IsNullOrWhiteSpace(publicPhone) ? null : publicPhone.Trim());
        Record("organization.unit.located");
        return Done.It;
    }

    private static Refusal? CheckName(string? name) => (name ?? "").Trim() switch
    {
        "" => new Refusal("organization.unit.name-missing"),
        { Length: > LongestName } => new Refusal("organization.unit.name-too-long", ("most", LongestName)),
        _ => null,
    };

    private static bool IsCode(string? code) =>
        code is { Length: >= 1 and <= 24 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
