using System.CommandLine;

namespace Shouwang.Bench;

/// <summary>What every bench may be told.</summary>
static class BenchOptions
{
    public static readonly Option<string?> Postgres = new("--postgres") { Description = "A PostgreSQL server to measure as well (\"Host=…;Username=…;Database=postgres\")" };

    public static readonly Option<string?> Write = new("--write") { Description = "Put the tables into this Markdown file, between its marks" };

    /// <summary>The servers to measure by turns; null is the embedded database.</summary>
    public static IReadOnlyList<string?> Servers(ParseResult parsed) => parsed.GetValue(Postgres) is { Length: > 0 } given ? [null, given] : [null];

    /// <summary>The database's name as tables print it.</summary>
    public static string EngineOf(string? server) => server is null ? "SQLite" : "PostgreSQL";
}
