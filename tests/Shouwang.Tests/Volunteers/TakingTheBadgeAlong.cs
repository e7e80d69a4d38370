using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A certificate as Open Badge 3.0: read by a library that knows nothing of us, with the keys from the well-known address.</summary>
public sealed class TakingTheBadgeAlong
{
    [DatabaseTheory]
    public async Task Another_library_finds_it_signed_by_the_published_key_and_whole(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var number = await CertifyingService.Issue(house, me);
        var client = await house.LogIn(ActorKind.Volunteer, me.Value);
        using var answer = await client.GetAsync(new Uri($"/my/certificates/{number}.jwt", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "application/vc+jwt"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var badge = await answer.Content.ReadAsStringAsync();

        var result = await Validated(house, badge);
        Assert.True(result.IsValid, result.Exception?.Message);
        var token = (JsonWebToken)result.SecurityToken;
        Assert.Equal(("RS256", "JWT"), (token.Alg, token.Typ));
        var credential = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload)).RootElement;
        var code = $"{number}-{new CheckCodes(house.Cipher).Of(number)}";
        var check = new Uri(house.Address, "/verify/" + code).ToString();
        Assert.Equal((check, check, token.Issuer), (credential.GetProperty("id").GetString(), credential.GetProperty("jti").GetString(), credential.GetProperty("issuer").GetProperty("id").GetString()));
        Assert.Equal(["VerifiableCredential", "OpenBadgeCredential"], Words(credential.GetProperty("type")));
        Assert.Equal(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], Words(credential.GetProperty("@context")).Take(2));
        var subject = credential.GetProperty("credentialSubject");
        foreach (var (of, names) in new (JsonElement, string[])[]
        {
            (credential, ["validFrom", "name", "credentialStatus", "evidence", "nbf", "iss"]), (credential.GetProperty("issuer"), ["id", "type", "name", "url"]), (subject, ["type", "identifier", "achievement", "result", "activityStartDate", "activityEndDate"]),
            (subject.GetProperty("achievement"), ["id", "type", "name", "description", "criteria"]), (subject.GetProperty("result")[0], ["type", "resultDescription", "value"]),
        }) Assert.All(names, name => Assert.True(of.TryGetProperty(name, out _), name));
        Assert.Equal(("CommunityService", "1.5"), (subject.GetProperty("achievement").GetProperty("achievementType").GetString(), subject.GetProperty("result")[0].GetProperty("value").GetString()));

        // Who has the badge checks a number he is told, and learns no name.
        var volunteer = await house.Read(db => db.Volunteers().AsNoTracking().SingleAsync());
        var identity = subject.GetProperty("identifier")[0];
        Assert.Equal("sha256$" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(volunteer.Number + identity.GetProperty("salt").GetString()))), identity.GetProperty("identityHash").GetString());
        Assert.DoesNotContain(["王小明", "\\u738B", volunteer.Number], word => credential.GetRawText().Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [DatabaseTheory]
    public async Task A_replaced_key_still_opens_what_it_signed_and_a_changed_badge_opens_with_none(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (me, client) = await Holder(house);
        var number = await CertifyingService.Issue(house, me);
        var before = await client.GetStringAsync(new Uri($"/my/certificates/{number}.jwt", UriKind.Relative));
        await house.Run<BadgeKeys, BadgeKey?>((Caller?)null, keys => keys.Replace(default));
        var after = await client.GetStringAsync(new Uri($"/my/certificates/{number}.jwt", UriKind.Relative));
        Assert.NotEqual(before.Split('.')[0], after.Split('.')[0]);
        foreach (var badge in new[] { before, after }) Assert.True((await Validated(house, badge)).IsValid);
        var parts = before.Split('.');
        var forged = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"1.5\"", "\"150\"", StringComparison.Ordinal);
        Assert.False((await Validated(house, $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged))}.{parts[2]}")).IsValid);
        Assert.DoesNotContain("\"d\":", await house.Visitor().GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)), StringComparison.Ordinal);
        house.Clock.Advance(TimeSpan.FromDays(366)); // a year later there is a new one by itself
        client.DefaultRequestHeaders.Authorization = (await house.LogIn(ActorKind.Volunteer, me.Value)).DefaultRequestHeaders.Authorization;
        await client.GetStringAsync(new Uri($"/my/certificates/{number}.jwt", UriKind.Relative));
        Assert.Equal((3, 1), (await house.Read(db => db.BadgeKeys().CountAsync()), await house.Read(db => db.BadgeKeys().CountAsync(key => key.ReplacedAt == null))));
    }

    [DatabaseTheory]
    public async Task Once_revoked_its_status_says_so_and_it_is_given_out_no_more(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (me, client) = await Holder(house);
        var number = await CertifyingService.Issue(house, me);
        var status = new Uri($"/api/badges/{number}-{new CheckCodes(house.Cipher).Of(number)}/status", UriKind.Relative);
        Assert.Equal(0, (await house.Visitor().GetFromJsonAsync<JsonElement>(status)).GetProperty("revokedCredentials").GetArrayLength());
        var leader = await house.Hire(Role.Leader, house.District.Pine);
        _ = (await house.Run<RevokeCertificate, Result<Done>>(leader, use => use.Run(number, "记录有误", default))).Value;
        var revoked = Assert.Single((await house.Visitor().GetFromJsonAsync<JsonElement>(status)).GetProperty("revokedCredentials").EnumerateArray());
        Assert.Equal((true, new Uri(house.Address, $"/verify/{number}-{new CheckCodes(house.Cipher).Of(number)}").ToString()), (revoked.GetProperty("revoked").GetBoolean(), revoked.GetProperty("id").GetString()));
        using var refused = await client.GetAsync(new Uri($"/my/certificates/{number}.jwt", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var guessed = await house.Visitor().GetAsync(new Uri($"/api/badges/{number}-AAAAAAAAAAAA/status", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
    }

    private static async Task<(VolunteerId, HttpClient)> Holder(TestHouse house)
    {
        var me = await house.Enlist("王小明", house.District.Pine);
        return (me, await house.LogIn(ActorKind.Volunteer, me.Value));
    }

    private static async Task<TokenValidationResult> Validated(TestHouse house, string badge)
    {
        var published = new JsonWebKeySet(await house.Visitor().GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)));
        return await new JsonWebTokenHandler().ValidateTokenAsync(badge, new TokenValidationParameters
        {
            IssuerSigningKeys = published.GetSigningKeys(), ValidIssuer = new Uri(house.Address, "/badges/issuer").ToString(), ValidAlgorithms = ["RS256"],
            ValidateAudience = false, RequireExpirationTime = false, ValidateLifetime = false, // the house's clock is not this machine's
        });
    }

    private static IEnumerable<string?> Words(JsonElement list) => list.EnumerateArray().Select(word => word.GetString());
}
