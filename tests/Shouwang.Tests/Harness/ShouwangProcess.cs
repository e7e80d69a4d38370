using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Shouwang.Harness;

/// <summary>The program as a process of its own, as people start it.</summary>
public sealed class ShouwangProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ShouwangProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What it has said so far on both streams: its log.</summary>
    public string Log => string.Join('\n', lines);

    /// <summary>Runs a verb to its end; the answer is its exit code and what it said.</summary>
    public static Task<(int Exit, string Said, string Complained)> Verb(params string[] arguments) => Verb(new Dictionary<string, string>(), arguments);

    /// <summary>Runs a verb with settings from the environment.</summary>
    public static async Task<(int Exit, string Said, string Complained)> Verb(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(arguments, environment);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await complained);
    }

    /// <summary>Runs a verb and kills it after a while, unless it has ended by then.</summary>
    public static async Task KilledAfter(TimeSpan time, params string[] arguments)
    {
        using var process = Start(arguments);
        using var timer = new CancellationTokenSource(time);
        try { await process.WaitForExitAsync(timer.Token); }
        catch (OperationCanceledException) { process.Kill(entireProcessTree: true); }
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Runs a verb and after a while presses Ctrl-C; the answer is how it ended.</summary>
    public static async Task<(int Exit, string Said, string Complained)> Interrupted(Func<Task<bool>> when, params string[] arguments)
    {
        using var process = Start(arguments);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && !await when()) await Task.Delay(100);
        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await said, await complained);
    }

    /// <summary>Serves and returns when the house says that it is ready.</summary>
    public static Task<ShouwangProcess> Serve(params string[] where) => Serve(new Dictionary<string, string>(), where);

    /// <summary>Serves with settings from the environment.</summary>
    public static async Task<ShouwangProcess> Serve(IReadOnlyDictionary<string, string> environment, params string[] where)
    {
        var port = FreePort();
        var process = Start(["serve", .. where, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)], environment);
        var served = new ShouwangProcess(process, new Uri($"http://127.0.0.1:{port}/"));
        process.OutputDataReceived += (_, said) => served.lines.Enqueue(said.Data ?? "");
        process.ErrorDataReceived += (_, said) => served.lines.Enqueue(said.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await served.Ready();
        return served;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    private async Task Ready()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var begun = Stopwatch.StartNew();
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The program ended with {process.ExitCode} before it was ready.");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) { } // not listening yet
            if (begun.Elapsed > Patience) throw new TimeoutException("The program was not ready in time.");
            await Task.Delay(100);
        }
    }

    private static Process Start(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "shouwang.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
