using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Npgsql;

namespace Shouwang.Host;

/// <summary>金丝雀: made-up people (a thousand by night) go through every door, some of them wrongly; then neither log, traces nor the database files know them.</summary>
public sealed class KeepingPeopleOutOfSight
{
    private static readonly int People = Nightly.Or(12, 1000);
    private static readonly string[] Names = ["欧阳玉燕", "司徒秋菊", "诸葛春桃"];

    [DatabaseTheory]
    public async Task Neither_log_nor_traces_nor_the_database_files_hold_a_phone_an_address_or_a_resident(Engine engine)
    {
        await using var server = await CrashingServer.On(engine);
        await using var collector = await TraceCollector.Listen();
        await server.Start(new Dictionary<string, string>(collector.Settings) { ["Limits:Forms:Burst"] = "100000", ["Limits:Codes:Burst"] = "100000" });
        for (var person = 0; person < People; person++) await LiveHere(server, person);

        var log = server.Log;
        Assert.Contains("\"Route\":\"/sign-up\"", log, StringComparison.Ordinal);
        Assert.Contains("\"Status\":422", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Everything(), plain => log.Contains(plain, StringComparison.Ordinal));

        var traces = await collector.Until("POST /sign-up", "PUT /api/volunteers/{number}/identity", "GET /t/{Code}");
        Assert.DoesNotContain(Everything(), plain => traces.Contains(plain, StringComparison.Ordinal));

        await server.Crash(); // nothing is tidied away first: what lies there lies there
        var files = await Files(server.Storage);
        Assert.Contains(LittleDistrict.PineCode, files, StringComparison.Ordinal);
        Assert.DoesNotContain(Sealed(), plain => files.Contains(plain, StringComparison.Ordinal));
    }

    private static string Volunteer(int person) => Names[person % Names.Length] + person;

    private static string Resident(int person) => "慕容" + string.Concat(person.ToString("D3", CultureInfo.InvariantCulture).Select(digit => "甲乙丙丁戊己庚辛壬癸"[digit - '0']));

    private static string VolunteersPhone(int person) => string.Create(CultureInfo.InvariantCulture, $"1397777{person:D4}");

    private static string ResidentsPhone(int person) => string.Create(CultureInfo.InvariantCulture, $"1388888{person:D4}");

    private static string Address(int person) => $"金丝雀胡同{person}号院";

    private static string Card(int person)
    {
        var first17 = string.Create(CultureInfo.InvariantCulture, $"1101051968{person % 9 + 1:D2}27{person:D3}");
        return first17 + Volunteers.IdentityDocument.CheckCharacter(first17);
    }

    private static IEnumerable<string> Sealed() => Enumerable.Range(0, People).SelectMany(person => new[] { VolunteersPhone(person), ResidentsPhone(person), Address(person), Resident(person), Card(person) });

    // Volunteers are known by name to whoever works with them; the log need not know even that.
    private static IEnumerable<string> Everything() => Sealed().Concat(Enumerable.Range(0, People).Select(Volunteer));

    private static async Task LiveHere(CrashingServer server, int person)
    {
        using var visitor = server.Visitor();
        using var hasty = await visitor.Submit("/sign-up", "form.card", ("name", Volunteer(person)), ("phone", VolunteersPhone(person) + "9"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hasty.StatusCode);
        using var signedUp = await visitor.Submit("/sign-up", "form.card", ("name", Volunteer(person)), ("phone", VolunteersPhone(person)), ("unit", LittleDistrict.PineCode), ("when", "any"), ("consent", "on"));
        Assert.Equal(HttpStatusCode.OK, signedUp.StatusCode);
        using var code = await visitor.Submit("/my/log-in", "form.card", ("phone", VolunteersPhone(person)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code.StatusCode); // no way to a phone is set up here

        var need = new { unit = LittleDistrict.PineCode, kind = "shopping", name = Resident(person), phone = ResidentsPhone(person), address = Address(person), note = $"请打{ResidentsPhone(person)}" };
        using var placed = await server.Client.PostAsJsonAsync(new Uri("/api/orders", UriKind.Relative), need);
        Assert.True(placed.IsSuccessStatusCode, await placed.Content.ReadAsStringAsync());
        using var nowhere = await server.Client.PostAsJsonAsync(new Uri("/api/orders", UriKind.Relative), new { unit = "000", need.kind, need.name, need.phone, need.address });
        Assert.False(nowhere.IsSuccessStatusCode);
        using var garbled = await server.Client.PostAsync(new Uri("/api/orders", UriKind.Relative), new StringContent($"{{ \"phone\": {ResidentsPhone(person)}, \"name\": \"{Resident(person)}\" ", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, garbled.StatusCode);
        foreach (var words in new[] { Volunteer(person), VolunteersPhone(person), ResidentsPhone(person) })
        {
            using var found = await server.Client.PostAsJsonAsync(new Uri("/api/volunteers/find", UriKind.Relative), new { words });
            Assert.True(found.IsSuccessStatusCode, await found.Content.ReadAsStringAsync());
        }
        await Note(server, person);
        // Somebody types what he should not into an address.
        using var typed = await visitor.GetAsync(new Uri("/t/" + Uri.EscapeDataString(ResidentsPhone(person)), UriKind.Relative));
        using var asked = await visitor.GetAsync(new Uri("/no/such/" + VolunteersPhone(person), UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
    }

    // His document is noted, wrongly first, and looked at.
    private static async Task Note(CrashingServer server, int person)
    {
        var found = await server.Client.PostAsJsonAsync(new Uri("/api/volunteers/find", UriKind.Relative), new { words = VolunteersPhone(person) });
        var number = (await found.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("lines")[0].GetProperty("number").GetString();
        var address = new Uri($"/api/volunteers/{number}/identity", UriKind.Relative);
        using var wrong = await server.Client.PutAsJsonAsync(address, new { kind = "ResidentCard", number = Card(person) + "0", consent = true });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var noted = await server.Client.PutAsJsonAsync(address, new { kind = "ResidentCard", number = Card(person), consent = true });
        Assert.True(noted.IsSuccessStatusCode, await noted.Content.ReadAsStringAsync());
        using var shown = await server.Client.PostAsJsonAsync(new Uri(address + "/number", UriKind.Relative), new { reason = "核实" });
        Assert.Contains(Card(person), await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> Files(Storage storage)
    {
        if (storage.PostgresConnection is { } connection) return await Dump(new NpgsqlConnectionStringBuilder(connection));
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(storage.Folder, "*", SearchOption.AllDirectories)) text.Append(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file)));
        return text.ToString();
    }

    private static async Task<string> Dump(NpgsqlConnectionStringBuilder connection)
    {
        var program = Path.Combine(Environment.GetEnvironmentVariable("SHOUWANG_TEST_POSTGRES_BIN")!, "pg_dump");
        using var dump = Process.Start(new ProcessStartInfo(program, ["-h", connection.Host!, "-p", connection.Port.ToString(CultureInfo.InvariantCulture), "-U", connection.Username!, connection.Database!]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var text = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        Assert.Equal(0, dump.ExitCode);
        return text;
    }
}
