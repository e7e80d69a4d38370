using System.Net;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>Who sees which orders on the board, on the card and in exports; and that the numbers agree with the rows.</summary>
public sealed class LookingAtTheBoard
{
    [DatabaseTheory]
    public async Task The_sibling_station_sees_nothing_of_it(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var placed = await station.Place();
        var sibling = await house.LogInAs(Role.Dispatcher, house.District.River);
        Assert.DoesNotContain(placed.Number, (await sibling.Page("/board?state=all")).Body!.TextContent, StringComparison.Ordinal);
        using var card = await sibling.GetAsync(new Uri("/orders/" + placed.Number, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, card.StatusCode);
        var own = await house.LogInAs(Role.Dispatcher, house.District.Pine);
        Assert.Contains(placed.Number, (await own.Page("/board")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task The_numbers_on_top_are_the_rows_below(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var (first, second, _) = (await station.Place(), await station.Place("haircut", house.District.Hill), await station.Place("medicine"));
        await station.Ask(first.Id, station.Chen);
        await station.Change(second.Id, order => order.NobodyLeft(house.Clock.GetUtcNow()));
        await using var scope = house.As((await house.Hire(Role.Dispatcher, house.District.Center)).Caller);
        var (board, reach) = (scope.ServiceProvider.GetRequiredService<OrderBoard>(), new Reach([house.District.Center.UnitPath]));
        var counts = await board.Counts(reach, CancellationToken.None);
        foreach (var state in new[] { OrderState.Placed, OrderState.Dispatched })
        {
            var rows = await board.Rows(reach, new BoardFilter { State = state }, CancellationToken.None);
            Assert.Equal(rows.Rows.Count, counts.Where(count => count.State == state).Sum(count => count.Orders));
        }
        var queue = Assert.Single(await board.Queues(reach, CancellationToken.None), queue => queue.Orders > 0);
        Assert.Equal((OrderException.NobodyLeft, 1), (queue.Exception, queue.Orders));
        Assert.Equal(second.Number, Assert.Single((await board.Rows(reach, new BoardFilter { Queue = OrderException.NobodyLeft }, CancellationToken.None)).Rows).Number);
    }

    [DatabaseTheory]
    public async Task Pages_follow_each_other_without_gap_or_repetition(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var placed = new HashSet<string>();
        for (var i = 0; i < 7; i++) placed.Add((await station.Place()).Number);
        await using var scope = house.As();
        var (board, reach) = (scope.ServiceProvider.GetRequiredService<OrderBoard>(), new Reach([house.District.Center.UnitPath]));
        foreach (var sort in Enum.GetValues<BoardSort>())
        {
            var seen = new List<string>();
            BoardCursor? after = null;
            do
            {
                var page = await board.Rows(reach, new BoardFilter { Sort = sort, After = after }, CancellationToken.None, size: 3);
                seen.AddRange(page.Rows.Select(row => row.Number));
                after = page.Next is { } next ? BoardCursor.Read(next.ToString()) : null;
            }
            while (after is not null);
            Assert.Equal(placed.Order(), seen.Order());
        }
    }

    [DatabaseTheory]
    public async Task The_best_candidate_is_asked_by_one_button(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var placed = await station.Place();
        var dispatcher = await house.LogInAs(Role.Dispatcher, house.District.Pine);
        var page = await dispatcher.Page("/orders/" + placed.Number);
        var best = page.QuerySelector("button[data-key=a]")!.GetAttribute("value")!;
        using var answer = await dispatcher.Submit("/orders/" + placed.Number, "#dispatch", ("act", best));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(OrderState.Dispatched, await house.Read(db => db.Orders().Where(order => order.Id == placed.Id).Select(order => order.State).FirstAsync()));
        Assert.NotNull((await dispatcher.Page("/orders/" + placed.Number)).QuerySelector(".undo-bar"));
    }

    [DatabaseTheory]
    public async Task Whoever_acts_on_an_old_page_is_told_what_changed(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var placed = await station.Place();
        var dispatcher = await house.LogInAs(Role.Dispatcher, house.District.Pine);
        var seen = (await dispatcher.Page("/orders/" + placed.Number)).QuerySelector("#dispatch input[name=version]")!.GetAttribute("value")!;
        await station.Ask(placed.Id, station.Chen);
        using var answer = await dispatcher.Submit("/orders/" + placed.Number, "form:has(textarea[name=reason])", ("version", seen), ("how", "fail"), ("reason", "找不到人"));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.Document();
        Assert.NotNull(page.QuerySelector("[data-error-summary]"));
        Assert.Equal("找不到人", page.QuerySelector("textarea[name=reason]")!.TextContent);
    }

    [DatabaseTheory]
    public async Task An_export_is_masked_and_runs_no_formula(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        await station.Place(name: "=HYPERLINK(1)");
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        var csv = await clerk.GetStringAsync(new Uri("/board/export.csv", UriKind.Relative));
        Assert.Contains("'=**", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(BusyStation.Phone, csv, StringComparison.Ordinal);
        Assert.DoesNotContain("HYPERLINK", csv, StringComparison.Ordinal);
    }
}
