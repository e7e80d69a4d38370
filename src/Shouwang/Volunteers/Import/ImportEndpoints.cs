using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Imports of volunteers for programs: the same use cases as the pages; and the file of rejected rows.</summary>
static class ImportEndpoints
{
    public sealed record Wanted(IReadOnlyDictionary<ImportField, int> Columns);

    public sealed record Consent(bool Consents);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/api/volunteers/imports").Needs(VolunteersAccess.Manage);
        imports.MapPost("", async (HttpRequest request, string unit, string? sheet, UploadImport use, HttpContext http) =>
            (await use.Run(unit, await Body(request), sheet, http.RequestAborted)).ToCreated(http, id => "/api/volunteers/imports/" + id)).Accepts<Stream>("text/csv", "*/*").WithSummary("上传志愿者名单（CSV 或 XLSX 作正文），还不写入");
        imports.MapGet("/{id:guid}", async (Guid id, ImportDesk desk, HttpContext http) => (await desk.Look(id, http.RequestAborted)).ToHttp(http)).WithSummary("一次导入：列对应、进度、结果");
        imports.MapPut("/{id:guid}/check", async (Guid id, Wanted wanted, CheckImport use, HttpContext http) => (await use.Run(id, wanted.Columns, http.RequestAborted)).ToHttp(http)).WithSummary("按列对应试导，不写入");
        imports.MapPut("/{id:guid}/start", async (Guid id, Consent consent, StartImport use, HttpContext http) => (await use.Run(id, consent.Consents, http.RequestAborted)).ToHttp(http)).WithSummary("试导后写入；须确认本人已同意");
        imports.MapPut("/{id:guid}/cancel", async (Guid id, CancelImport use, HttpContext http) => (await use.Run(id, http.RequestAborted)).ToHttp(http)).WithSummary("停止导入，已写入的保留");
        imports.MapPut("/{id:guid}/undo", async (Guid id, UndoImport use, HttpContext http) => (await use.Run(id, http.RequestAborted)).ToHttp(http)).WithSummary("撤销导入：此后没有动过的人");
        imports.MapGet("/{id:guid}/rejected", async (Guid id, ImportDesk desk, HttpContext http, CancellationToken cancel) =>
            (await desk.Look(id, cancel)) is { IsOk: false } no ? Answers.Problem(http, no.Refusals) : (IResult)TypedResults.Ok(await desk.Rejected(id, 1000, cancel))).WithSummary("没收的行（前 1000）：行号和原因");
        routes.MapGet("/volunteers/import/{id:guid}/rejected.csv", Rejected).Needs(VolunteersAccess.Manage);
        routes.MapGet("/volunteers/import/template.csv", (HttpContext http, IStringLocalizer words) =>
            Sheet.Csv(http, "volunteers-template", Enum.GetValues<ImportField>().Select(field => Term.Of(field)), Sample(), http.RequestAborted)).Needs(VolunteersAccess.Manage);
    }

    private static async IAsyncEnumerable<IEnumerable<string>> Sample()
    {
        await Task.CompletedTask;
        yield return ["王小明（示例，请改）", "填手机号", "", "男", "1988", "代购跑腿、驾驶", "普通话、粤语"];
    }

    private static async Task Rejected(Guid id, ImportDesk desk, IStringLocalizer words, HttpContext http, CancellationToken cancel)
    {
        var import = await desk.Look(id, cancel);
        if (!import.IsOk)
        {
            await Answers.Refuse(http, import.Refusal!);
            return;
        }
        var wide = import.Value.Headings.Count;
        await Sheet.Csv(http, "rejected", [.. import.Value.Headings, words["原行号"].Value, words["原因"].Value], desk.RejectedRows(id, cancel).Select(row => Cells(row.Number, row.Row, wide, words)), cancel);
    }

    private static IEnumerable<string> Cells(int number, RejectedCells row, int wide, IStringLocalizer words) =>
    [
        .. row.Cells.Concat(Enumerable.Repeat("", Math.Max(0, wide - row.Cells.Count))).Take(wide), number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        string.Join(' ', row.Why.Select(why => Texts.Refusal(why.Refusal, words))),
    ];

    private static async Task<byte[]> Body(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return bytes.ToArray();
    }
}
