using System.Text.Json;
using Shouwang.Architecture;

namespace Shouwang.Host;

/// <summary>The book of the API is written from the endpoints: whole, in the reader's language, as a document and as a page.</summary>
public sealed class BeingReadByPrograms
{
    [Fact]
    public async Task Every_call_says_what_it_does_who_may_and_how_it_refuses()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        var book = await house.Visitor().GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));
        Assert.StartsWith("3.1", book.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var calls = Calls(book);
        Assert.True(calls.Count > 60, $"{calls.Count} calls");
        None.Of(calls.Where(call => !Said(call.Operation, "summary") || !Said(call.Operation, "description")).Select(call => call.Name));
        None.Of(calls.Where(call => !call.Operation.GetProperty("responses").TryGetProperty("422", out _)).Select(call => call.Name));
        None.Of(calls.Where(call => call.Name.StartsWith("post", StringComparison.Ordinal) && !call.Operation.GetRawText().Contains(OperationMiddleware.Header, StringComparison.Ordinal)).Select(call => call.Name));
        var rooms = book.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).ToHashSet();
        None.Of(calls.Where(call => !rooms.Contains(call.Operation.GetProperty("tags")[0].GetString())).Select(call => call.Name));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr;q=0.5, en-US;q=0.9")]
    public async Task A_reader_of_English_gets_English(string languages)
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Add("Accept-Language", languages);
        using var answer = await house.Visitor().SendAsync(request);
        var book = await answer.Content.ReadFromJsonAsync<JsonElement>();
        None.Of(Calls(book).Where(call => IsChinese(call.Operation.GetProperty("summary").GetString() + call.Operation.GetProperty("description").GetString())).Select(call => call.Name));
        Assert.DoesNotContain(book.GetProperty("tags").EnumerateArray(), tag => IsChinese(tag.GetRawText()));
    }

    [Fact]
    public async Task The_page_shows_every_call_of_the_document()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        var book = await house.Visitor().GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));
        using var answer = await house.Visitor().GetAsync(new Uri("/openapi", UriKind.Relative));
        var shown = (await answer.Document()).QuerySelectorAll(".endpoint-call").Select(call => call.TextContent);
        Assert.Equal(Calls(book).Select(call => call.Name).Order(), shown.Select(Named).Order());
    }

    private static List<(string Name, JsonElement Operation)> Calls(JsonElement book) =>
        [.. book.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject(), (path, operation) => ($"{operation.Name} {path.Name}", operation.Value))];

    private static string Named(string shown) => shown.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var method, var path] ? $"{method.ToLowerInvariant()} {path}" : shown;

    private static bool Said(JsonElement operation, string what) => operation.TryGetProperty(what, out var said) && said.GetString() is { Length: > 1 };

    private static bool IsChinese(string words) => words.Any(letter => letter is >= '\u4e00' and <= '\u9fff');
}
