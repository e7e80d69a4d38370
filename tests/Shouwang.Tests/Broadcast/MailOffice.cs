using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Shouwang.Broadcast;

/// <summary>A real SMTP server (Debian's python3-aiosmtpd) on a port of its own; what it took over lies in a folder.</summary>
sealed class MailOffice : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo folder;

    private MailOffice(Process process, DirectoryInfo folder, int port) => (this.process, this.folder, Port) = (process, folder, port);

    public int Port { get; }

    public MailServer Server => new("127.0.0.1", Port, null, null, "shouwang@example.org", StartTls: false);

    /// <summary>The mails taken over so far, as they came over the wire.</summary>
    public IReadOnlyList<string> Mails => [.. folder.GetFiles("*.eml").OrderBy(file => file.Name).Select(file => File.ReadAllText(file.FullName))];

    public static async Task<MailOffice> Open()
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("shouwang-mail-"), FreePort());
        var script = Path.Combine(AppContext.BaseDirectory, "Broadcast", "mailserver.py");
        var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, $"{port}", folder.FullName]) { RedirectStandardOutput = true })!;
        if (await process.StandardOutput.ReadLineAsync() != "ready") throw new InvalidOperationException("The mail server did not start: apt-get install python3-aiosmtpd");
        return new MailOffice(process, folder, port);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }
}
