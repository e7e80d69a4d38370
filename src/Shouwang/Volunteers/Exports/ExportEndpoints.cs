using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Lists of volunteers as files: masked for whoever may export, readable for whoever a second person has agreed to.</summary>
static class ExportEndpoints
{
    private static readonly string[]
        Masked = ["编号", "姓名", "手机号", "单位编码", "单位", "技能", "状态", "在岗", "报名时间"],
        Plain = ["编号", "姓名", "手机号", "单位编码", "单位", "技能", "状态", "水印"];

    public sealed record NewExport(string? Unit, string? Skill, VolunteerState? State, bool OnDuty, string? Reason);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/volunteers/export.csv", (HttpContext http, VolunteerBoard board, IStringLocalizer words, CancellationToken cancel) =>
            Sheet.Csv(http, "volunteers", Heads(Masked, words), board.Export(Question(http.Request.Query), cancel).Select(line => Cells(line, words)), cancel)).Needs(VolunteersAccess.Export);
        routes.MapGet("/volunteers/export.xlsx", (HttpContext http, VolunteerBoard board, IStringLocalizer words, CancellationToken cancel) =>
            Sheet.Xlsx(http, "volunteers", words["志愿者"].Value, Heads(Masked, words), board.Export(Question(http.Request.Query), cancel).Select(line => Cells(line, words)), cancel)).Needs(VolunteersAccess.Export);
        routes.MapGet("/api/volunteers/plain-exports", async ([AsParameters] PlainExportQuestion question, int? page, PlainExportBoard board, CancellationToken cancel) =>
            TypedResults.Ok(await board.Run(question, page ?? 1, cancel))).Needs(VolunteersAccess.See).WithSummary("明文导出记录：谁、为什么、多少人、取了几次");
        routes.MapPost("/api/volunteers/plain-exports", async (NewExport wanted, AskPlainExport use, HttpContext http, CancellationToken cancel) =>
            (await use.Run(new WantedExport(wanted.Unit ?? "", wanted.Skill, wanted.State, wanted.OnDuty), wanted.Reason, cancel)).ToCreated(http, id => $"/api/two-person-requests/{id.Value}"))
            .Needs(VolunteersAccess.ExportPlain).WithSummary("申请明文导出，等第二个人复核");
        routes.MapPost("/volunteers/exports/{id:guid}/file", Fetch).Needs(VolunteersAccess.ExportPlain);
    }

    // No operation id: the answer would be kept with it, and this one is kept nowhere.
    private static async Task Fetch(Guid id, [FromForm] string? format, FetchPlainExport use, IStringLocalizer words, HttpContext http, CancellationToken cancel)
    {
        var fetched = await use.Run(new PlainExportId(id), cancel);
        if (!fetched.IsOk)
        {
            await Answers.Refuse(http, fetched.Refusal!);
            return;
        }
        var (export, rows) = (fetched.Value, fetched.Value.Lines.Select(line => Cells(line, fetched.Value.Mark, words)).ToAsyncEnumerable());
        if (format == "xlsx") await Sheet.Xlsx(http, export.Number, words["志愿者"].Value, Heads(Plain, words), rows, export.Mark, cancel);
        else await Sheet.Csv(http, export.Number, Heads(Plain, words), rows, cancel);
    }

    private static VolunteerQuestion Question(IQueryCollection query) => new(
        query["unit"], query["skill"], Enum.TryParse<VolunteerState>(query["state"], out var state) && Enum.IsDefined(state) ? state : null, query["duty"] == "1", query["figure"], query["from"], query["until"], query["alone"]);

    private static IEnumerable<string> Heads(string[] heads, IStringLocalizer words) => heads.Select(head => words[head].Value);

    private static IEnumerable<string> Cells(VolunteerLine line, IStringLocalizer words) =>
    [
        line.Number, line.Name, line.Phone, line.UnitCode, line.UnitName, Pages.SkillWords.Of(line.Skills, words), words[Term.Of(line.State)],
        line.OnDuty ? words["是"] : words["否"], LocalTime.Sortable(line.SignedUpAt),
    ];

    private static IEnumerable<string> Cells(PlainLine line, string mark, IStringLocalizer words) =>
        [line.Number, line.Name, line.Phone, line.UnitCode, line.UnitName, Pages.SkillWords.Of(line.Skills, words), words[Term.Of(line.State)], mark];
}
