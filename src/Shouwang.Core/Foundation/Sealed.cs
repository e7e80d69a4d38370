namespace Shouwang.Foundation;

/// <summary>密文: a personal datum under encryption; only the application's cipher opens it.</summary>
/// <param name="Cipher">Version, nonce, ciphertext and tag as text; means nothing without the key, which is not in the database.</param>
public readonly record struct SealedText(string Cipher)
{
    /// <summary>Never shows anything of the content.</summary>
    public override string ToString() => "•••";
}

/// <summary>盲索引: a keyed hash of a personal datum; equal data have equal indexes, so that it can be found without being readable.</summary>
/// <param name="Hash">HMAC-SHA256 with a key outside the database, as base64url.</param>
public readonly record struct BlindIndex(string Hash)
{
    /// <inheritdoc/>
    public override string ToString() => "•••";
}
