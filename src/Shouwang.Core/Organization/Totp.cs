using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shouwang.Organization;

/// <summary>动态码: six digits that change every half minute, computed alike here and in the phone's authenticator (RFC 6238 over HMAC-SHA-1, which every app knows).</summary>
public static class Totp
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>Bytes of a seed; RFC 4226 asks for 16 and recommends 20.</summary>
    public const int SeedBytes = 20;

    /// <summary>Seconds for which a code stands.</summary>
    public const int Seconds = 30;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step of an instant: half minutes since 1970.</summary>
    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;

    /// <summary>The code of a step.</summary>
    /// <param name="seed">The secret both sides hold.</param>
    /// <param name="step">The half minute.</param>
    /// <param name="digits">How many digits; the standard's examples have eight.</param>
    public static string Code(ReadOnlySpan<byte> seed, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // the standard's algorithm; what it needs is a keyed hash, and HMAC-SHA-1 still is a good one
        var hash = HMACSHA1.HashData(seed, counter);
#pragma warning restore CA5350
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        var modulus = 1;
        for (var i = 0; i < digits; i++) modulus *= 10;
        return (number % modulus).ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code was typed, or null. One step early or late is forgiven, a step that was used is not: whoever looks over a shoulder has nothing.</summary>
    /// <param name="seed">The secret.</param>
    /// <param name="typed">What was typed; blanks do not count.</param>
    /// <param name="now">Now.</param>
    /// <param name="lastUsed">The step of the last code that was accepted.</param>
    public static long? Match(ReadOnlySpan<byte> seed, string? typed, DateTimeOffset now, long lastUsed)
    {
        var wanted = Encoding.UTF8.GetBytes(string.Concat((typed ?? "").Where(sign => !char.IsWhiteSpace(sign))));
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
            if (step > lastUsed && CryptographicOperations.FixedTimeEquals(wanted, Encoding.UTF8.GetBytes(Code(seed, step)))) return step;
        return null;
    }

    /// <summary>The seed as people type it into an authenticator (RFC 4648, base 32; whole groups of five bytes).</summary>
    public static string Text(ReadOnlySpan<byte> seed)
    {
        var (text, bits, held) = (new StringBuilder(), 0, 0);
        foreach (var part in seed)
        {
            (bits, held) = (((bits & 0xFF) << 8) | part, held + 8);
            for (; held >= 5; held -= 5) text.Append(Alphabet[(bits >> (held - 5)) & 31]);
        }
        if (held > 0) text.Append(Alphabet[(bits << (5 - held)) & 31]);
        return text.ToString();
    }
}
