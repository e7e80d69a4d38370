using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Shouwang.Data;

/// <summary>Encrypts personal data field by field (AES-256-GCM) and makes the keyed index by which they are found.</summary>
/// <remarks>
/// The purpose ("volunteer.phone") is authenticated with the text, so that a ciphertext cannot be moved to another column.
/// A plain hash would be no protection: all mobile numbers can be tried in about an hour on one core.
/// </remarks>
public sealed class FieldCipher(KeyRing keys)
{
    private const int NonceSize = 12, TagSize = 16;
    private readonly byte[] fieldKey = keys.Derive("fields");
    private readonly byte[] indexKey = keys.Derive("blind-index");

    public SealedText Seal(string text, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[NonceSize + plain.Length + TagSize];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(fieldKey, TagSize);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceSize, plain.Length), sealedBytes.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(purpose));
        return new SealedText("1." + Base64Url.EncodeToString(sealedBytes));
    }

    public string Open(SealedText text, string purpose)
    {
        if (!text.Cipher.StartsWith("1.", StringComparison.Ordinal)) throw new CryptographicException("Unknown form of ciphertext.");
        var bytes = Base64Url.DecodeFromChars(text.Cipher.AsSpan(2));
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(fieldKey, TagSize);
        aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, plain.Length), bytes.AsSpan(NonceSize + plain.Length), plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    public BlindIndex Index(string text, string purpose) => new(Hash(text, purpose));

    /// <summary>The keyed hash under which a secret (door code, tracking code, session) is stored.</summary>
    public string Hash(string secret, string purpose) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes(purpose + "\n" + secret)));

    /// <summary>A keyed hash as a number: enough to compare sums of many, and to tell nothing of one.</summary>
    public ulong Digest(string text, string purpose) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes(purpose + "\n" + text)));

    /// <summary>A new unguessable code of 160 bits, in an alphabet that survives being read aloud (no 0, 1, I, O).</summary>
    public static string NewCode(int characters = 32) => RandomNumberGenerator.GetString("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", characters);
}
