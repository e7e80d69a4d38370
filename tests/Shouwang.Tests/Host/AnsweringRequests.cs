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

    /// <summary>Breaks silently without it: cookies that travel in the clear behind a proxy that ends https, pages in somebody's frame.</summary>
    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Behind_a_proxy_with_https_cookies_and_pages_stay_with_https(string scheme, bool secure)
    {
        await using var database = await TestDatabase.Migrated(Engine.Sqlite);
        await using var served = await ShouwangProcess.Serve(new Dictionary<string, string> { ["Proxies"] = "127.0.0.1" }, database.Where);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = served.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/log-in") { Headers = { { "X-Forwarded-Proto", scheme } } };
        using var answer = await client.SendAsync(request);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("shouwang-form", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(secure, answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
    }

    /// <summary>Breaks silently without it: a character that PostgreSQL does not keep makes a failure of ours out of somebody's trick.</summary>
    [DatabaseTheory]
    public async Task A_text_with_NUL_in_it_is_refused_wherever_it_comes_in(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        using var asked = await clerk.GetAsync(new Uri("/volunteers?q=a%00b", UriKind.Relative));
        using var typed = await clerk.PostAsync(new Uri("/volunteers/new", UriKind.Relative), new StringContent("name=a%00b", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"));
        using var sent = await clerk.PostAsync(new Uri("/api/volunteers/find", UriKind.Relative), new StringContent("""{ "words": "a\u0000b" }""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [asked.StatusCode, typed.StatusCode, sent.StatusCode]);
    }
}
