using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Shouwang.Bench;

/// <summary>This program as a process of its own that answers HTTP.</summary>
sealed class BenchServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;

    private BenchServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<BenchServer> Start(string[] arguments, string ready, CancellationToken cancel)
    {
        var port = FreePort();
        var server = new BenchServer(Spawn([.. arguments, "--port", port.ToString(CultureInfo.InvariantCulture)]), new Uri($"http://127.0.0.1:{port}/"));
        await server.Answers(ready, cancel);
        return server;
    }

    /// <summary>Resident memory.</summary>
    public int Megabytes()
    {
        process.Refresh();
        return (int)(process.WorkingSet64 / (1024 * 1024));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Spawn(string[] arguments)
    {
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [Assembly.GetEntryAssembly()!.Location] : [];
        var process = Process.Start(new ProcessStartInfo(host, [.. program, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        process.OutputDataReceived += (_, _) => { }; // the log is read and forgotten
        process.BeginOutputReadLine();
        return process;
    }

    private async Task Answers(string ready, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var begun = Stopwatch.GetTimestamp();
        while (!process.HasExited && Stopwatch.GetElapsedTime(begun) < Patience)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(ready, UriKind.Relative), cancel);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) { } // not listening yet
            await Task.Delay(100, cancel);
        }
        throw new InvalidOperationException("The server that was to be measured does not answer.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
