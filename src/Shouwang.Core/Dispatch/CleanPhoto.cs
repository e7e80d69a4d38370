namespace Shouwang.Dispatch;

/// <summary>照片去痕: a photo without what the camera wrote beside the picture: position, device, time, words.</summary>
/// <remarks>
/// JPEG (ITU-T T.81): application segments APP1–APP15 and comments are left out; APP0 (JFIF) and APP14 (Adobe, needed for the
/// colours) stay. PNG (ISO/IEC 15948): only the chunks that make the picture stay. The kind is known by the first bytes, never by a name.
/// </remarks>
public static class CleanPhoto
{
    /// <summary>Most bytes of a photo, as uploaded.</summary>
    public const int MostBytes = 3 * 1024 * 1024;

    private static readonly byte[] PngStart = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly string[] PictureChunks = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "IDAT", "IEND"];

    /// <summary>The bare picture and its media type, or why it cannot be taken.</summary>
    public static Result<(byte[] Bytes, string MediaType)> Of(byte[] photo)
    {
        if (photo.Length > MostBytes) return new Refusal("dispatch.photo.too-large", ("megabytes", MostBytes / 1024 / 1024));
        var bare = photo is [0xFF, 0xD8, 0xFF, ..] ? Jpeg(photo) : photo.AsSpan().StartsWith(PngStart) ? Png(photo) : null;
        if (bare is null) return new Refusal("dispatch.photo.not-a-photo");
        return (bare, photo[0] == 0xFF ? "image/jpeg" : "image/png");
    }

    private static byte[]? Jpeg(byte[] photo)
    {
        using var bare = new MemoryStream(photo.Length);
        bare.Write(photo, 0, 2);
        var at = 2;
        while (at + 4 <= photo.Length && photo[at] == 0xFF)
        {
            var marker = photo[at + 1];
            if (marker == 0xFF) { at++; continue; }
            if (marker == 0xDA) return Rest(photo, at, bare);
            var end = at + 2 + (photo[at + 2] << 8 | photo[at + 3]);
            if (end > photo.Length || end < at + 4) return null;
            if (!IsNote(marker)) bare.Write(photo, at, end - at);
            at = end;
        }
        return null;
    }

    // From the first scan on there are only pictures; what some cameras append after the end marker is cut off.
    private static byte[]? Rest(byte[] photo, int from, MemoryStream bare)
    {
        for (var at = photo.Length - 2; at > from; at--)
        {
            if (photo[at] != 0xFF || photo[at + 1] != 0xD9) continue;
            var end = FirstEnd(photo, from) ?? at;
            bare.Write(photo, from, end + 2 - from);
            return bare.ToArray();
        }
        return null;
    }

    // An end marker inside a scan is always escaped, so that the first bare one after the scans is the picture's own.
    private static int? FirstEnd(byte[] photo, int from)
    {
        for (var at = from; at + 1 < photo.Length; at++)
            if (photo[at] == 0xFF && photo[at + 1] == 0xD9) return at;
        return null;
    }

    private static bool IsNote(byte marker) => marker is >= 0xE1 and <= 0xEF and not 0xEE or 0xFE;

    private static byte[]? Png(byte[] photo)
    {
        using var bare = new MemoryStream(photo.Length);
        bare.Write(PngStart);
        var at = PngStart.Length;
        while (at + 12 <= photo.Length)
        {
            var length = (long)photo[at] << 24 | (long)photo[at + 1] << 16 | (long)photo[at + 2] << 8 | photo[at + 3];
            if (at + 12 + length > photo.Length) return null;
            var (kind, end) = (System.Text.Encoding.ASCII.GetString(photo, at + 4, 4), (int)(at + 12 + length));
            if (PictureChunks.Contains(kind)) bare.Write(photo, at, end - at);
            if (kind == "IEND") return bare.ToArray();
            at = end;
        }
        return null;
    }
}
