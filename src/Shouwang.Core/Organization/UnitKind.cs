namespace Shouwang.Organization;

/// <summary>单位类别: what a unit is in the network.</summary>
public enum UnitKind
{
    /// <summary>新时代文明实践中心: the district's center.</summary>
    [Term("中心")] Center,

    /// <summary>新时代文明实践所: a street's or township's institute.</summary>
    [Term("所")] Institute,

    /// <summary>新时代文明实践站: a community's or village's station.</summary>
    [Term("站")] Station,

    /// <summary>基地: a museum, a library, a post office that serves the network.</summary>
    [Term("基地")] Base,

    /// <summary>点: a spot where service happens.</summary>
    [Term("点")] Point,
}

/// <summary>层级规则: which kind of unit may stand under which.</summary>
public static class UnitKinds
{
    /// <summary>True when a unit of this kind may stand under a parent of that kind (null: may be the root).</summary>
    /// <remarks>中心→所→站; bases and points stand under any of the three; a point also under a base.</remarks>
    public static bool MayStandUnder(UnitKind kind, UnitKind? parent) => kind switch
    {
        UnitKind.Center => parent is null,
        UnitKind.Institute => parent is UnitKind.Center,
        UnitKind.Station => parent is UnitKind.Institute,
        UnitKind.Base => parent is UnitKind.Center or UnitKind.Institute or UnitKind.Station,
        UnitKind.Point => parent is not (null or UnitKind.Point),
    };
}
