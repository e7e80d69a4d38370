namespace Shouwang.Browser;

/// <summary>Every page answers on both databases, however quickly or slowly the database does.</summary>
public sealed class OpeningEveryPage
{
    /// <summary>Breaks silently without it: two parts of one page asking the database at once; SQLite never minds, PostgreSQL does.</summary>
    [DatabaseTheory]
    public async Task By_the_one_it_is_for(Engine engine)
    {
        var walked = new WalkedHouse();
        try
        {
            await walked.InitializeAsync(engine);
            var faults = new List<string>();
            foreach (var visit in PageTable.Visits)
            {
                var client = await walked.ClientOf(visit.Who);
                client.Timeout = TimeSpan.FromSeconds(20);
                for (var time = 0; time < 3; time++)
                {
                    try
                    {
                        using var answer = await client.GetAsync(new Uri(visit.Address(walked), UriKind.Relative));
                        if ((int)answer.StatusCode != 200) faults.Add($"{(int)answer.StatusCode} {visit.Address(walked)}");
                    }
                    catch (OperationCanceledException) { faults.Add("no answer: " + visit.Address(walked)); }
                }
            }
            Assert.Empty(faults.Distinct());
        }
        finally { await walked.DisposeAsync(); }
    }

    /// <summary>Breaks silently without it: a page that says "not found" to the machine and nothing at all to the reader.</summary>
    [Theory]
    [InlineData("/t/ABCDEFGHJKLMNP")]
    [InlineData("/q/NOSUCHCODE")]
    [InlineData("/placed?code=ABCDEFGHJKLMNP")]
    public async Task What_is_not_there_is_said_in_words(string address)
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        using var answer = await house.Visitor().GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotEmpty((await answer.Document()).QuerySelector("main h1")!.TextContent.Trim());
    }
}
