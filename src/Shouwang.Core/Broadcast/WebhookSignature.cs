using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shouwang.Broadcast;

/// <summary>推送签名: <c>v1,</c> and the base64 of HMAC-SHA256 over id, time and body (Standard Webhooks, symmetric form).</summary>
public static class WebhookSignature
{
    /// <summary>What a secret begins with.</summary>
    public const string SecretStart = "whsec_";

    /// <summary>The signature of one secret.</summary>
    /// <param name="secret">The secret as it is shown: <c>whsec_</c> and base64.</param>
    /// <param name="id">The <c>webhook-id</c>.</param>
    /// <param name="at">The <c>webhook-timestamp</c>; whole seconds count.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Of(string secret, string id, DateTimeOffset at, string body)
    {
        var key = Convert.FromBase64String(secret.StartsWith(SecretStart, StringComparison.Ordinal) ? secret[SecretStart.Length..] : secret);
        var text = string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
