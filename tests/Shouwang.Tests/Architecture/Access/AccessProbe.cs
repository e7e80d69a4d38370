using System.Net;
using AngleSharp.Html.Dom;

namespace Shouwang.Architecture;

/// <summary>Makes calls as somebody and reads from the answer whether the house has let him.</summary>
sealed class AccessProbe(AccessTown town)
{
    private static readonly string[] Secrets = [AccessTown.Resident, AccessTown.Volunteer, AccessTown.Account, AccessTown.Team, AccessTown.Partner];

    // "Nothing there any more", said only to one who may look there.
    private static readonly string[] OfTheThingItself = ["volunteers.identity.unknown"];
    private readonly Dictionary<string, List<List<KeyValuePair<string, string>>>> forms = [];

    /// <summary>What came of a call: its status, whether it was a yes, and which names of the station it showed.</summary>
    public sealed record Answer(string Address, int Status, bool Yes, string? Shown);

    /// <summary>The call to each state of the thing, with a body that decides nothing.</summary>
    public async Task<List<Answer>> Try(OfferedCall call, Visitor visitor, string more = "")
    {
        var answers = new List<Answer>();
        foreach (var address in AccessCalls.Addresses(call, town.Things))
            answers.Add(await Send(call, visitor, address + more, AccessCalls.Body(call, visitor, town)));
        return answers;
    }

    /// <summary>Every form of a page, as one sends it who has kept it from somebody's screen: nothing may come of it.</summary>
    public async Task<List<Answer>> TryForms(OfferedCall call, Visitor visitor)
    {
        var answers = await Try(call, visitor);
        foreach (var form in forms.GetValueOrDefault(call.Pattern, []))
        {
            using var body = new FormUrlEncodedContent(form.Append(new("__RequestVerificationToken", visitor.Token)));
            answers.Add(await Send(call, visitor, AccessCalls.Addresses(call, town.Things)[0], body));
        }
        return answers;
    }

    /// <summary>Keeps the forms of a page that somebody who may sees.</summary>
    public async Task Collect(string pattern, Visitor visitor)
    {
        var page = await visitor.Client.Page(AccessCalls.Addresses(new OfferedCall("GET", pattern, true, false), town.Things)[0]);
        forms[pattern] =
        [
            .. page.Forms.Where(form => form.QuerySelector("input[name=_handler]") is not null && form.GetAttribute("action") is null or "")
                .Select(form => form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>()
                    .Where(field => field.Name is not (null or "" or "__RequestVerificationToken" or "operation")).Select(field => KeyValuePair.Create(field.Name!, field.Value)).ToList()),
        ];
    }

    private async Task<Answer> Send(OfferedCall call, Visitor visitor, string address, HttpContent? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(call.Method), new Uri(call.Pattern.StartsWith("/open311", StringComparison.Ordinal) && call.IsRead && visitor.Kind == ActorKind.Key ? $"{address}?api_key={town.Key.Key}" : address, UriKind.Relative)) { Content = body };
        if (call.Leaves && visitor.Kind is ActorKind.Staff or ActorKind.Volunteer) request.Headers.Authorization = new("Bearer", await town.House.Token(visitor.Kind, visitor.Id));
        using var answer = await visitor.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = call.Pattern == "/live" || answer.Content.Headers.ContentType?.MediaType is "application/pdf" ? "" : await answer.Content.ReadAsStringAsync();
        var shown = string.Join(' ', Secrets.Concat(town.Things["order"]).Where(secret => text.Contains(secret, StringComparison.Ordinal) && !address.Contains(secret, StringComparison.Ordinal)));
        return new Answer(address, (int)answer.StatusCode, IsYes(answer, text), shown.Length == 0 ? null : shown);
    }

    private static bool IsYes(HttpResponseMessage answer, string text) => answer.StatusCode switch
    {
        HttpStatusCode.NotFound => OfTheThingItself.Any(code => text.Contains(code, StringComparison.Ordinal)),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests => false,
        HttpStatusCode.Found or HttpStatusCode.SeeOther => !IsRefusing(answer.Headers.Location?.ToString() ?? ""),
        var status => (int)status < 500,
    };

    // To the log-in, or back to the list with the reason why not.
    private static bool IsRefusing(string to) => to.StartsWith("/log-in?back=", StringComparison.Ordinal) || to.StartsWith("/my/log-in", StringComparison.Ordinal)
        || (to.Contains("refused=", StringComparison.Ordinal) && (to.EndsWith(".unknown", StringComparison.Ordinal) || to.EndsWith(".forbidden", StringComparison.Ordinal)));
}
