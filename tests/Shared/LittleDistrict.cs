using Shouwang.Organization;

namespace Shouwang;

/// <summary>石景山样例: a small district with invented codes: one center, two institutes, four stations, a base and a point.</summary>
public sealed class LittleDistrict
{
    public const string CenterCode = "119901", EastCode = "119901001", WestCode = "119901002";
    public const string PineCode = "119901001001", RiverCode = "119901001002", HillCode = "119901002001", LakeCode = "119901002002";
    public const string MuseumCode = "B-119901-1", PostOfficeCode = "P-119901-1";

    private readonly IdSource ids;
    private readonly DateOnly today;
    private readonly List<Unit> units = [];

    public LittleDistrict(IdSource ids, DateOnly today)
    {
        (this.ids, this.today) = (ids, today);
        Center = Open(null, CenterCode, UnitKind.Center, "石景山样例区新时代文明实践中心");
        East = Open(Center, EastCode, UnitKind.Institute, "东样街道新时代文明实践所");
        West = Open(Center, WestCode, UnitKind.Institute, "西样街道新时代文明实践所");
        Pine = Open(East, PineCode, UnitKind.Station, "松林样例社区新时代文明实践站");
        River = Open(East, RiverCode, UnitKind.Station, "河畔样例社区新时代文明实践站");
        Hill = Open(West, HillCode, UnitKind.Station, "山脚样例社区新时代文明实践站");
        Lake = Open(West, LakeCode, UnitKind.Station, "湖滨样例社区新时代文明实践站");
        Museum = Open(East, MuseumCode, UnitKind.Base, "东样博物馆基地");
        PostOffice = Open(Museum, PostOfficeCode, UnitKind.Point, "东样邮局服务点");
    }

    public Unit Center { get; }
    public Unit East { get; }
    public Unit West { get; }
    public Unit Pine { get; }
    public Unit River { get; }
    public Unit Hill { get; }
    public Unit Lake { get; }
    public Unit Museum { get; }
    public Unit PostOffice { get; }

    /// <summary>All units, parents before children.</summary>
    public IReadOnlyList<Unit> Units => units;

    private Unit Open(Unit? parent, string code, UnitKind kind, string name)
    {
        RegionCode? region = char.IsAsciiDigit(code[0]) ? RegionCode.Read(code).Value : null;
        var unit = Unit.Open(ids.New<UnitId>(), parent, code, kind, name, region, today).Value;
        units.Add(unit);
        return unit;
    }
}

/// <summary>Ids that are the same in every run.</summary>
public static class SeededIds
{
    public static IdSource From(int seed, TimeProvider clock)
    {
        var random = new Random(seed);
        return new IdSource(clock, () =>
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        });
    }
}
