using System.Globalization;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>数字: what the loop answers for, of a subtree over a period.</summary>
public sealed class DispatchFigures(ShouwangDb db, TimeProvider clock) : IFigureSource
{
    public IReadOnlyList<FigureDefinition> Definitions { get; } =
    [
        new(FigureRows.Placed, "点单数", "期内点单的单数，含后来撤回的。", "单", true),
        new(FigureRows.Accepted, "接单数", "期内接满全部名额的单数；又空出名额的不计。", "单", true),
        new(FigureRows.Done, "完成数", "期内服务完成的单数，是否评价不论。", "单", true),
        new(FigureRows.Overdue, "超时数", "时限在期内、到时限仍未完成的单数；时限前已撤回、转介或结束的不计。", "单", true),
        new(FigureRows.Residents, "服务人数", "期内完成的单所服务的居民，同一电话只计一人。", "人", false),
        new(FigureRows.Volunteers, "志愿者人数", "期内为单签退的志愿者，同一人只计一次。", "人", false),
        new(FigureRows.PersonTimes, "志愿服务人次", "期内为单签退的次数；作废的记录不计。", "人次", true),
        new(FigureRows.Minutes, "服务时长", "期内为单签退的记录所计入的分钟，不含路途；作废的不计。", "分钟", true),
        new(FigureRows.ToDispatch, "点单到派单", "期内完成的单从点单到首次派单的分钟，取中位数。", "分钟", false),
        new(FigureRows.ToAccept, "派单到接单", "期内完成的单从首次派单到接满名额的分钟，取中位数。", "分钟", false),
        new(FigureRows.ToStart, "接单到开始", "期内完成的单从接满名额到首次签到的分钟，取中位数。", "分钟", false),
        new(FigureRows.ToDone, "开始到完成", "期内完成的单从首次签到到完成的分钟，取中位数。", "分钟", false),
    ];

    public async Task<IReadOnlyList<Figure>> Count(string unitPath, Period period, CancellationToken cancel)
    {
        var (reach, now) = (new Reach([unitPath]), clock.GetUtcNow());
        var rows = new Dictionary<string, long>();
        foreach (var definition in Definitions) rows[definition.Code] = await Rows(reach, definition.Code, period, now).LongCountAsync(cancel);
        var values = await Values(reach, period, now, cancel);
        return [.. Definitions.Select(d => new Figure(d, values.TryGetValue(d.Code, out var value) ? value : rows[d.Code], rows[d.Code]))];
    }

    public string RowsAddress(string code, string unitCode, DateOnly first, DateOnly last) => string.Create(CultureInfo.InvariantCulture,
        $"/board?figure={code}&unit={Uri.EscapeDataString(unitCode)}&from={first:yyyy-MM-dd}&until={last:yyyy-MM-dd}");

    private IQueryable<ServiceOrder> Rows(Reach reach, string code, Period period, DateTimeOffset now) => FigureRows.Of(db, db.Orders().AsNoTracking().Within(reach), code, period, now);

    // The figures that are not simply the number of their rows.
    private async Task<Dictionary<string, double?>> Values(Reach reach, Period period, DateTimeOffset now, CancellationToken cancel)
    {
        var records = FigureRows.Records(db.ServiceRecords().AsNoTracking().Within(reach), period.From, period.Until);
        var steps = await Rows(reach, FigureRows.Done, period, now).Select(o => new { o.PlacedAt, o.DispatchedAt, o.AcceptedAt, o.StartedAt, o.CompletedAt }).ToListAsync(cancel);
        return new()
        {
            [FigureRows.Residents] = await Rows(reach, FigureRows.Residents, period, now).Select(o => o.PhoneIndex).Distinct().CountAsync(cancel),
            [FigureRows.Volunteers] = await records.Select(r => r.VolunteerId).Distinct().CountAsync(cancel),
            [FigureRows.PersonTimes] = await records.CountAsync(cancel),
            [FigureRows.Minutes] = await records.SumAsync(r => (long)r.CreditedMinutes, cancel),
            [FigureRows.ToDispatch] = Median(steps.Select(s => (s.DispatchedAt - s.PlacedAt)?.TotalMinutes)),
            [FigureRows.ToAccept] = Median(steps.Select(s => (s.AcceptedAt - s.DispatchedAt)?.TotalMinutes)),
            [FigureRows.ToStart] = Median(steps.Select(s => (s.StartedAt - s.AcceptedAt)?.TotalMinutes)),
            [FigureRows.ToDone] = Median(steps.Select(s => (s.CompletedAt - s.StartedAt)?.TotalMinutes)),
        };
    }

    private static double? Median(IEnumerable<double?> minutes)
    {
        var sorted = minutes.OfType<double>().Order().ToList();
        if (sorted.Count == 0) return null;
        return Math.Round((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, 1);
    }
}
