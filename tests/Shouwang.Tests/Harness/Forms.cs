using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Shouwang.Harness;

/// <summary>Uses pages as a browser without script does.</summary>
static class Forms
{
    public static async Task<IHtmlDocument> Page(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return await answer.Document();
    }

    public static async Task<IHtmlDocument> Document(this HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>Opens the page, fills the form that the CSS selector names (its other fields stay as they are), and sends it.</summary>
    public static async Task<HttpResponseMessage> Submit(this HttpClient client, string page, string form, params (string Name, string Value)[] fields) =>
        await (await client.Prepare(page, form, fields))();

    /// <summary>The same, but sent later: what stands on the page may have changed until then.</summary>
    public static async Task<Func<Task<HttpResponseMessage>>> Prepare(this HttpClient client, string page, string form, params (string Name, string Value)[] fields)
    {
        var document = await client.Page(page);
        var found = document.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"No form {form} on {page}:\n{document.Body?.TextContent.Trim()}");
        var action = found.GetAttribute("action") is { Length: > 0 } address ? address : page;
        var filled = Filled(found, fields);
        return () => client.PostAsync(new Uri(action, UriKind.Relative), new FormUrlEncodedContent(filled));
    }

    /// <summary>The same for a form with files.</summary>
    public static async Task<HttpResponseMessage> Upload(this HttpClient client, string page, string form, IReadOnlyList<(string Name, string File, byte[] Bytes)> files, params (string Name, string Value)[] fields)
    {
        var document = await client.Page(page);
        var found = document.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"No form {form} on {page}.");
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Filled(found, fields)) if (files.All(file => file.Name != name)) content.Add(new StringContent(value), name);
        foreach (var (name, file, bytes) in files) content.Add(new ByteArrayContent(bytes), name, file);
        return await client.PostAsync(new Uri(found.GetAttribute("action") is { Length: > 0 } address ? address : page, UriKind.Relative), content);
    }

    private static List<KeyValuePair<string, string>> Filled(IHtmlFormElement form, (string Name, string Value)[] fields)
    {
        var filled = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        foreach (var element in form.Elements)
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || fields.Any(field => field.Name == name)) continue;
            if (ValueOf(element) is { } value) filled.Add(KeyValuePair.Create(name, value));
        }
        return filled;
    }

    private static string? ValueOf(IElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
        IHtmlInputElement { Type: "submit" or "button" or "image" } => null,
        IHtmlInputElement input => input.Value,
        IHtmlSelectElement select => select.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => null,
    };
}
