using System.Net;
using Shouwang.Organization;

namespace Shouwang.Host;

public sealed class AnsweringRequests
{
    [DatabaseTheory]
    public async Task The_house_is_alive(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        using var answer = await house.Visitor().GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal("alive", await answer.Content.ReadAsStringAsync());
    }

    [DatabaseTheory]
    public async Task A_page_for_staff_sends_a_visitor_to_the_log_in(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        using var answer = await house.Visitor().GetAsync(new Uri("/units", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/log-in?back=%2Funits", answer.Headers.Location!.OriginalString);
    }

    [DatabaseTheory]
    public async Task A_member_of_staff_sees_it(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        using var answer = await clerk.GetAsync(new Uri("/units", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
