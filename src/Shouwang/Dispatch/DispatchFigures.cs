using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>数字: what the loop answers for, of a subtree over a period.</summary>
public sealed class DispatchFigures(ShouwangDb db, LackingPlaces lacking, TimeProvider clock) : IFigureSource
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
        new(FigureRows.ConditionsLost, "接单后条件不再具备", "计划在期内开始、还没签到的名额中，接单以后缺了监护人同意、协议或保险的。", "人次", true),
    ];

    public string Title => "点派接评";

    public async Task<IReadOnlyList<Figure>> Count(Reach reach, Period period, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        IQueryable<ServiceOrder> Rows(string code) => FigureRows.Of(db, db.Orders().AsNoTracking().Within(reach), code, period, now);
        var figures = new Dictionary<string, (double? Value, long Rows)>();
        foreach (var code in new[] { FigureRows.Placed, FigureRows.Accepted, FigureRows.Done, FigureRows.Overdue })
        {
            var rows = await Rows(code).LongCountAsync(cancel);
            figures[code] = (rows, rows);
        }
        figures[FigureRows.Residents] = (await Rows(FigureRows.Residents).Select(o => o.PhoneIndex).Distinct().CountAsync(cancel), figures[FigureRows.Done].Rows);
        await CountService(figures, Rows(FigureRows.PersonTimes), FigureRows.Records(db.ServiceRecords().AsNoTracking().Within(reach), period.From, period.Until), cancel);
        figures[FigureRows.ToDispatch] = await Median(Rows(FigureRows.ToDispatch).Select(o => Elapsed.Minutes(o.PlacedAt, o.DispatchedAt)), cancel);
        figures[FigureRows.ToAccept] = await Median(Rows(FigureRows.ToAccept).Select(o => Elapsed.Minutes(o.DispatchedAt, o.AcceptedAt)), cancel);
        figures[FigureRows.ToStart] = await Median(Rows(FigureRows.ToStart).Select(o => Elapsed.Minutes(o.AcceptedAt, o.StartedAt)), cancel);
        figures[FigureRows.ToDone] = await Median(Rows(FigureRows.ToDone).Select(o => Elapsed.Minutes(o.StartedAt, o.CompletedAt)), cancel);
        var lost = (await lacking.Run(reach, period, cancel)).Count;
        figures[FigureRows.ConditionsLost] = (lost, lost);
        return [.. Definitions.Select(d => new Figure(d, figures[d.Code].Value, figures[d.Code].Rows))];
    }

    public string RowsPage(string code) => code == FigureRows.ConditionsLost ? "/orders/attention" : "/board";

    private static async Task CountService(Dictionary<string, (double?, long)> figures, IQueryable<ServiceOrder> orders, IQueryable<ServiceRecord> records, CancellationToken cancel)
    {
        var served = await orders.LongCountAsync(cancel);
        var people = await records.Select(r => r.VolunteerId).Distinct().CountAsync(cancel);
        var sums = (await records.GroupBy(_ => 1).Select(all => new { Times = all.Count(), Minutes = all.Sum(r => (long)r.CreditedMinutes) }).ToListAsync(cancel)).SingleOrDefault();
        (figures[FigureRows.Volunteers], figures[FigureRows.PersonTimes], figures[FigureRows.Minutes]) = ((people, served), (sums?.Times ?? 0, served), (sums?.Minutes ?? 0, served));
    }

    // The database sorts and hands out the one or two in the middle.
    private static async Task<(double?, long)> Median(IQueryable<double?> minutes, CancellationToken cancel)
    {
        var rows = await minutes.CountAsync(cancel);
        if (rows == 0) return (null, 0);
        var middle = await minutes.OrderBy(m => m).Skip((rows - 1) / 2).Take(rows % 2 == 0 ? 2 : 1).ToListAsync(cancel);
        return (Math.Round(middle.Average()!.Value, 1), rows);
    }
}
