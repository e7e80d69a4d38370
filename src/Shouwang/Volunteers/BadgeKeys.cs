using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwang.Volunteers;

/// <summary>签章密钥: signs badges; the private half is sealed with the key ring, the public half is for everybody and stays after the key is replaced.</summary>
public sealed class BadgeKey
{
    public const string InUse = "badge_keys_one_in_use";

    public required string Id { get; init; }
    public required string Modulus { get; init; }
    public required string Exponent { get; init; }
    public SealedText Private { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? ReplacedAt { get; set; }

    /// <summary>Always <c>badge</c>; with the index, only one key is in use.</summary>
    public string Purpose { get; init; } = "badge";

    public static void Map(EntityTypeBuilder<BadgeKey> key)
    {
        key.ToTable("badge_keys");
        key.HasKey(k => k.Id);
        key.HasIndex(k => k.Purpose, InUse).IsUnique().HasFilter("replaced_at is null");
    }
}

/// <summary>The keys that sign badges: one in use, replaced after a year; the others are kept so that what they signed can be checked.</summary>
public sealed class BadgeKeys(ShouwangDb db, FieldCipher cipher, TimeProvider clock)
{
    private const string Purpose = "badge.key";
    private const int Bits = 2048;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>All public halves, the one in use first.</summary>
    public Task<List<BadgeKey>> All(CancellationToken cancel) => db.BadgeKeys().AsNoTracking().OrderByDescending(k => k.MadeAt).ToListAsync(cancel);

    /// <summary>Signs with the key in use; makes one when there is none or the one in use is a year old.</summary>
    /// <param name="write">Writes what is to be signed, for the key's id.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<string> Sign(Func<string, string> write, CancellationToken cancel)
    {
        var key = await InUse(replace: false, cancel);
        if (key is null || clock.GetUtcNow() - key.MadeAt >= Lifetime) key = await InUse(replace: true, cancel);
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(cipher.Open(key!.Private, Purpose)), out _);
        var text = write(key.Id);
        return text + "." + Base64Url.EncodeToString(rsa.SignData(System.Text.Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>Puts a new key into use. Two servers that do so at once end with one: the index refuses the other.</summary>
    public Task<BadgeKey?> Replace(CancellationToken cancel) => InUse(replace: true, cancel);

    private Task<BadgeKey?> InUse(bool replace, CancellationToken cancel) => db.Retrying(async () =>
    {
        var known = await db.BadgeKeys().FirstOrDefaultAsync(k => k.ReplacedAt == null, cancel);
        if (!replace) return known;
        return await db.InTransaction(async () =>
        {
            if (known is not null) known.ReplacedAt = clock.GetUtcNow();
            await db.SaveChangesAsync(cancel);
            var made = New();
            db.BadgeKeys().Add(made);
            await db.SaveChangesAsync(cancel);
            return made;
        }, cancel);
    });

    private BadgeKey New()
    {
        using var rsa = RSA.Create(Bits);
        var open = rsa.ExportParameters(includePrivateParameters: false);
        var modulus = Base64Url.EncodeToString(open.Modulus);
        return new BadgeKey
        {
            Id = Base64Url.EncodeToString(SHA256.HashData(open.Modulus!).AsSpan(0, 12)), Modulus = modulus, Exponent = Base64Url.EncodeToString(open.Exponent),
            Private = cipher.Seal(Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()), Purpose), MadeAt = clock.GetUtcNow(),
        };
    }
}
