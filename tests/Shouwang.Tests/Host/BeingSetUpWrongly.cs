using System.Net;
using System.Net.Sockets;

namespace Shouwang.Host;

/// <summary>What an operator can mend is told him in a sentence, with an exit code, and never as a stack trace.</summary>
public sealed class BeingSetUpWrongly : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shouwang-setup-");

    [Theory]
    [InlineData("Hosst=127.0.0.1", "--database is not a PostgreSQL connection")]
    [InlineData("Host=127.0.0.1;Port=1;Username=nobody;Database=none", "PostgreSQL does not answer")]
    public async Task A_wrong_connection_is_named(string database, string words) => await Complains(words, [], "migrate", "--data", folder.FullName, "--database", database);

    [DatabaseTheory]
    public async Task A_database_that_is_none_is_named(Engine engine)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "shouwang.db"), new string('?', 8192));
        string[] database = engine == Engine.Postgres ? ["--database", PostgresServer.ConnectionTo("no_such_district")] : [];
        await Complains(engine == Engine.Postgres ? "no_such_district" : "shouwang.db is not", [], ["migrate", "--data", folder.FullName, .. database]);
    }

    [Theory]
    [InlineData("SHOUWANG_SMTP", "mail.example.org", "SHOUWANG_SMTP reads smtp://")]
    [InlineData("Proxies", "10.0.0.1, gateway", "gateway")]
    public async Task A_wrong_setting_is_named(string setting, string value, string words) =>
        await Complains(words, new() { [setting] = value }, "migrate", "--data", folder.FullName);

    [Fact]
    public async Task Data_without_their_key_are_left_alone()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        foreach (var file in Directory.EnumerateFiles(house.Storage.Folder, "shouwang.db*")) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        await Complains("their key is missing", [], "verify", "--data", folder.FullName);
        Assert.False(Directory.Exists(Path.Combine(folder.FullName, "keys")));
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await Complains("--port", [], "serve", "--data", folder.FullName, "--port", $"{((IPEndPoint)other.LocalEndpoint).Port}");
    }

    private static async Task Complains(string words, Dictionary<string, string> settings, params string[] arguments)
    {
        var (exit, _, complained) = await ShouwangProcess.Verb(settings, arguments);
        Assert.Equal(1, exit);
        Assert.Contains(words, complained, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", complained, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
