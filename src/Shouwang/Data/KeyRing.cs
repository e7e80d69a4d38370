using System.Security.Cryptography;
using System.Text;

namespace Shouwang.Data;

/// <summary>The master key, from which every other key is derived. It lies in a file beside the data, never in the database.</summary>
public sealed class KeyRing
{
    private readonly byte[] master;

    public KeyRing(byte[] master)
    {
        if (master.Length != 32) throw new ArgumentException("The master key has 32 bytes.", nameof(master));
        this.master = master;
    }

    /// <summary>A key for one purpose; different purposes never share one.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.UTF8.GetBytes("shouwang/" + purpose));

    /// <summary>Reads the key file; makes one, readable by its owner only, for a database that does not exist yet.</summary>
    /// <remarks>A new key for old data would open none of it and call every fact a forgery: better not to start.</remarks>
    public static KeyRing OpenOrCreate(string path, bool hasData)
    {
        if (!File.Exists(path))
        {
            if (hasData) throw new SetupException($"There are data, but their key is missing: {path}. Put the key file back (it is part of every backup); without it the personal data cannot be read.");
            Create(path);
        }
        if (!OperatingSystem.IsWindows()) KeepPrivate(path);
        return new KeyRing(Convert.FromBase64String(File.ReadAllText(path).Trim()));
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void KeepPrivate(string path)
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if ((File.GetUnixFileMode(path) & ~owner) != 0) File.SetUnixFileMode(path, owner);
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, Encoding.ASCII, options);
        file.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }
}
