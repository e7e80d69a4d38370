using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>The hours ledger for programs and spreadsheets, masked.</summary>
static class HoursEndpoints
{
    private static readonly string[] Heads = ["签到", "签退", "志愿者编号", "志愿者", "服务内容", "单位编码", "单位", "实际（分钟）", "计入（分钟）", "路途（分钟）", "依据", "状态"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/hours", async ([AsParameters] HoursQuestion question, int? page, HoursBoard board, HttpContext http, CancellationToken cancel) =>
            (await board.Run(question, page ?? 1, cancel)).ToHttp(http)).Needs(VolunteersAccess.See).WithSummary("范围内的时长台账，志愿者打码");
        routes.MapGet("/hours/export.csv", ([AsParameters] HoursQuestion question, HoursBoard board, IStringLocalizer words, HttpContext http, CancellationToken cancel) =>
            Write(question, board, http, rows => Sheet.Csv(http, "hours", Named(words), rows.Select(row => Cells(row, words)), cancel), cancel)).Needs(VolunteersAccess.Export);
        routes.MapGet("/hours/export.xlsx", ([AsParameters] HoursQuestion question, HoursBoard board, IStringLocalizer words, HttpContext http, CancellationToken cancel) =>
            Write(question, board, http, rows => Sheet.Xlsx(http, "hours", words["时长台账"].Value, Named(words), rows.Select(row => Cells(row, words)), cancel, numbers: [7, 8, 9]), cancel)).Needs(VolunteersAccess.Export);
    }

    private static async Task Write(HoursQuestion question, HoursBoard board, HttpContext http, Func<IAsyncEnumerable<HoursRow>, Task> write, CancellationToken cancel)
    {
        var rows = await board.Export(question, cancel);
        if (rows.IsOk) await write(rows.Value);
        else await Answers.Refuse(http, rows.Refusal!);
    }

    private static IEnumerable<string> Named(IStringLocalizer words) => Heads.Select(head => words[head].Value);

    private static IEnumerable<string> Cells(HoursRow row, IStringLocalizer words) =>
    [
        LocalTime.Sortable(row.CheckedInAt), row.CheckedOutAt is { } end ? LocalTime.Sortable(end) : "", row.Number, row.Name, row.Activity, row.UnitCode, row.UnitName,
        Whole(row.RawMinutes), Whole(row.CreditedMinutes), Whole(row.TravelMinutes), words[Term.Of(row.Evidence)], words[Term.Of(row.State)],
    ];

    private static string Whole(int minutes) => minutes.ToString(CultureInfo.InvariantCulture);
}
