using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>服务菜单和派单规矩: each center keeps its own; what is changed holds from then on, what is under way goes on.</summary>
public sealed class KeepingMenuAndRules
{
    private static readonly MenuEntryTerms Terms = new("修鞋", "Shoes", null, ServiceForm.Visit, null, 30, 1, Urgency.Ordinary, "刀具收好。", 200);

    [DatabaseTheory]
    [InlineData("name", "dispatch.menu.name")]
    [InlineData("skill", "dispatch.menu.unknown-skill")]
    [InlineData("standardMinutes", "dispatch.order.minutes")]
    [InlineData("peopleNeeded", "dispatch.order.people")]
    [InlineData("safetyRule", "dispatch.menu.rule-too-long")]
    [InlineData("code", "dispatch.menu.malformed-code")]
    public async Task What_cannot_be_offered_is_refused_at_its_field(Engine engine, string field, string code)
    {
        await using var town = await DispatchTown.On(engine);
        var terms = field switch
        {
            "name" => Terms with { Name = new string('名', 5000) },
            "skill" => Terms with { Skill = "levitation" },
            "standardMinutes" => Terms with { StandardMinutes = -30 },
            "peopleNeeded" => Terms with { PeopleNeeded = 0 },
            "safetyRule" => Terms with { SafetyRule = new string('规', 5000) },
            _ => Terms,
        };
        var refused = await Add(town, field == "code" ? "<script>" : "shoes", terms);
        Assert.Equal((code, field), (refused.Refusal?.Code, refused.Refusal?.Field));
        Assert.Equal(StandardMenu.Items.Count, await town.House.Read(db => db.Menu().CountAsync()));
    }

    [DatabaseTheory]
    public async Task A_code_means_one_thing_in_a_center_and_its_stations(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        _ = (await Add(town, "shoes", Terms)).Value;
        Assert.Equal("dispatch.menu.code-taken", (await Add(town, "shoes", Terms)).Refusal?.Code);
        Assert.Equal("dispatch.menu.code-taken", (await Add(town, "shoes", Terms, LittleDistrict.PineCode)).Refusal?.Code);
        _ = (await Add(town, "chess", Terms with { Name = "下棋" }, LittleDistrict.PineCode)).Value;
        Assert.Equal("dispatch.menu.code-taken", (await Add(town, "chess", Terms)).Refusal?.Code);
        Assert.True((await Place(town, "chess")).IsOk);
        Assert.Equal("dispatch.menu.unknown-kind", (await Place(town, "chess", LittleDistrict.RiverCode)).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task What_was_placed_keeps_its_terms_and_what_is_closed_takes_no_more(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var leader = await town.House.Hire(Role.Leader, town.House.District.Center);
        var item = (await Add(town, "shoes", Terms)).Value;
        var placed = (await Place(town, "shoes")).Value;
        _ = (await town.House.Run<ChangeMenuItem, Result<Done>>(leader, use => use.Run(item, null, Terms with { StandardMinutes = 90, PeopleNeeded = 3 }, default))).Value;
        _ = (await town.House.Run<OfferMenuItem, Result<Done>>(leader, use => use.Run(item, false, default))).Value;
        Assert.Equal("dispatch.menu.not-offered", (await Place(town, "shoes")).Refusal?.Code);
        var order = await town.Order(placed.Id);
        Assert.Equal((30, 1), (order.Planned.Minutes, order.PeopleNeeded));
        Assert.True((await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).IsOk);
        _ = (await town.House.Run<OfferMenuItem, Result<Done>>(leader, use => use.Run(item, true, default))).Value;
        Assert.Equal(3, (await town.Order((await Place(town, "shoes")).Value.Id)).PeopleNeeded);
        Assert.Equal("dispatch.menu.changed-meanwhile", (await town.House.Run<ChangeMenuItem, Result<Done>>(leader, use => use.Run(item, 1, Terms, default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task Only_a_leader_keeps_the_menu_and_the_rules_and_only_his_own(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var west = await town.House.Hire(Role.Leader, town.House.District.West);
        Assert.Equal("host.permission.forbidden", (await town.House.Run<AddMenuItem, Result<MenuItemId>>(west, use => use.Run(LittleDistrict.PineCode, "shoes", Terms, default))).Refusal?.Code);
        Assert.Equal("host.permission.forbidden", (await town.House.Run<SetDispatchPolicy, Result<Done>>(town.Dispatcher, use => use.Run(LittleDistrict.CenterCode, DispatchPolicy.Standard, default))).Refusal?.Code);
        var item = await town.House.Read(db => db.Menu().Select(i => i.Id).FirstAsync());
        Assert.Equal("dispatch.menu.unknown", (await town.House.Run<OfferMenuItem, Result<Done>>(west, use => use.Run(item, false, default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task A_unit_s_own_rules_hold_for_it_and_below_and_the_nearest_wins(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var leader = await town.House.Hire(Role.Leader, town.House.District.Center);
        await Set(LittleDistrict.CenterCode, DispatchPolicy.Standard with { UrgentDueMinutes = 60, AskedPerPlace = 1 });
        await Set(LittleDistrict.EastCode, DispatchPolicy.Standard with { UrgentDueMinutes = 45, AskedPerPlace = 3, OrdinaryAnswerMinutes = 10 });
        for (var i = 0; i < 5; i++) await town.Enlist(100 * i);
        var now = town.House.Clock.GetUtcNow();
        Assert.Equal(now.AddMinutes(75), (await Place(town, "shopping", LittleDistrict.PineCode, "Urgent")).Value.DueAt); // its service ends then
        Assert.Equal(now.AddMinutes(45), (await Place(town, "rubbish", LittleDistrict.PineCode, "Urgent")).Value.DueAt);
        Assert.Equal(now.AddMinutes(60), (await Place(town, "rubbish", LittleDistrict.HillCode, "Urgent")).Value.DueAt);

        var placed = (await Place(town, "shopping")).Value;
        _ = (await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default))).Value;
        Assert.Equal(3, (await town.Order(placed.Id)).Waiting(now));
        await town.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(2, (await town.Order(placed.Id)).Wave);
        var wrong = await town.House.Run<SetDispatchPolicy, Result<Done>>(leader, use => use.Run(LittleDistrict.EastCode, DispatchPolicy.Standard with { AskedPerPlace = 4, RestMinutes = -1 }, default));
        Assert.Equal(["AskedPerPlace", "RestMinutes"], wrong.Refusals.Select(no => no.Field));

        async Task Set(string unit, DispatchPolicy policy) => _ = (await town.House.Run<SetDispatchPolicy, Result<Done>>(leader, use => use.Run(unit, policy, default))).Value;
    }

    private static async Task<Result<MenuItemId>> Add(DispatchTown town, string code, MenuEntryTerms terms, string unit = LittleDistrict.CenterCode) =>
        await town.House.Run<AddMenuItem, Result<MenuItemId>>(await town.House.Hire(Role.Leader, town.House.District.Center), use => use.Run(unit, code, terms, default));

    private static Task<Result<PlacedOrder>> Place(DispatchTown town, string kind, string unit = LittleDistrict.PineCode, string? urgency = null) =>
        town.House.Run<PlaceOrder, Result<PlacedOrder>>(Caller.Nobody, use => use.Run(DispatchTown.Need with { Kind = kind, Unit = unit, Urgency = urgency }, OrderSource.PublicPage, default));
}
