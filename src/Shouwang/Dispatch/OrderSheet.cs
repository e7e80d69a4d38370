using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Host;

namespace Shouwang.Dispatch;

/// <summary>Orders as a table for a spreadsheet, masked.</summary>
static class OrderSheet
{
    public static readonly string[] Heads = ["单号", "需要", "单位", "居民", "状态", "异常", "缓急", "来源", "点单时间", "计划开始", "期限", "已接人数", "所需人数"];

    public static IEnumerable<string> Cells(OrderBoard.Row row, IStringLocalizer words) =>
    [
        row.Number, row.Shown, row.UnitName, row.Who, words[Term.Of(row.State)], words[Term.Of(row.Exception)], words[Term.Of(row.Urgency)], words[Term.Of(row.Source)],
        LocalTime.Sortable(row.PlacedAt), LocalTime.Sortable(row.From), LocalTime.Sortable(row.DueAt), row.Held.ToString(CultureInfo.InvariantCulture), row.People.ToString(CultureInfo.InvariantCulture),
    ];
}
