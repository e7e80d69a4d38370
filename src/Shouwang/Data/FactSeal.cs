using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shouwang.Data;

/// <summary>A line of the ledger as it stands in the database: every stored column that takes part in the mac.</summary>
public readonly record struct FactLine(
    Guid UnitId, string UnitPath, long Sequence, long AtMilliseconds, string Type, string Subject, Guid SubjectId, int SubjectVersion,
    string ActorKind, Guid ActorId, string? OnBehalfOf, string? Via, string Payload)
{
    public static FactLine Of(Fact fact) => new(
        fact.UnitId.Value, fact.UnitPath, fact.Sequence, fact.At.ToUnixTimeMilliseconds(), fact.Type, fact.Subject, fact.SubjectId, fact.SubjectVersion,
        fact.ActorKind.ToString(), fact.ActorId, fact.OnBehalfOf, fact.Via, fact.Payload);
}

/// <summary>The keyed hash that chains the facts of a unit. The key lies outside the database.</summary>
public sealed class FactSeal(KeyRing keys)
{
    private const int MacSize = 32, MacText = 44;
    private readonly byte[] key = keys.Derive("facts");

    // One buffer per thread: a check of millions of lines leaves nothing for the collector.
    [ThreadStatic]
    private static byte[]? buffer;

    /// <summary>What the first fact of a chain is chained to.</summary>
    public static string Start { get; } = Convert.ToBase64String(new byte[MacSize]);

    /// <summary>The mac of a fact that follows the given mac. Every stored column but the id takes part.</summary>
    public string Mac(string previous, Fact fact)
    {
        Span<byte> mac = stackalloc byte[MacSize];
        Compute(previous, FactLine.Of(fact), mac);
        return Convert.ToBase64String(mac);
    }

    /// <summary>Whether the mac is the line's.</summary>
    public bool Holds(string previous, in FactLine line, string mac)
    {
        Span<byte> right = stackalloc byte[MacSize];
        Span<char> text = stackalloc char[MacText];
        Compute(previous, line, right);
        return Convert.TryToBase64Chars(right, text, out _) && text.SequenceEqual(mac);
    }

    private void Compute(string previous, in FactLine line, Span<byte> mac)
    {
        var at = 0;
        Add(ref at, previous);
        Add(ref at, line.UnitId);
        Add(ref at, line.UnitPath);
        Add(ref at, line.Sequence);
        Add(ref at, line.AtMilliseconds);
        Add(ref at, line.Type);
        Add(ref at, line.Subject);
        Add(ref at, line.SubjectId);
        Add(ref at, line.SubjectVersion);
        Add(ref at, line.ActorKind);
        Add(ref at, line.ActorId);
        Add(ref at, line.OnBehalfOf);
        Add(ref at, line.Via);
        Add(ref at, line.Payload);
        HMACSHA256.HashData(key, buffer.AsSpan(0, at), mac);
    }

    private static Span<byte> Room(ref int at, int size)
    {
        buffer ??= new byte[2048];
        if (buffer.Length < at + size) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, at + size));
        at += size;
        return buffer.AsSpan(at - size, size);
    }

    private static void Add(ref int at, Guid id) => id.TryWriteBytes(Room(ref at, 16), bigEndian: true, out _);

    private static void Add(ref int at, long number) => BinaryPrimitives.WriteInt64BigEndian(Room(ref at, 8), number);

    // Lengths go before texts, so that "ab"+"c" and "a"+"bc" differ, and null differs from empty.
    private static void Add(ref int at, string? text)
    {
        if (text is null)
        {
            Add(ref at, -1L);
            return;
        }
        var size = Encoding.UTF8.GetByteCount(text);
        Add(ref at, (long)size);
        Encoding.UTF8.GetBytes(text, Room(ref at, size));
    }
}
