using Microsoft.Data.Sqlite;
using Shouwang.Browser;

namespace Shouwang.Host;

/// <summary>
/// Two scanners, wapiti and sqlmap, look for holes on the pages as those they are for; each first finds a hole planted beside them.
/// By day they look at one page that anybody can send a form from, by night at every page of the house.
/// </summary>
[Collection(nameof(BrowserTests))] // both keep the processors busy
public sealed class BeingScanned
{
    private const string ByDay = "/sign-up";

    /// <summary>Breaks silently without it: a scanner that finds nothing because it reaches nothing.</summary>
    [Fact]
    public async Task A_planted_hole_is_found_by_each_scanner()
    {
        await using var house = await TestHouse.On(Engine.Sqlite, Plant);
        var echo = await Scanner.Wapiti(new Uri(house.Address, "planted/echo?words=x"), null);
        Assert.Contains(echo, finding => finding.StartsWith("Cross Site Scripting", StringComparison.Ordinal));
        var rows = await Scanner.Sqlmap(new Uri(house.Address, "planted/rows?name=x"), null);
        Assert.Contains("name", rows);
    }

    [Fact]
    public async Task Nothing_is_found_on_the_pages()
    {
        var walked = new WalkedHouse();
        try
        {
            await walked.InitializeAsync();
            await using var between = await FreshOperations.Before(walked.House.Address);
            var findings = new List<string>();
            foreach (var visit in PageTable.Visits.Where(visit => Nightly.Is || visit.Route == ByDay))
            {
                var (page, token) = (new Uri(between.Address, visit.Address(walked)), await walked.TokenOf(visit.Who));
                findings.AddRange((await Scanner.Wapiti(page, token)).Select(finding => $"{visit.Route}: {finding}"));
                findings.AddRange((await Scanner.Sqlmap(page, token)).Select(parameter => $"{visit.Route}: SQL by {parameter}"));
                if (token is null) continue;
                using var still = await (await walked.ClientOf(visit.Who)).GetAsync(page);
                Assert.True(still.IsSuccessStatusCode, $"{visit.Route}: the scanners have logged themselves out");
            }
            Assert.Empty(findings.Distinct());
        }
        finally { await walked.DisposeAsync(); }
    }

    // What the product never does: words of a visitor as markup, and as part of a statement.
    private static void Plant(TestHouse house, IEndpointRouteBuilder routes)
    {
        routes.MapGet("/planted/echo", (string words) => Results.Content($"<!doctype html><p>{words}</p>", "text/html")).AllowAnonymous();
        routes.MapGet("/planted/rows", (string name) => Results.Text(string.Join('\n', UnitsNamed(house.Storage, name)))).AllowAnonymous();
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The planted hole.")]
    private static List<string> UnitsNamed(Storage storage, string name)
    {
        using var connection = new SqliteConnection(storage.SqliteConnection);
        connection.Open();
        using var command = new SqliteCommand($"select name from units where name = '{name}' or code = '{name}'", connection);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }
}
