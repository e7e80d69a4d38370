using System.Net.Http.Headers;
using System.Text.Json;
using Shouwang.Dispatch;
using Shouwang.Host;

namespace Shouwang.Bench;

/// <summary>Goes through the loop over HTTP as a clerk's, a dispatcher's and a volunteer's program would, each write under an operation id of its own.</summary>
sealed class LoopClient(Uri address, BenchCast cast) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address };

    public async Task Loop(BenchVolunteer volunteer, Timings timings)
    {
        var now = TimeProvider.System.GetUtcNow();
        var placed = await timings.Time("place", () => Send(HttpMethod.Post, "/api/orders", cast.Clerk, new OrderRequest
        {
            Unit = volunteer.UnitCode, Kind = "shopping", Name = "李奶奶", Phone = BenchResidents.Phone(volunteer.Resident), Address = "样例小区3号楼2单元501", Note = "米和油，送到门口",
            Latitude = volunteer.Latitude, Longitude = volunteer.Longitude,
        }));
        var order = "/api/orders/" + placed.GetProperty("number").GetString();
        await timings.Time("triage", () => Send(HttpMethod.Put, order + "/triage", cast.Dispatcher, new { urgency = "Urgent", from = now.AddMinutes(40), dueAt = now.AddHours(4), peopleNeeded = 1 }));
        await timings.Time("candidates", () => Send(HttpMethod.Get, order + "/candidates?count=20", cast.Dispatcher, null));
        await timings.Time("dispatch", () => Send(HttpMethod.Post, order + "/offers", cast.Dispatcher, new { mode = "Chosen", volunteers = new[] { volunteer.Id }, pinReason = "老邻居" }));
        await timings.Time("accept", () => Send(HttpMethod.Post, order + "/acceptance", volunteer.Token, new { }));
        await timings.Time("check-in", () => Send(HttpMethod.Post, order + "/attendance", volunteer.Token, new { }));
        await timings.Time("check-out", () => Send(HttpMethod.Post, order + "/attendance/end", volunteer.Token, new { handOverNote = "药在桌上" }));
        await timings.Time("review", () => Send(HttpMethod.Post, order + "/reviews", cast.Clerk, new { stars = "5", words = "很好" }));
    }

    public Task<string> Board(Timings timings) => timings.Time("board", async () =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/board");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", cast.Dispatcher);
        using var answer = await http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    });

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> Send(HttpMethod method, string path, string token, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType());
            request.Headers.Add(OperationMiddleware.Header, FieldCipher.NewCode(26));
        }
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}

/// <summary>Goes through the same steps at the server that only writes the rows.</summary>
sealed class LimitClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    public async Task Loop(BenchVolunteer volunteer, Timings timings)
    {
        var ids = new LimitIds(RandomId(), RandomId(), RandomId(), RandomId(), volunteer.Id, volunteer.UnitId, volunteer.UnitPath);
        foreach (var step in LimitRows.Steps)
            await timings.Time(step, async () =>
            {
                using var answer = await http.PostAsJsonAsync($"/limit/{step}?operation={FieldCipher.NewCode(26)}", ids);
                return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            });
    }

    public void Dispose() => http.Dispose();

    private static Guid RandomId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
