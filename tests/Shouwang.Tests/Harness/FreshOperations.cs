using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Shouwang.Harness;

/// <summary>
/// Stands between a program that sends one form many times and a house: each time the form gets an operation id of its own,
/// as from a page loaded anew. Otherwise the house would only ever say that it knows this operation with other content.
/// </summary>
sealed partial class FreshOperations : IAsyncDisposable
{
    private readonly HttpClient house;
    private readonly WebApplication listener;

    private FreshOperations(Uri address)
    {
        house = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        listener = builder.Build();
        listener.Urls.Add("http://127.0.0.1:0");
        listener.Run(Forward);
    }

    public Uri Address => new(listener.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<FreshOperations> Before(Uri house)
    {
        var between = new FreshOperations(house);
        await between.listener.StartAsync();
        return between;
    }

    private async Task Forward(HttpContext http)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent());
        using var read = new StreamReader(http.Request.Body, System.Text.Encoding.Latin1);
        var body = await read.ReadToEndAsync();
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(OperationField().Replace(body, $"${{1}}{Guid.NewGuid()}")));
            request.Content.Headers.ContentType = http.Request.ContentType is { } type ? MediaTypeHeaderValue.Parse(type) : null;
        }
        foreach (var (name, value) in http.Request.Headers.Where(header => header.Key is "Authorization" or "Cookie" or "Accept" or "Referer" or "User-Agent"))
            request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        using var answer = await house.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection"))) http.Response.Headers[name] = value.ToArray();
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    [GeneratedRegex(@"((?:^|&)operation=|name=""operation""\r\n\r\n)[\w%-]+")]
    private static partial Regex OperationField();

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        house.Dispose();
    }
}
