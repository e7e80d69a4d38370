using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

public sealed class CountingTheLoop
{
    [DatabaseTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Children_and_own_make_the_parent_and_every_number_opens_to_its_rows(Engine engine, int seed)
    {
        await using var town = await DispatchTown.On(engine);
        var district = town.House.District;
        await LiveThroughADay(town, new Random(seed));
        var period = new Period(town.House.Clock.GetUtcNow().AddDays(-2), town.House.Clock.GetUtcNow().AddMinutes(1));

        var whole = await Count(town, district.Center, period);
        Assert.True(whole.Single(f => f.Definition.Code == FigureRows.Done).Value > 0);
        Assert.True(whole.Single(f => f.Definition.Code == FigureRows.Minutes).Value > 0);
        foreach (var (parent, children) in new[] { (district.Center, new[] { district.East, district.West }), (district.East, [district.Pine, district.River, district.Museum]), (district.West, [district.Hill, district.Lake]) })
        {
            var (sum, parts) = (await Count(town, parent, period), new List<IReadOnlyList<Figure>>());
            foreach (var child in children) parts.Add(await Count(town, child, period));
            foreach (var figure in sum.Where(f => f.Definition.Sums))
                Assert.Equal(figure.Value, parts.Sum(part => part.Single(f => f.Definition.Code == figure.Definition.Code).Value));
            foreach (var figure in sum)
                Assert.Equal(figure.Rows, await Listed(town, parent, figure.Definition.Code, period));
        }
    }

    private static async Task LiveThroughADay(DispatchTown town, Random random)
    {
        string[] stations = [LittleDistrict.PineCode, LittleDistrict.RiverCode, LittleDistrict.HillCode, LittleDistrict.LakeCode];
        var people = new List<VolunteerId>();
        for (var i = 0; i < 6; i++) people.Add(await town.Enlist(at: town.House.District.Center));
        for (var i = 0; i < 12; i++)
        {
            var placed = await town.Place(DispatchTown.Need with { Unit = stations[random.Next(4)], Phone = $"1380000000{random.Next(4)}" });
            var me = people[random.Next(people.Count)];
            if (random.Next(5) == 0) await town.Staff<WithdrawOrder>(use => use.Run(placed.Id, null, "不需要了", default));
            else if (random.Next(4) > 0 && (await Claim(town, placed, me)).IsOk)
            {
                town.House.Clock.Advance(TimeSpan.FromMinutes(60));
                await town.As<CheckIn>(me, use => use.Run(placed.Id, me, default));
                town.House.Clock.Advance(TimeSpan.FromMinutes(random.Next(10, 60)));
                await town.As<CheckOut>(me, use => use.Run(placed.Id, me, null, null, default));
            }
        }
        await town.Pass(TimeSpan.FromHours(random.Next(1, 30)));
    }

    private static async Task<Result<OrderStatus>> Claim(DispatchTown town, PlacedOrder placed, VolunteerId me)
    {
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        while ((await town.Order(placed.Id)).HandlerPath != town.House.District.Center.UnitPath) await town.Staff<EscalateOrder>(use => use.Run(placed.Id, null, default));
        return await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default));
    }

    private static Task<IReadOnlyList<Figure>> Count(DispatchTown town, Unit unit, Period period) =>
        town.House.Run<DispatchFigures, IReadOnlyList<Figure>>(town.Dispatcher, figures => figures.Count(new Reach([unit.UnitPath]), period, default));

    // As the board lists them, page by page; places that lack something have a list of their own.
    private static async Task<long> Listed(DispatchTown town, Unit unit, string code, Period period) => code == FigureRows.ConditionsLost
        ? (await town.House.Run<LackingPlaces, IReadOnlyList<LackingPlace>>(town.Dispatcher, lacking => lacking.Run(new Reach([unit.UnitPath]), period, default))).Count
        : await town.House.Run<OrderBoard, long>(town.Dispatcher, async board =>
    {
        var filter = new BoardFilter { All = true, Figure = code, PlacedFrom = period.From, PlacedUntil = period.Until };
        var page = await board.Rows(new Reach([unit.UnitPath]), filter, default, size: 1000);
        return page.Rows.Count;
    });
}
