using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>数字证明: a certificate of service as an Open Badge 3.0, a verifiable credential signed as JWT (RS256).</summary>
/// <remarks>
/// 1EdTech Open Badges 3.0, sections 8.2 (JSON Web Token proof format) and B.1 (data model). Hours are a Result, not credits. The holder is named only
/// by a salted hash of the volunteer number, so that who has the badge can check a number he is told, and learns no name.
/// </remarks>
public sealed class Badges(CertificateBook book, CertificateDesk desk, CheckCodes codes, BadgeKeys keys, FieldCipher cipher)
{
    /// <summary>The badge of one's own certificate, or of one that staff may see.</summary>
    /// <param name="volunteerNumber">Whose, for staff.</param>
    /// <param name="number">Which certificate.</param>
    /// <param name="root">Scheme and host.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<string>> Run(string? volunteerNumber, string number, string root, CancellationToken cancel)
    {
        var found = await desk.One(volunteerNumber, number, cancel);
        if (!found.IsOk) return Result<string>.Refuse(found.Refusals);
        if (found.Value.RevokedAt is not null) return new Refusal("volunteers.certificate.revoked-already");
        return Result<string>.Ok(await Signed(found.Value, root, cancel));
    }

    /// <summary>Whether a badge still holds, for whoever has it: a 1EdTech revocation list with this badge or none in it.</summary>
    /// <param name="code">Number and check code.</param>
    /// <param name="root">Scheme and host.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<JsonObject>> Status(string code, string root, CancellationToken cancel)
    {
        var found = await book.Check(code, cancel);
        if (!found.IsOk) return Result<JsonObject>.Refuse(found.Refusals);
        var (certificate, key) = (found.Value, $"{found.Value.Number}-{codes.Of(found.Value.Number)}");
        var revoked = new JsonArray();
        if (!certificate.Holds)
            revoked.Add(new JsonObject { ["id"] = CheckAddress(root, key), ["revoked"] = true, ["revocationReason"] = certificate.RevokedAt is null ? "The ledger holds fewer hours now." : "Revoked by the issuer." });
        return new JsonObject { ["id"] = StatusAddress(root, key), ["type"] = "1EdTechRevocationList", ["issuer"] = IssuerAddress(root), ["revokedCredentials"] = revoked };
    }

    /// <summary>The public keys, as a JSON Web Key Set (RFC 7517).</summary>
    public async Task<JsonObject> Keys(string root, CancellationToken cancel) => new() { ["keys"] = new JsonArray([.. (await keys.All(cancel)).Select(key => Written(key, root))]) };

    /// <summary>One public key; null for an id that was never used.</summary>
    public async Task<JsonObject?> Key(string id, string root, CancellationToken cancel) => (await keys.All(cancel)).FirstOrDefault(key => key.Id == id) is { } key ? Written(key, root) : null;

    /// <summary>The profile of the issuer.</summary>
    public static JsonObject Issuer(string root, string name) => new() { ["id"] = IssuerAddress(root), ["type"] = new JsonArray("Profile"), ["name"] = name, ["url"] = root };

    /// <summary>What the badge is given for.</summary>
    public static JsonObject Achievement(string root) => new()
    {
        ["id"] = root + "/badges/service", ["type"] = new JsonArray("Achievement"), ["achievementType"] = "CommunityService", ["name"] = "志愿服务证明", ["inLanguage"] = "zh-CN",
        ["description"] = "志愿服务记录里已确认的服务时间和内容（民政部令第67号）。", ["criteria"] = new JsonObject { ["narrative"] = "签到签退或经更正确认的志愿服务，不含路途时间。" },
        ["resultDescription"] = new JsonArray(new JsonObject { ["id"] = ResultAddress(root), ["type"] = new JsonArray("ResultDescription"), ["name"] = "服务时间（小时）", ["resultType"] = "Result" }),
    };

    private Task<string> Signed(CertificateView certificate, string root, CancellationToken cancel) => keys.Sign(id =>
    {
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = KeyAddress(root, id) };
        return Part(header) + "." + Part(Credential(certificate, root));
    }, cancel);

    private JsonObject Credential(CertificateView certificate, string root)
    {
        var key = $"{certificate.Number}-{certificate.CheckCode}";
        var (check, issued) = (CheckAddress(root, key), certificate.IssuedAt.ToUniversalTime());
        return new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"),
            ["id"] = check, ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"), ["name"] = "志愿服务证明 " + certificate.Number,
            ["issuer"] = Issuer(root, certificate.Issuer), ["validFrom"] = issued.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["credentialSubject"] = Subject(certificate, root),
            ["evidence"] = new JsonArray(new JsonObject { ["id"] = check, ["type"] = new JsonArray("Evidence"), ["name"] = "查验服务证明" }),
            ["credentialStatus"] = new JsonObject { ["id"] = StatusAddress(root, key), ["type"] = "1EdTechRevocationList" },
            ["iss"] = IssuerAddress(root), ["jti"] = check, ["nbf"] = issued.ToUnixTimeSeconds(),
        };
    }

    private JsonObject Subject(CertificateView certificate, string root)
    {
        var salt = cipher.Hash(certificate.Number, "badge.salt")[..22];
        return new JsonObject
        {
            ["type"] = new JsonArray("AchievementSubject"),
            ["identifier"] = new JsonArray(new JsonObject
            {
                ["type"] = "IdentityObject", ["hashed"] = true, ["identityType"] = "sourcedId", ["salt"] = salt,
                ["identityHash"] = "sha256$" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(certificate.VolunteerNumber + salt))),
            }),
            ["activityStartDate"] = Midnight(certificate.First), ["activityEndDate"] = Midnight(certificate.Last), ["achievement"] = Achievement(root),
            ["result"] = new JsonArray(new JsonObject
            {
                ["type"] = new JsonArray("Result"), ["resultDescription"] = ResultAddress(root), ["value"] = (certificate.CreditedMinutes / 60m).ToString("0.##", CultureInfo.InvariantCulture),
            }),
        };
    }

    private static JsonObject Written(BadgeKey key, string root) => new()
    {
        ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = KeyAddress(root, key.Id), ["n"] = key.Modulus, ["e"] = key.Exponent,
    };

    private static string Midnight(DateOnly day) => Period.Midnight(day, LocalTime.Zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Part(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string CheckAddress(string root, string key) => $"{root}/verify/{key}";

    private static string StatusAddress(string root, string key) => $"{root}/api/badges/{key}/status";

    private static string IssuerAddress(string root) => root + "/badges/issuer";

    private static string KeyAddress(string root, string id) => $"{root}/badges/keys/{id}";

    private static string ResultAddress(string root) => root + "/badges/service#hours";
}
