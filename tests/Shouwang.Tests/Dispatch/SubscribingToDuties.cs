using System.Net;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>手机日历: a volunteer's phone reads his duties at a secret address; changes follow, residents never appear.</summary>
public sealed class SubscribingToDuties
{
    [DatabaseTheory]
    public async Task What_is_taken_appears_and_what_is_handed_back_is_cancelled_under_the_same_uid(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var (address, placed) = (await Open(town, me), await town.Place(DispatchTown.Need with { From = "2022-05-08T09:30" }));
        Assert.DoesNotContain("BEGIN:VEVENT", await Read(town, address), StringComparison.Ordinal);
        _ = (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [me], "居民点名", default))).Value;
        _ = (await town.As<AcceptOffer>(me, use => use.Run(placed.Id, me, default))).Value;
        var taken = await Read(town, address);
        Assert.Contains("STATUS:CONFIRMED", taken, StringComparison.Ordinal);
        Assert.Contains("DTSTART;TZID=Asia/Shanghai:20220508T093000", taken, StringComparison.Ordinal);
        Assert.Contains($"/my/orders/{placed.Number}", taken, StringComparison.Ordinal);
        Assert.DoesNotContain(["李奶奶", "13800001111", "1号楼", "米和油"], word => taken.Contains(word, StringComparison.Ordinal));
        _ = (await town.As<HandBackOrder>(me, use => use.Run(placed.Id, me, "临时有事", default))).Value;
        var back = await Read(town, address);
        Assert.Contains("STATUS:CANCELLED", back, StringComparison.Ordinal);
        Assert.Equal(Line(taken, "UID:"), Line(back, "UID:"));
        Assert.True(int.Parse(Line(back, "SEQUENCE:"), System.Globalization.CultureInfo.InvariantCulture) > int.Parse(Line(taken, "SEQUENCE:"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [DatabaseTheory]
    public async Task A_new_address_or_none_closes_the_old_one_and_nobody_else_s_duties_show(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (me, other) = (await town.Enlist(), await town.Enlist());
        var placed = await town.Place();
        _ = (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [other], "居民点名", default))).Value;
        _ = (await town.As<AcceptOffer>(other, use => use.Run(placed.Id, other, default))).Value;
        var first = await Open(town, me);
        Assert.DoesNotContain("BEGIN:VEVENT", await Read(town, first), StringComparison.Ordinal);
        var second = await Open(town, me);
        Assert.Equal(HttpStatusCode.NotFound, await Status(town, first));
        Assert.Equal(HttpStatusCode.OK, await Status(town, second));
        var client = await town.House.LogIn(ActorKind.Volunteer, me.Value);
        using var closed = await client.Submit("/my/calendar", "form:has([value='close'])");
        Assert.Equal("/my/calendar", closed.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, await Status(town, second));
    }

    // By the page, as a volunteer does it.
    private static async Task<string> Open(DispatchTown town, VolunteerId me)
    {
        var client = await town.House.LogIn(ActorKind.Volunteer, me.Value);
        using var page = await client.Submit("/my/calendar", "form:has([value='open'])");
        var text = await page.Content.ReadAsStringAsync();
        var begin = text.IndexOf("/calendar/", StringComparison.Ordinal);
        return text[begin..(text.IndexOf(".ics", begin, StringComparison.Ordinal) + 4)];
    }

    private static async Task<string> Read(DispatchTown town, string address)
    {
        using var answer = await town.House.Visitor().GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return (await answer.Content.ReadAsStringAsync()).Replace("\r\n ", "", StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Status(DispatchTown town, string address)
    {
        using var answer = await town.House.Visitor().GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    private static string Line(string calendar, string name) => calendar.Split("\r\n").Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..];
}
