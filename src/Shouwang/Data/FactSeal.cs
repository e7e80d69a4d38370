using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shouwang.Data;

/// <summary>The keyed hash that chains the facts of a unit. The key lies outside the database.</summary>
public sealed class FactSeal(KeyRing keys)
{
    private readonly byte[] key = keys.Derive("facts");

    /// <summary>What the first fact of a chain is chained to.</summary>
    public static string Start { get; } = Convert.ToBase64String(new byte[32]);

    /// <summary>The mac of a fact that follows the given mac. Every stored column but the id takes part.</summary>
    public string Mac(string previous, Fact fact)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Add(hash, previous);
        hash.AppendData(fact.UnitId.Value.ToByteArray(bigEndian: true));
        Add(hash, fact.UnitPath);
        Add(hash, fact.Sequence);
        Add(hash, fact.At.ToUnixTimeMilliseconds());
        Add(hash, fact.Type);
        Add(hash, fact.Subject);
        hash.AppendData(fact.SubjectId.ToByteArray(bigEndian: true));
        Add(hash, fact.SubjectVersion);
        Add(hash, fact.ActorKind.ToString());
        hash.AppendData(fact.ActorId.ToByteArray(bigEndian: true));
        Add(hash, fact.OnBehalfOf);
        Add(hash, fact.Via);
        Add(hash, fact.Payload);
        Span<byte> mac = stackalloc byte[32];
        hash.GetHashAndReset(mac);
        return Convert.ToBase64String(mac);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    // Lengths go before texts, so that "ab"+"c" and "a"+"bc" differ, and null differs from empty.
    private static void Add(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Add(hash, -1);
            return;
        }
        var size = Encoding.UTF8.GetByteCount(text);
        Add(hash, size);
        Span<byte> bytes = size <= 1024 ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(text, bytes);
        hash.AppendData(bytes);
    }
}
