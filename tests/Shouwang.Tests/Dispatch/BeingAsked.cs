using System.Net;

namespace Shouwang.Dispatch;

/// <summary>What a volunteer meets: an offer, the place he holds, and what is not his business.</summary>
public sealed class BeingAsked
{
    [DatabaseTheory]
    public async Task He_accepts_with_one_press_and_then_sees_whom_to_visit(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var placed = await station.Place();
        await station.Ask(placed.Id, station.Chen);
        var chen = await house.LogIn(ActorKind.Volunteer, station.Chen.Id.Value);
        Assert.DoesNotContain(BusyStation.Phone, (await chen.Page("/my/orders/" + placed.Number)).Body!.TextContent, StringComparison.Ordinal);
        using var accepted = await chen.Submit("/my", "form:has(button[value=accept])", ("act", "accept"));
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        using var shown = await chen.Submit("/my/orders/" + placed.Number, "form:has(input[value=reveal])");
        Assert.Contains(BusyStation.Phone, (await shown.Document()).Body!.TextContent, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Somebody_elses_order_is_not_shown(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var station = await BusyStation.In(house);
        var placed = await station.Place();
        await station.Ask(placed.Id, station.Chen);
        var liu = await house.LogIn(ActorKind.Volunteer, station.Liu.Id.Value);
        using var answer = await liu.GetAsync(new Uri("/my/orders/" + placed.Number, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
