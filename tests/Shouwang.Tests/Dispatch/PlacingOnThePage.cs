using System.Net;

namespace Shouwang.Dispatch;

/// <summary>What a resident meets: the form of a need, and the page on which he follows it.</summary>
public sealed class PlacingOnThePage
{
    [DatabaseTheory]
    public async Task A_resident_places_a_need_and_gets_a_code(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        _ = await BusyStation.In(house);
        using var answer = await house.Visitor().Submit("/place", "main form[method=post]",
            ("kind", "shopping"), ("unit", LittleDistrict.PineCode), ("name", "李桂兰"), ("phone", BusyStation.Phone), ("address", BusyStation.Address));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var placed = await house.Visitor().Page(answer.Headers.Location!.OriginalString);
        Assert.Contains("代买代取", placed.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await house.Read(db => db.Orders().CountAsync()));
    }

    [DatabaseTheory]
    public async Task What_was_typed_is_kept_when_something_is_missing(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        _ = await BusyStation.In(house);
        using var answer = await house.Visitor().Submit("/place", "main form[method=post]", ("kind", "shopping"), ("unit", LittleDistrict.PineCode), ("name", "李桂兰"), ("phone", "12"), ("note", "两斤<b>馒头</b>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Document();
        Assert.NotNull(page.QuerySelector("[data-error-summary] a[href$='#phone']"));
        Assert.Equal("两斤<b>馒头</b>", page.QuerySelector("textarea[name=note]")!.TextContent);
        Assert.Equal("李桂兰", page.QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("input[name=kind][value=shopping]")!.HasAttribute("checked"));
        Assert.Equal(0, await house.Read(db => db.Orders().CountAsync()));
    }

    [DatabaseTheory]
    public async Task The_page_behind_the_code_names_nobody(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var placed = await station.Place();
        await station.Ask(placed.Id, station.Chen);
        await station.Accept(placed.Id, station.Chen);
        using var answer = await house.Visitor().GetAsync(new Uri("/t/" + placed.TrackingCode, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("aria-current=\"step\"", text, StringComparison.Ordinal);
        foreach (var secret in new[] { "陈建国", BusyStation.Resident, BusyStation.Phone, BusyStation.Address, "馒头" }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task A_wrong_code_opens_nothing(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        using var answer = await house.Visitor().GetAsync(new Uri("/t/ABCDEFGHJKLMNP", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
