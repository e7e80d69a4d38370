namespace Shouwang.Data;

public sealed class VerifyingTheLedger
{
    private const string Third = "where unit_id = (select id from units where code = '119901001001') and sequence = 3";

    [DatabaseTheory]
    public async Task An_untouched_ledger_is_whole(Engine engine)
    {
        await using var house = await Ledger(engine);
        var report = await Check(house);
        Assert.True(report.IsWhole, string.Join(';', report.Broken));
        Assert.True(report.Facts > 20);
    }

    [DatabaseTheory]
    [InlineData("update facts set unit_path = '/1/' ")]
    [InlineData("update facts set type = 'test.fact.other' ")]
    [InlineData("update facts set subject = 'person' ")]
    [InlineData("update facts set subject_id = (select id from units where code = '119901001001') ")]
    [InlineData("update facts set subject_version = 7 ")]
    [InlineData("update facts set actor_kind = 'Staff' ")]
    [InlineData("update facts set actor_id = (select id from units where code = '119901001001') ")]
    [InlineData("update facts set on_behalf_of = '' ")]
    [InlineData("update facts set via = 'x' ")]
    [InlineData("update facts set payload = '[]' ")]
    [InlineData("update facts set mac = (select mac from fact_chains limit 1) ")]
    [InlineData("update facts set at = (select min(at) from facts) ")]
    [InlineData("delete from facts ")]
    public async Task A_changed_line_is_named(Engine engine, string tampering)
    {
        await using var house = await Ledger(engine);
        await Tamper(house, tampering + Third);
        var broken = Assert.Single((await Check(house)).Broken);
        Assert.Equal(("119901001001", 3), (broken.Unit, broken.Sequence));
    }

    [DatabaseTheory]
    public async Task A_line_moved_to_another_unit_breaks_both(Engine engine)
    {
        await using var house = await Ledger(engine);
        await Tamper(house, $"update facts set sequence = 999, unit_id = (select id from units where code = '119901001002') {Third}");
        Assert.Equal(["119901001001", "119901001002"], (await Check(house)).Broken.Select(chain => chain.Unit).Order());
    }

    [DatabaseTheory]
    public async Task Two_lines_that_changed_places_are_found(Engine engine)
    {
        await using var house = await Ledger(engine);
        const string pine = "unit_id = (select id from units where code = '119901001001')";
        await Tamper(house,
            $"update facts set sequence = 1000 where {pine} and sequence = 2", $"update facts set sequence = 2 where {pine} and sequence = 3", $"update facts set sequence = 3 where {pine} and sequence = 1000");
        Assert.Equal(2, Assert.Single((await Check(house)).Broken).Sequence);
    }

    [DatabaseTheory]
    public async Task A_line_put_in_at_the_end_is_found(Engine engine)
    {
        await using var house = await Ledger(engine);
        await Tamper(house, "insert into facts (unit_id, unit_path, sequence, at, type, subject, subject_id, subject_version, actor_kind, actor_id, payload, mac) "
            + $"select unit_id, unit_path, (select sequence + 1 from fact_chains c where c.unit_id = facts.unit_id), at, type, subject, subject_id, subject_version, actor_kind, actor_id, payload, mac from facts {Third}");
        Assert.Single((await Check(house)).Broken);
    }

    [DatabaseTheory]
    public async Task A_tail_cut_off_is_found_by_the_head(Engine engine)
    {
        await using var house = await Ledger(engine);
        await Tamper(house, $"delete from facts {Third.Replace("= 3", "> 3", StringComparison.Ordinal)}");
        Assert.Equal(4, Assert.Single((await Check(house)).Broken).Sequence);
    }

    [DatabaseTheory]
    public async Task A_tail_cut_off_with_its_head_is_found_by_the_anchor(Engine engine)
    {
        await using var house = await Ledger(engine);
        var anchor = await Anchor(house);
        await Tamper(house,
            $"delete from facts {Third.Replace("= 3", "> 3", StringComparison.Ordinal)}",
            $"update fact_chains set sequence = 3, mac = (select mac from facts {Third}) where unit_id = (select id from units where code = '119901001001')");
        Assert.True((await Check(house)).IsWhole); // nothing inside shows it
        Assert.Equal(4, Assert.Single((await Check(house, anchor)).Broken).Sequence);
    }

