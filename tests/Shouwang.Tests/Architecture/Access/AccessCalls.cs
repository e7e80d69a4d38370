using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;

namespace Shouwang.Architecture;

/// <summary>One call that the running house offers.</summary>
sealed record OfferedCall(string Method, string Pattern, bool IsPage, bool IsForm)
{
    public string Call => $"{Method} {Pattern}";

    public bool IsRead => Method == "GET";

    /// <summary>Ends the caller's own session: done last, with sessions of its own.</summary>
    public bool Leaves => Call is "POST /log-out" or "DELETE /api/sessions/current";
}

/// <summary>How each call is made so that the right decides the answer: its address filled with the things of the town, and a body that whoever may is refused for another reason.</summary>
static partial class AccessCalls
{
    /// <summary>Every call of the running house but files of the front end.</summary>
    public static IReadOnlyList<OfferedCall> Offered(TestHouse house) =>
    [
        .. house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.All(metadata => metadata.GetType().Name != "StaticAssetDescriptor") && endpoint.RoutePattern.RawText is not ("{**path:file}" or "/_framework/opaque-redirect"))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => new OfferedCall(
                method, endpoint.RoutePattern.RawText!, endpoint.Metadata.Any(metadata => metadata.GetType().Name == "ComponentTypeMetadata"),
                endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation == true || endpoint.RoutePattern.RawText is "/chosen-unit" or "/preferences")))
            .DistinctBy(call => call.Call).OrderBy(call => call.Leaves).ThenBy(call => !call.IsRead).ThenBy(call => call.Pattern, StringComparer.Ordinal),
    ];

    // What the part of an address stands for; the longest beginning that fits counts.
    private static readonly (string Beginning, string Thing)[] Parts =
    [
        ("/accounts/{id", "account"), ("/api/accounts/{id", "account"), ("/roles/{id", "grant"), ("/api/role-grants/{id", "grant"), ("/keys/{id", "key"), ("/api/keys/{id", "key"),
        ("/units/{code", "unit"), ("/api/units/{code", "unit"), ("/orders/{number", "order"), ("/my/orders/{number", "my-order"), ("/api/orders/{number", "order"), ("/orders/photos/{id", "photo"),
        ("/volunteers/{number", "volunteer"), ("/api/volunteers/{number", "volunteer"), ("/volunteers/{number}/certificates/{certificate", "certificate"), ("/my/certificates/{certificate", "certificate"),
        ("/api/certificates/{number", "certificate"), ("/api/teams/{id", "team"), ("/teams/{id", "team"), ("/api/teams/{id:guid}/members/{number", "volunteer"),
        ("/inbox/{id", "to-staff"), ("/api/inbox/{id", "to-staff"), ("/my/inbox/{id", "to-volunteer"), ("/messages/{id", "message"), ("/api/messages/{id", "message"), ("/api/deliveries/{id", "to-staff"),
        ("/api/shares/{id", "share"), ("/volunteers/exports/{id", "plain-export"), ("/api/volunteers/imports/{id", "import"), ("/volunteers/import/{id", "import"), ("/api/volunteers/merges/{id", "merge"), ("/api/hours/{id", "record"), ("/t/{code", "tracking"), ("/api/tracking/{code", "tracking"), ("/q/{code", "door"), ("/calendar/{code", "calendar"), ("/verify/{code", "check"), ("/api/verification/{code", "check"),
        ("/calls/{code", "call"), ("/api/calls/{code", "call"), ("/recruitment/{code", "call"), ("/api/recruitment/{code", "call"), ("/api/recruitment/{code}/entries/{number", "volunteer"), ("/api/two-person-requests/{id", "request"),
        ("/reserves/{id", "reserve"), ("/api/reserves/{id", "reserve-to-dissolve"), ("/api/reserves/{id:guid}/members/{number", "volunteer"), ("/call-ups/{code", "call-up"), ("/api/call-ups/{code", "call-up"),
        ("/api/call-ups/{code}/answers/{number", "volunteer"), ("/my/call-ups/{code", "call-up"), ("/api/my/call-ups/{code", "call-up"),
        ("/webhooks/{id", "webhook"), ("/api/webhooks/{id", "webhook"), ("/api/webhooks/{id:guid}/deliveries/{delivery", "told"), ("/api/hours/corrections/{id", "correction"), ("/api/my/hours/{id", "served-record"),
        ("/api/stars/{id", "star"), ("/badges/keys/{id", "badge-key"), ("/insurance/{id", "policy"), ("/api/insurance/{id", "policy"), ("/api/insurance/{id:guid}/volunteers/{number", "volunteer"), ("/my/agreements/{id", "agreement"), ("/api/agreements/{id", "agreement-to-end"), ("/api/badges/{code", "check"),
        ("/open311/v2/services/{service", "service"), ("/open311/v2/requests/{number", "partner-order"), ("/open311/v2/tokens/{token", "partner-order"),
    ];

    /// <summary>The addresses of a call, one per state of the thing; a part nobody knows stays as it is.</summary>
    public static IReadOnlyList<string> Addresses(OfferedCall call, IReadOnlyDictionary<string, string[]> things)
    {
        var places = Place().Matches(call.Pattern);
        var states = places.Count == 1 ? Things(call, things, places[0])?.Length ?? 1 : 1; // a pair belongs together in the first state only
        return [.. Enumerable.Range(0, states).Select(state => Place().Replace(call.Pattern, place => Fixed(place.Value) ?? (Things(call, things, place) is { } known ? known[Math.Min(state, known.Length - 1)] : place.Value))
            + More(call, things))];
    }

    private static string More(OfferedCall call, IReadOnlyDictionary<string, string[]> things) => call.Call switch
    {
        "DELETE /api/orders/{number}/exception" => "?expectedVersion=9999",
        "GET /api/menu" => "?unit=" + LittleDistrict.PineCode,
        "POST /api/volunteers/imports/" => "?unit=" + LittleDistrict.PineCode,
        "GET /placed" => "?code=" + things["tracking"][0],
        _ => "",
    };

    private static string? Fixed(string part) => part is "{format}" ? "json" : part is "{documentName}" ? "v1" : null;

    private static string[]? Things(OfferedCall call, IReadOnlyDictionary<string, string[]> things, Match place)
    {
        var upTo = call.Pattern[..(place.Index + place.Length)].ToLowerInvariant();
        var best = Parts.Where(part => upTo.StartsWith(part.Beginning, StringComparison.Ordinal) && !upTo[part.Beginning.Length..].Contains('{', StringComparison.Ordinal)).OrderByDescending(part => part.Beginning.Length).FirstOrDefault();
        return best.Thing is null ? null : things[best.Thing];
    }

    /// <summary>What is sent with a write.</summary>
    public static HttpContent? Body(OfferedCall call, Visitor visitor, AccessTown town) => call switch
    {
        { IsRead: true } => null,
        { Pattern: "/open311/v2/requests.{format}" } => Form(AccessTown.NeedOf(visitor.Kind == ActorKind.Key ? town.Key.Key : "")),
        { IsPage: true } or { IsForm: true } => Form([new("__RequestVerificationToken", visitor.Token), new("_handler", "none")]),
        { Pattern: "/api/orders/batches" } => new StringContent("单位\n", Encoding.UTF8, "text/csv"),
        { Pattern: "/api/orders/{number}/photos" } => new ByteArrayContent([1, 2, 3]),
        _ => new StringContent(Json(call, town), Encoding.UTF8, "application/json"),
    };

    private static FormUrlEncodedContent Form(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);

    private static string Json(OfferedCall call, AccessTown town)
    {
        if (Bodies.TryGetValue(call.Call, out var body)) return body.Replace("ME", town.Me.Value.ToString(), StringComparison.Ordinal).Replace("VOLUNTEER", town.Things["volunteer"][0], StringComparison.Ordinal).Replace("ACCOUNT", town.Things["account"][0], StringComparison.Ordinal).Replace("TEXTID", town.Things["agreement"][0], StringComparison.Ordinal);
        return call.Pattern.StartsWith("/api/orders/{number}/", StringComparison.Ordinal) ? $$"""{"expectedVersion":9999,"volunteer":"{{town.Me.Value}}","reason":""}""" : "{}";
    }

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST /api/orders"] = """{"unit":"119901001001","kind":"shopping","name":"李奶奶","phone":"13800002222","address":"1号楼","from":"x"}""",
        ["PUT /api/orders/{number}/triage"] = """{"expectedVersion":9999,"urgency":"Ordinary","from":"2026-01-01T00:00:00Z","dueAt":"2026-01-02T00:00:00Z","peopleNeeded":1}""",
        ["POST /api/orders/{number}/offers"] = """{"expectedVersion":9999,"mode":"Waves"}""",
        ["POST /api/orders/{number}/reviews"] = """{"expectedVersion":9999,"stars":"9"}""",
        ["POST /api/accounts"] = """{"name":"","displayName":"","unit":"119901001001"}""",
        ["POST /api/accounts/find"] = """{"words":"哨兵"}""",
        ["POST /api/volunteers/plain-exports"] = """{"unit":"119901001001","reason":""}""",
        ["POST /api/volunteers/find"] = """{"words":"哨兵"}""",
        ["POST /console/find.json"] = """{"words":"哨兵"}""",
        ["POST /api/role-grants"] = """{"account":"ACCOUNT","role":"Clerk","unit":"119901001001","lastDay":"2000-01-01"}""",
        ["POST /api/shares"] = """{"from":"119901001001","to":"119901002002","thing":"Orders","tier":"View","why":""}""",
        ["POST /api/shares/{id:guid}/answer"] = """{"accept":true}""",
        ["POST /api/keys"] = """{"partner":"","door":"Open311","unit":"119901001001"}""",
        ["POST /api/units"] = """{"parent":"119901001001","code":"bad code","kind":"Base","name":""}""",
        ["PUT /api/units/{code}/name"] = """{"name":""}""",
        ["PUT /api/units/{code}/parent"] = """{"parent":"119901001001"}""",
        ["PUT /api/units/{code}/place"] = """{"latitude":91,"longitude":0}""",
        ["PUT /api/units/{code}/closing"] = """{"from":"2000-01-01"}""",
        ["POST /api/volunteers/register"] = """{"unit":"119901001001","name":"样例","phone":"13900007777","when":"any","birthYear":"x"}""",
        ["POST /api/volunteers/{number}/answer"] = """{"approve":false,"reason":""}""",
        ["PUT /api/volunteers/{number}/state"] = """{"state":"Applied"}""",
        ["POST /api/teams/"] = """{"unit":"119901001001","name":"","kind":"Team"}""",
        ["PUT /api/teams/{id:guid}"] = """{"name":""}""",
        ["PUT /api/hours/{id:guid}/correction"] = """{"minutes":"x","reason":""}""",
        ["POST /api/calls/{code}/entries"] = """{"skill":"none"}""",
        ["POST /api/recruitment/"] = """{"unit":"119901001001","title":""}""",
        ["POST /api/recruitment/{code}/entries"] = """{"skill":"none"}""",
        ["PUT /api/recruitment/{code}/need"] = """{"skill":"none","wanted":-1}""",
        ["PUT /api/recruitment/{code}/intake"] = """{"open":true}""",
        ["POST /api/reserves/"] = """{"unit":"119901001001","name":"","kind":"Rescue","strength":0}""",
        ["PUT /api/reserves/{id:guid}"] = """{"name":"","kind":"Rescue","strength":0}""",
        ["POST /api/reserves/{id:guid}/members"] = """{"line":0}""",
        ["POST /api/reserves/{id:guid}/call-ups"] = """{"task":""}""",
        ["PUT /api/call-ups/{code}/answers/{number}"] = """{"answer":"Coming"}""",
        ["PUT /api/call-ups/{code}/end"] = """{"cancel":false}""",
        ["PUT /api/my/call-ups/{code}/answer"] = """{"answer":"Coming"}""",
        ["PUT /api/two-person-requests/{id:guid}/refusal"] = """{"answer":""}""",
        ["POST /api/webhooks/"] = """{"partner":"","unit":"119901001001","address":"","types":[]}""",
        ["POST /api/hours/corrections/{id:guid}/answer"] = """{"agree":false}""",
        ["POST /api/my/hours/{id:guid}/corrections"] = """{"minutes":"x","reason":""}""",
        ["PUT /api/hours/rules"] = """{"unit":"119901001001","correctionLimit":-1,"starScheme":"none"}""",
        ["POST /api/stars/{id:guid}/withdrawal"] = """{"reason":""}""",
        ["POST /api/proposals/acceptances"] = "[]",
        ["PUT /api/volunteers/imports/{id:guid}/check"] = """{"columns":{}}""",
        ["PUT /api/volunteers/imports/{id:guid}/start"] = """{"consents":false}""",
        ["POST /api/volunteers/merges"] = """{"kept":"VOLUNTEER","merged":"VOLUNTEER","reason":""}""",
        ["POST /api/volunteers/{number}/agreements"] = """{"text":"TEXTID","agrees":false}""",
        ["POST /api/my/conditions/agreements"] = """{"text":"TEXTID","agrees":false}""",
        ["POST /api/agreements/"] = """{"unit":"119901001001","kind":"Risk","text":""}""",
        ["POST /api/insurance/"] = """{"unit":"119901001001"}""",
        ["PUT /api/volunteers/{number}"] = """{"gender":"x"}""",
        ["PUT /api/my/profile"] = """{"gender":"x"}""",
        ["PUT /api/my/duty"] = """{"on":true,"hours":-1}""",
        ["PUT /api/password"] = """{"old":"","fresh":""}""",
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
