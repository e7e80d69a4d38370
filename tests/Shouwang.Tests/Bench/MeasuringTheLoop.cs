using System.Text.Json;

namespace Shouwang.Bench;

public sealed class MeasuringTheLoop
{
    /// <summary>No time is asserted: only that everything is measured, on every engine there is, and that what was loaded is whole.</summary>
    [Fact]
    public async Task The_bench_measures_every_step_beside_its_limit()
    {
        string[] engines = PostgresServer.Connection is { } postgres ? ["--postgres", postgres] : [];
        var (exit, said, complained) = await ShouwangProcess.Verb(
            ["bench", "--orders", "0", "--orders", "300", "--loops", "6", "--clients", "3", "--volunteers", "160", "--board-reads", "2", "--json", .. engines]);
        Assert.True(exit == 0, said + complained);
        var rows = JsonDocument.Parse(said[said.IndexOf('[', StringComparison.Ordinal)..]).RootElement.EnumerateArray().ToList();
        Assert.Equal(engines.Length == 0 ? 2 : 4, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.Equal(["place", "triage", "candidates", "dispatch", "accept", "check-in", "check-out", "review"], row.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()!));
            Assert.Equal(7, row.GetProperty("limitSteps").GetArrayLength());
            Assert.True(row.GetProperty("loopsPerSecond").GetDouble() > 0 && row.GetProperty("limitPerSecond").GetDouble() > 0);
            Assert.Equal(row.GetProperty("orders").GetInt32() / 10, row.GetProperty("open").GetInt32());
        });
    }
}
