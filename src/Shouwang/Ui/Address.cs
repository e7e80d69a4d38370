using Microsoft.AspNetCore.Http.Extensions;

namespace Shouwang.Ui;

/// <summary>Addresses of the page that is being shown, with some of the query changed: filters, sorting and paging can be shared as links.</summary>
static class Address
{
    /// <summary>This page with the named parts of the query replaced; null or empty takes a part out.</summary>
    public static string With(HttpRequest request, params (string Name, string? Value)[] changes)
    {
        var query = new QueryBuilder();
        foreach (var (name, values) in request.Query)
            if (!changes.Any(change => change.Name == name)) query.Add(name, values.AsEnumerable().OfType<string>());
        foreach (var (name, value) in changes)
            if (!string.IsNullOrEmpty(value)) query.Add(name, value);
        return request.Path + query.ToQueryString().ToUriComponent();
    }

    /// <summary>Another page with the same query: the map or the export of the same filter.</summary>
    public static string Elsewhere(HttpRequest request, string path) => path + request.QueryString;

    /// <summary>The address when it lies on this site, else the other one: nobody is sent elsewhere by a crafted link.</summary>
    public static string Local(string? address, string otherwise) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal)
            && !address.Any(char.IsControl) ? address : otherwise;

    /// <summary>Nothing stands at this address: 404, with the page that says so in words; whoever sent a form had it before his eyes, and is told that it is gone meanwhile.</summary>
    /// <remarks>The status is set when the answer starts: a page that says 404 while it is being rendered is thrown away by the framework.</remarks>
    public static void Missing(HttpContext http)
    {
        if (HttpMethods.IsPost(http.Request.Method)) http.Response.StatusCode = StatusCodes.Status409Conflict;
        else http.Response.OnStarting(() =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>After a form has done its work: the browser fetches another page, so that a reload does not send the form again.</summary>
    public static void SeeOther(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }
}
