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

    /// <summary>Reads the key file; makes one, readable by its owner only, where there is none.</summary>
    public static KeyRing OpenOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        return new KeyRing(Convert.FromBase64String(File.ReadAllText(path).Trim()));
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
