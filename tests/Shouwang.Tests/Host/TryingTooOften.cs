using System.Net;
using Shouwang.Organization;

namespace Shouwang.Host;

/// <summary>限流: neighbours behind one address get through together; a machine that floods does not, and nobody who is logged in is counted.</summary>
public sealed class TryingTooOften
{
    [Fact]
    public async Task Two_hundred_neighbours_behind_one_address_all_get_their_code_and_log_in()
    {
        await using var house = await TestHouse.On(Engine.Sqlite, Doors);
        Assert.All(await Knock(house, "/knock", 200 * 4), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task A_flood_is_stopped_with_the_time_to_wait_and_everybody_else_goes_on()
    {
        await using var house = await TestHouse.On(Engine.Sqlite, Doors);
        var answers = await Knock(house, "/knock", AttemptLimits.Forms.Burst + 400);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        using var refused = await Refused(house);
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("请稍等一会儿", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        Assert.All(await Knock(house, "/knock", 50, clerk), status => Assert.Equal(HttpStatusCode.OK, status));
        using var look = await house.Visitor().GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, look.StatusCode);
    }

    [Fact]
    public async Task A_neighbour_who_says_a_proxy_s_name_is_not_believed()
    {
        await using var house = await TestHouse.On(Engine.Sqlite, (_, routes) => routes.MapGet("/from", (HttpContext http) => http.Connection.RemoteIpAddress!.ToString()).AllowAnonymous());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/from");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var answer = await house.Visitor().SendAsync(request);
        Assert.DoesNotContain("203.0.113.9", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // A few knocks come back each second: the next one that does not get in.
    private static async Task<HttpResponseMessage> Refused(TestHouse house)
    {
        while (true)
        {
            var answer = await house.Visitor().PostAsync(new Uri("/knock", UriKind.Relative), null);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) return answer;
            answer.Dispose();
        }
    }

    private static void Doors(TestHouse house, IEndpointRouteBuilder routes) => routes.MapPost("/knock", () => "in").AllowAnonymous().DisableAntiforgery();

    private static async Task<IReadOnlyList<HttpStatusCode>> Knock(TestHouse house, string address, int times, HttpClient? who = null)
    {
        var client = who ?? house.Visitor();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < times; i++)
        {
            using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), null);
            answers.Add(answer.StatusCode);
        }
        return answers;
    }
}
