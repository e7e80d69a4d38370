using System.Text.Json;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>上传名单: a file of volunteers for a unit; its headings are read, the columns guessed or remembered. Nothing is written yet.</summary>
public sealed class UploadImport(ShouwangDb db, ImportFile files, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    /// <summary>Most bytes of a file that the command line takes; a page takes less (<see cref="RequestSizes"/>).</summary>
    public const int MostBytes = 200 << 20;

    /// <param name="unitCode">Whose list it is.</param>
    /// <param name="file">The file's bytes.</param>
    /// <param name="sheet">Which sheet of a workbook; null for the first.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<Guid>> Run(string? unitCode, byte[] file, string? sheet, CancellationToken cancel)
    {
        var unit = await db.UnitByCode((unitCode ?? "").Trim(), cancel);
        if (unit is null) return new Refusal("volunteers.import.unit").At("unit");
        if (current.Lacks(VolunteersAccess.Manage, unit.UnitPath) is { } lacks) return lacks.At("unit");
        if (file.Length == 0) return new Refusal("volunteers.import.file-missing").At("file");
        if (file.Length > MostBytes) return new Refusal("volunteers.import.too-big", ("most", MostBytes >> 20)).At("file");
        try { return await Keep(unit, file, sheet, cancel); }
        catch (TableException wrong) { return wrong.Why.At("file"); }
    }

    private async Task<Result<Guid>> Keep(Unit unit, byte[] file, string? sheet, CancellationToken cancel)
    {
        var table = TableFile.Of(new MemoryStream(file, writable: false), sheet);
        var headings = table.Rows().FirstOrDefault()?.Cells.Select(Shorten).ToList() ?? [];
        if (headings.Count > ImportColumns.Most) return new Refusal("volunteers.import.too-wide", ("most", ImportColumns.Most)).At("file");
        var known = await db.KnownColumns().AsNoTracking().FirstOrDefaultAsync(k => k.UnitId == unit.Id && k.HeadingsHash == ImportWords.HashOf(headings), cancel);
        var columns = known?.ColumnsJson ?? ImportWords.Write(ImportColumns.Guess(headings));
        var import = VolunteerImport.Upload(ids.NewGuid(), unit, current.Actor, table.Sheet, files.HashOf(file), JsonSerializer.Serialize(headings), columns, clock.GetUtcNow());
        db.Imports().Add(import);
        files.Keep(import.Id, file);
        await db.SaveChangesAsync(cancel);
        return import.Id;
    }

    private static string Shorten(string heading) => heading.Trim() is var text && text.Length <= 60 ? text : text[..60] + "…";
}

/// <summary>How headings and mappings are written down.</summary>
static class ImportWords
{
    public static string Write(ImportColumns columns) => JsonSerializer.Serialize(columns.Columns.ToDictionary(column => column.Key.ToString(), column => column.Value));

    public static ImportColumns Read(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, int>>(json)!.Where(column => Enum.TryParse<ImportField>(column.Key, out _)).ToDictionary(column => Enum.Parse<ImportField>(column.Key), column => column.Value));

    public static IReadOnlyList<string> Headings(string json) => JsonSerializer.Deserialize<List<string>>(json)!;

    // Headings name no person, so a plain hash serves; it is short, and any length of headings fits.
    public static string HashOf(IReadOnlyList<string> headings) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ImportColumns.Signature(headings))))[..32];
}
