using System.Diagnostics;

namespace Shouwang.Host;

/// <summary>打印成 PDF: hands a page that needs nothing from outside to a chromium on this machine and brings back the paper.</summary>
/// <remarks>The page lies for a moment in a folder that only this account can open, because it may hold door codes.</remarks>
public sealed class PaperPrinter(ILogger<PaperPrinter> log)
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>The program that prints: <c>SHOUWANG_CHROMIUM</c>, or the first one found on the path; null when there is none.</summary>
    public static string? Program
    {
        get
        {
            if (Environment.GetEnvironmentVariable("SHOUWANG_CHROMIUM") is { Length: > 0 } named) return File.Exists(named) ? named : null;
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append("/usr/bin");
            return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        }
    }

    /// <param name="page">A whole HTML document with its own style.</param>
    /// <param name="cancel">Stops the printing.</param>
    public async Task<Result<byte[]>> Run(string page, CancellationToken cancel)
    {
        if (Program is not { } program) return new Refusal("host.paper.no-printer");
        await OneAtATime.WaitAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("shouwang-paper-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "page.pdf"));
            await File.WriteAllTextAsync(from, page, cancel);
            var ended = await Print(program, folder.FullName, from, to, cancel);
            if (ended && File.Exists(to)) return await File.ReadAllBytesAsync(to, cancel);
            log.LogWarning("Chromium printed nothing");
            return new Refusal("host.paper.failed");
        }
        finally
        {
            folder.Delete(recursive: true);
            OneAtATime.Release();
        }
    }

    private static async Task<bool> Print(string program, string folder, string from, string to, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] switches =
        [
            "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            "--no-pdf-header-footer", $"--user-data-dir={Path.Combine(folder, "profile")}", $"--print-to-pdf={to}", new Uri(from).AbsoluteUri,
        ];
        // Chromium refuses its sandbox to root; the page holds nothing but our own words.
        foreach (var one in Environment.UserName == "root" ? switches.Prepend("--no-sandbox") : switches) start.ArgumentList.Add(one);
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Longest);
        try
        {
            await Task.WhenAll(process.StandardError.ReadToEndAsync(patience.Token), process.StandardOutput.ReadToEndAsync(patience.Token), process.WaitForExitAsync(patience.Token));
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { return false; }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
