using System.Security.Cryptography;
using System.Text.Json;

namespace Shouwang.Volunteers;

/// <summary>What stands with a rejected row: its cells as they came, and why it was not taken.</summary>
public sealed record RejectedCells(IReadOnlyList<string> Cells, IReadOnlyList<RejectedFor> Why);

/// <summary>One reason, as it is kept: code, field, and what fills the text.</summary>
public sealed record RejectedFor(string Code, string? Field, IReadOnlyDictionary<string, string> Facts)
{
    public static RejectedFor Of(Refusal no) =>
        new(no.Code, no.Field, no.Facts.ToDictionary(fact => fact.Key, fact => Convert.ToString(fact.Value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));

    public Refusal Refusal => new(Code, [.. Facts.Select(fact => (fact.Key, (object?)fact.Value))]) { Field = Field };
}

/// <summary>Keeps the uploaded file encrypted, in pieces, as long as the import needs it.</summary>
public sealed class ImportFile(ShouwangDb db, FieldCipher cipher)
{
    public const string Purpose = "import.file";
    private const string RowPurpose = "import.row";
    private const int PieceSize = 1 << 20;

    /// <summary>The fingerprint by which the same file is known again.</summary>
    public string HashOf(byte[] file) => cipher.Hash(Convert.ToHexString(SHA256.HashData(file)), Purpose);

    public ulong HashOf(IReadOnlyList<string> cells) => cipher.Digest(string.Join('\u001F', cells), RowPurpose);

    /// <summary>Adds the pieces to the caller's save.</summary>
    public void Keep(Guid import, byte[] file)
    {
        for (var part = 0; part * PieceSize < file.Length; part++)
            db.ImportParts().Add(new ImportPart { ImportId = import, Part = part, Content = cipher.Seal(Convert.ToBase64String(file.AsSpan(part * PieceSize, Math.Min(PieceSize, file.Length - part * PieceSize))), Purpose) });
    }

    /// <summary>The file; null when it is gone.</summary>
    public async Task<Stream?> Open(Guid import, CancellationToken cancel)
    {
        var file = new MemoryStream();
        await foreach (var piece in db.ImportParts().AsNoTracking().Where(p => p.ImportId == import).OrderBy(p => p.Part).AsAsyncEnumerable().WithCancellation(cancel))
            await file.WriteAsync(Convert.FromBase64String(cipher.Open(piece.Content, Purpose)), cancel);
        return file.Length > 0 ? file : null;
    }

    public Task Forget(Guid import, CancellationToken cancel) => db.ImportParts().Where(p => p.ImportId == import).ExecuteDeleteAsync(cancel);

    public string Seal(IReadOnlyList<string> cells, IReadOnlyList<Refusal> why) =>
        cipher.Seal(JsonSerializer.Serialize(new RejectedCells(cells, [.. why.Select(RejectedFor.Of)])), RowPurpose).Cipher;

    public RejectedCells OpenRow(SealedText row) => JsonSerializer.Deserialize<RejectedCells>(cipher.Open(row, RowPurpose))!;
}