    [DatabaseTheory]
    public async Task A_chain_that_is_gone_altogether_is_found_by_the_anchor(Engine engine)
    {
        await using var house = await Ledger(engine);
        var anchor = await Anchor(house);
        await Tamper(house, "delete from facts where unit_id = (select id from units where code = '119901001001')", "delete from fact_chains where unit_id = (select id from units where code = '119901001001')");
        Assert.Equal(("119901001001", 1), Assert.Single((await Check(house, anchor)).Broken) is var broken ? (broken.Unit, (int)broken.Sequence) : default);
    }

    [DatabaseTheory]
    public async Task A_ledger_written_anew_without_the_key_is_found(Engine engine)
    {
        await using var house = await Ledger(engine);
        var forger = new FactSeal(new KeyRing(new byte[32]));
        var lines = await house.Read(db => db.Facts().AsNoTracking().OrderBy(fact => fact.Sequence).ToListAsync());
        var forged = lines.GroupBy(fact => fact.UnitId).SelectMany(chain =>
        {
            var mac = FactSeal.Start;
            return chain.Select(fact => (fact.Id, Mac: mac = forger.Mac(mac, fact))).ToList();
        });
        await Tamper(house, [.. forged.Select(line => $"update facts set mac = '{line.Mac}' where id = {line.Id}"),
            "update fact_chains set mac = (select mac from facts where facts.unit_id = fact_chains.unit_id order by sequence desc limit 1)"]);
        var report = await Check(house);
        Assert.Equal(report.Chains, report.Broken.Count);
    }

    [DatabaseTheory]
    public async Task A_ledger_that_went_on_still_reaches_its_anchor(Engine engine)
    {
        await using var house = await Ledger(engine);
        var anchor = await Anchor(house);
        await Write(house, 5);
        Assert.True((await Check(house, anchor)).IsWhole);
    }

    [DatabaseTheory]
    public async Task A_forged_anchor_is_not_read(Engine engine)
    {
        await using var house = await Ledger(engine);
        var json = (await Anchor(house)).ToJson();
        var keys = house.Services.GetRequiredService<KeyRing>();
        Assert.NotNull(FactAnchor.Read(json, keys));
        Assert.Null(FactAnchor.Read(json.Replace("\"sequence\": ", "\"sequence\": 1", StringComparison.Ordinal), keys));
        Assert.Null(FactAnchor.Read("not an anchor", keys));
    }

    private static async Task<TestHouse> Ledger(Engine engine)
    {
        var house = await TestHouse.On(engine);
        await Write(house, 10);
        return house;
    }

    private static async Task Write(TestHouse house, int lines)
    {
        for (var i = 0; i < lines; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            await house.Write(db =>
            {
                foreach (var unit in (IInUnit[])[house.District.Pine, house.District.River])
                    db.Record(unit, "test.fact.noted", "test", house.Ids.NewGuid(), ("number", i), ("text", "松林"));
            });
        }
    }

    private static Task<FactReport> Check(TestHouse house, FactAnchor? anchor = null) => house.Run<FactCheck, FactReport>((Shouwang.Organization.Caller?)null, check => check.Run(anchor, null, CancellationToken.None));

    private static async Task<FactAnchor> Anchor(TestHouse house)
    {
        var heads = await house.Run<FactCheck, Dictionary<Guid, (long, string)>>((Shouwang.Organization.Caller?)null, check => check.Heads(CancellationToken.None));
        return FactAnchor.Make(heads, house.Clock.GetUtcNow(), house.Services.GetRequiredService<KeyRing>());
    }

    // Somebody with full access to the database, but without the key file: the triggers do not stop him.
    private static Task<int> Tamper(TestHouse house, params string[] statements) => house.Read(async db =>
    {
        string[] open = db.IsSqlite
            ? ["drop trigger if exists facts_no_update", "drop trigger if exists facts_no_delete"]
            : ["alter table facts disable trigger all"];
        var changed = 0;
        foreach (var statement in open.Concat(statements)) changed = await db.Database.ExecuteSqlRawAsync(statement);
        Assert.NotEqual(0, changed);
        return changed;
    });
}
