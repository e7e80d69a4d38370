using System.Net;
using System.Text.Json;
using Shouwang.Organization;

namespace Shouwang.Host;

/// <summary>An answer that is only a status still has words: what happened, what to do, in the reader's language, as a page or for a program.</summary>
public sealed class BeingRefusedByTheHouse
{
    [Fact]
    public async Task An_unknown_address_has_a_page()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        using var answer = await house.Visitor().GetAsync(new Uri("/no/such/page", UriKind.Relative));
        await Says(answer, HttpStatusCode.NotFound, "地址可能抄错了");
    }

    [Fact]
    public async Task An_unknown_address_of_the_API_is_a_problem_for_programs()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        using var answer = await house.Visitor().GetAsync(new Uri("/api/no/such/thing", UriKind.Relative));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("host.address.unknown", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused_in_words()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        using var form = new FormUrlEncodedContent([new("_handler", "place"), new("name", "样例")]);
        using var answer = await house.Visitor().PostAsync(new Uri("/sign-up", UriKind.Relative), form);
        await Says(answer, HttpStatusCode.BadRequest, "什么都没有保存");
    }

    [Fact]
    public async Task The_page_follows_the_choice_of_language_and_print()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no/such/page");
        request.Headers.Add("Cookie", $"{PreferenceEndpoints.LanguageCookie}=c%3Den-GB%7Cuic%3Den-GB; {PreferenceEndpoints.ElderCookie}=on");
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = house.Address };
        using var answer = await plain.SendAsync(request);
        await Says(answer, HttpStatusCode.NotFound, "may be mistyped");
        Assert.NotNull((await answer.Document()).QuerySelector("html[lang=en][data-elder]"));
    }

    [Fact]
    public async Task What_is_too_large_is_refused_with_the_limit()
    {
        await using var house = await TestHouse.On(Engine.Sqlite, (_, routes) => routes.MapPost("/swallow", async (HttpRequest request) => (await request.ReadFormAsync()).Count).AllowAnonymous().DisableAntiforgery());
        using var large = new ByteArrayContent(new byte[RequestSizes.Most + 1]);
        large.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/swallow") { Content = large };
        request.Headers.ExpectContinue = true; // a program that asks before it sends hears the answer; one that does not is cut off
        using var patient = new HttpClient(new SocketsHttpHandler { UseProxy = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = house.Address };
        using var answer = await patient.SendAsync(request);
        await Says(answer, HttpStatusCode.RequestEntityTooLarge, $"一次最多 {RequestSizes.Most >> 20} MB");
    }

    [Fact]
    public async Task A_failure_of_the_program_says_nothing_of_its_inside()
    {
        await using var house = await TestHouse.On(Engine.Sqlite, (_, routes) => routes.MapGet("/break", string () => throw new InvalidOperationException("李奶奶 13800000000")).AllowAnonymous());
        using var answer = await house.Visitor().GetAsync(new Uri("/break", UriKind.Relative));
        var said = await Says(answer, HttpStatusCode.InternalServerError, "没有任何内容被改动");
        Assert.DoesNotContain("李奶奶", said, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_page_lets_the_house_close_at_once()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        using var live = await clerk.GetAsync(new Uri("/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await live.Content.ReadAsStreamAsync();
        using var lines = new StreamReader(stream);
        Assert.StartsWith("event: ping", await lines.ReadLineAsync(), StringComparison.Ordinal);
        await house.Close().WaitAsync(TimeSpan.FromSeconds(20));
        await lines.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task<string> Says(HttpResponseMessage answer, HttpStatusCode status, string words)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        var page = await answer.Document();
        Assert.NotNull(page.QuerySelector("h1"));
        Assert.NotNull(page.QuerySelector("main a[href='/']"));
        Assert.Contains(words, page.Body!.TextContent, StringComparison.Ordinal);
        return page.Body.TextContent;
    }
}
