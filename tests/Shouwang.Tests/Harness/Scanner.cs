using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Shouwang.Harness;

/// <summary>The scanners of Debian that look for holes in pages, run on one address at a time.</summary>
static partial class Scanner
{
    private static readonly string Modules = "xss,sql,exec,redirect,crlf,csp,http_headers,cookieflags" + (Nightly.Is ? ",permanentxss,blindsql,file" : "");

    /// <summary>What wapiti says that is not so, and why.</summary>
    private static readonly string[] Untrue =
    [
        "X-XSS-Protection is not set", // browsers have dropped the filter it steers; where it still works it does harm
        "HttpOnly flag is not set in the cookie", // it looks for the flag in capitals; AnsweringRequests reads it as browsers do
        "Strict-Transport-Security is not set", "Secure flag is not set in the cookie", // said over https only, as they must be; the scan goes over http
    ];

    /// <summary>Findings of wapiti on the page, its forms and the addresses with other parameters that it links to.</summary>
    /// <param name="page">Where it begins.</param>
    /// <param name="token">Session in which it looks; null for somebody without a log-in.</param>
    public static async Task<IReadOnlyList<string>> Wapiti(Uri page, string? token)
    {
        var folder = Directory.CreateTempSubdirectory("shouwang-scan-").FullName;
        try
        {
            var report = Path.Combine(folder, "report.json");
            string[] arguments = ["-u", page.ToString(), "--scope", "page", "-d", "1", "-m", Modules, "--skip", "__RequestVerificationToken", "--skip", "_handler", "--skip", "operation",
                "--max-scan-time", "300", "--max-links-per-page", "20", "-f", "json", "-o", report, "--store-session", folder, "--flush-session", "--no-bugreport", "-v", "0",
                .. token is null ? [] : (string[])["-H", $"Authorization: Bearer {token}"]];
            var said = await Run("wapiti", arguments);
            Assert.True(File.Exists(report), said);
            using var read = JsonDocument.Parse(await File.ReadAllTextAsync(report));
            return [.. Findings(read.RootElement.GetProperty("vulnerabilities")), .. Findings(read.RootElement.GetProperty("anomalies"))];
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>Parameters of the page and its forms through which sqlmap gets into a statement.</summary>
    public static async Task<IReadOnlyList<string>> Sqlmap(Uri page, string? token)
    {
        var folder = Directory.CreateTempSubdirectory("shouwang-scan-").FullName;
        try
        {
            string[] arguments = ["-u", page.ToString(), "--batch", "--disable-coloring", "--flush-session", "--output-dir", folder, "--level", "1", "--threads", "2", "--technique", Nightly.Is ? "BEUST" : "BEU", "--dbms", "sqlite",
                "--skip", "__RequestVerificationToken,_handler,operation",
                .. page.Query.Length == 0 ? (string[])["--forms"] : [], .. token is null ? [] : (string[])["--headers", $"Authorization: Bearer {token}"]];
            var said = await Run("sqlmap", arguments);
            Assert.Contains("ending @", said, StringComparison.Ordinal);
            return [.. Injectable().Matches(said).Select(match => match.Groups[1].Value).Distinct()];
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static IEnumerable<string> Findings(JsonElement kinds) =>
        kinds.EnumerateObject().SelectMany(kind => kind.Value.EnumerateArray()
            .Select(found => string.Create(CultureInfo.InvariantCulture, $"{kind.Name}: {found.GetProperty("info").GetString()} ({found.GetProperty("parameter")})")))
            .Where(finding => !Untrue.Any(untrue => finding.Contains(untrue, StringComparison.Ordinal)));

    private static async Task<string> Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return await said + await complained;
    }

    [GeneratedRegex(@"^Parameter: (\S+) \(", RegexOptions.Multiline)]
    private static partial Regex Injectable();
}
