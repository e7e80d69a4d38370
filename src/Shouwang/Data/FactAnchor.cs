using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Shouwang.Data;

/// <summary>The head of one chain, as it was when the anchor was made.</summary>
public sealed record AnchoredHead(Guid Unit, long Sequence, string Mac);

/// <summary>锚: the heads of all chains at one time, kept outside the database; a chain cut off later no longer reaches them.</summary>
public sealed record FactAnchor(DateTimeOffset At, IReadOnlyList<AnchoredHead> Heads, string Signature)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static FactAnchor Make(Dictionary<Guid, (long Sequence, string Mac)> heads, DateTimeOffset at, KeyRing keys)
    {
        List<AnchoredHead> ordered = [.. heads.Where(head => head.Value.Sequence > 0).OrderBy(head => head.Key).Select(head => new AnchoredHead(head.Key, head.Value.Sequence, head.Value.Mac))];
        return new FactAnchor(at, ordered, Sign(ordered, at, keys));
    }

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>The anchor in a file's text; null when it is none, or not one that this house has signed.</summary>
    public static FactAnchor? Read(string json, KeyRing keys)
    {
        try
        {
            var anchor = JsonSerializer.Deserialize<FactAnchor>(json, Format);
            if (anchor?.Heads is null || anchor.Signature is null) return null;
            var right = Sign(anchor.Heads, anchor.At, keys);
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(anchor.Signature)) ? anchor : null;
        }
        catch (JsonException) { return null; }
    }

    private static string Sign(IEnumerable<AnchoredHead> heads, DateTimeOffset at, KeyRing keys)
    {
        var text = new StringBuilder().Append(at.UtcTicks);
        foreach (var head in heads) text.Append(CultureInfo.InvariantCulture, $"\n{head.Unit} {head.Sequence} {head.Mac}");
        return Convert.ToBase64String(HMACSHA256.HashData(keys.Derive("fact-anchor"), Encoding.UTF8.GetBytes(text.ToString())));
    }
}
