namespace Shouwang.Organization;

public sealed class SeeingOnlyOnesOwn
{
    private const string Root = "/R/";

    /// <summary>The filter in SQL answers as a loop over all rows would, for trees and reaches nobody has thought of.</summary>
    [DatabaseTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_scope_filter_agrees_with_brute_force(Engine engine, int seed)
    {
        await using var house = await TestHouse.On(engine);
        var random = new Random(seed);
        var units = RandomTree(house, random, size: 60);
        await house.Write(db => db.AddRange(units));
        var all = units.Concat(house.District.Units).Select(unit => unit.UnitPath).ToList();
        for (var round = 0; round < 40; round++)
        {
            var roots = Enumerable.Range(0, random.Next(4)).Select(_ => all[random.Next(all.Count)]).ToList();
            var expected = all.Where(path => roots.Any(root => path.StartsWith(root, StringComparison.Ordinal))).Order(StringComparer.Ordinal);
            var seen = await house.Read(db => db.Units().Within(Reach.Of(roots)).Select(unit => unit.UnitPath).ToListAsync());
            Assert.Equal(expected, seen.Order(StringComparer.Ordinal));
        }
    }

    [DatabaseTheory]
    public async Task Nobody_sees_nothing(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        Assert.Empty(await house.Read(db => db.Units().Within(Reach.Nowhere).ToListAsync()));
    }

    [DatabaseTheory]
    public async Task A_unit_whose_code_begins_like_another_is_not_inside_it(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var twin = Unit.Open(house.Ids.New<UnitId>(), house.District.East, LittleDistrict.PineCode + "-2", UnitKind.Station, "松林二站", null, house.Clock.Today).Value;
        await house.Write(db => db.Add(twin));
        var seen = await house.Read(db => db.Units().Within(new Reach([house.District.Pine.UnitPath])).Select(unit => unit.Code).ToListAsync());
        Assert.Equal([LittleDistrict.PineCode], seen);
    }

    // Codes of mixed case, digits and hyphens: what a database's own sorting would put in another order than bytes.
    private static List<Unit> RandomTree(TestHouse house, Random random, int size)
    {
        var root = Unit.Open(house.Ids.New<UnitId>(), null, "R", UnitKind.Center, "根", null, house.Clock.Today).Value;
        Assert.Equal(Root, root.UnitPath);
        var units = new List<Unit> { root };
        while (units.Count < size)
        {
            var parent = units[random.Next(units.Count)];
            var kinds = Enum.GetValues<UnitKind>().Where(kind => UnitKinds.MayStandUnder(kind, parent.Kind)).ToList();
            if (kinds.Count == 0) continue;
            var code = $"{"aAbBzZ09-"[random.Next(9)]}{"-aZ1"[random.Next(4)]}{units.Count}";
            units.Add(Unit.Open(house.Ids.New<UnitId>(), parent, code, kinds[random.Next(kinds.Count)], code, null, house.Clock.Today).Value);
        }
        return units;
    }
}
