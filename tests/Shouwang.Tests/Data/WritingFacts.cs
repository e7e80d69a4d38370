using Shouwang.Organization;

namespace Shouwang.Data;

public sealed class WritingFacts
{
    [DatabaseTheory]
    public async Task Facts_of_a_unit_are_chained_without_gaps(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        for (var i = 1; i <= 5; i++) await Rename(house, $"第{i}次更名");
        await Verify(house, house.District.Pine.Id, facts: 6);
    }

    [DatabaseTheory]
    public async Task Many_writers_at_once_make_one_chain(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await Task.WhenAll(Enumerable.Range(1, 40).Select(_ => house.Write(db => db.Record(house.District.Pine, "test.thing.happened", "thing", house.Ids.NewGuid()))));
        await Verify(house, house.District.Pine.Id, facts: 41);
    }

    [DatabaseTheory]
    [InlineData("update facts set type = 'x'")]
    [InlineData("delete from facts")]
    public async Task The_database_refuses_to_change_them(Engine engine, string tampering)
    {
        await using var house = await TestHouse.On(engine);
        var before = await house.Read(db => db.Facts().CountAsync());
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => house.Read(db => db.Database.ExecuteSqlRawAsync(tampering)));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await house.Read(db => db.Facts().CountAsync(fact => fact.Type != "x")));
    }

    [DatabaseTheory]
    public async Task A_change_without_a_fact_is_not_saved(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(() => house.Run<ShouwangDb, int>((Caller?)null, async db =>
        {
            var unit = await db.Units().FirstAsync(unit => unit.Code == LittleDistrict.PineCode);
            db.Entry(unit).Property(u => u.Name).CurrentValue = "悄悄改名";
            return await db.SaveChangesAsync();
        }));
        Assert.False(await house.Read(db => db.Units().AnyAsync(unit => unit.Name == "悄悄改名")));
    }

    [DatabaseTheory]
    public async Task A_fact_and_its_change_are_saved_together_or_not_at_all(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var before = await house.Read(db => db.Facts().CountAsync());
        await Assert.ThrowsAsync<DbUpdateException>(() => house.Write(db =>
        {
            var twin = Unit.Open(house.Ids.New<UnitId>(), house.District.East, LittleDistrict.PineCode, UnitKind.Station, "同码站", null, house.Clock.Today).Value;
            db.Add(twin);
        }));
        Assert.Equal(before, await house.Read(db => db.Facts().CountAsync()));
        await Verify(house, house.District.Pine.Id, facts: 1);
    }

    [DatabaseTheory]
    public async Task The_ledger_names_who_acted(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var admin = await house.Hire(Role.SystemAdministrator, house.District.Center);
        await house.Run<ShouwangDb, int>(admin, async db =>
        {
            _ = (await db.Units().FirstAsync(unit => unit.Code == LittleDistrict.PineCode)).Rename("松林新名").Value;
            return await db.SaveChangesAsync();
        });
        var last = await house.Read(db => db.HistoryOf(house.District.Pine.Id.Value).LastAsync());
        Assert.Equal(("organization.unit.renamed", ActorKind.Staff, admin.Id.Value, 2), (last.Type, last.ActorKind, last.ActorId, last.SubjectVersion));
    }

    [DatabaseTheory]
    public async Task Two_editors_of_one_card_cannot_overwrite_each_other(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await using var slow = house.As();
        var db = slow.ServiceProvider.GetRequiredService<ShouwangDb>();
        var mine = await db.Units().FirstAsync(unit => unit.Code == LittleDistrict.PineCode);
        await Rename(house, "别人先改了");
        _ = mine.Rename("我后来改").Value;
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
        Assert.Equal("别人先改了", await house.Read(other => other.Units().Where(unit => unit.Code == LittleDistrict.PineCode).Select(unit => unit.Name).FirstAsync()));
    }

    private static Task<int> Rename(TestHouse house, string name) => house.Run<ShouwangDb, int>((Caller?)null, async db =>
    {
        _ = (await db.Units().FirstAsync(unit => unit.Code == LittleDistrict.PineCode)).Rename(name).Value;
        return await db.SaveChangesAsync();
    });

    /// <summary>Reads the chain as an auditor would: every mac anew, every number in turn, the head at the end.</summary>
    private static async Task Verify(TestHouse house, UnitId unit, int facts)
    {
        var seal = house.Services.GetRequiredService<FactSeal>();
        var chain = await house.Read(db => db.Facts().AsNoTracking().Where(fact => fact.UnitId == unit).OrderBy(fact => fact.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, facts).Select(number => (long)number), chain.Select(fact => fact.Sequence));
        var mac = FactSeal.Start;
        foreach (var fact in chain)
        {
            mac = seal.Mac(mac, fact);
            Assert.Equal(mac, fact.Mac);
        }
        var head = await house.Read(db => db.Set<FactChain>().AsNoTracking().SingleAsync(c => c.UnitId == unit));
        Assert.Equal((facts, mac), (head.Sequence, head.Mac));
    }
}
