using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Foundation;

public sealed class CalendarTextRules
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 1, 30, 0, TimeSpan.Zero);

    [Fact]
    public void An_entry_says_what_where_and_when_in_local_time()
    {
        var text = CalendarText.Of("我的任务", [Entry("理发", isCancelled: false)]);
        Assert.StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("END:VEVENT\r\nEND:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.All(
            ["SUMMARY:理发\r\n", "DTSTART;TZID=Asia/Shanghai:20261124T093000\r\n", "DTEND;TZID=Asia/Shanghai:20261124T103000\r\n", "DTSTAMP:20261124T013000Z\r\n", "SEQUENCE:3\r\n", "STATUS:CONFIRMED\r\n", "TZOFFSETTO:+0800\r\n"],
            (string line) => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_cancelled_says_so_under_the_same_uid()
    {
        var text = CalendarText.Of("我的任务", [Entry("理发", isCancelled: true)]);
        Assert.Contains("UID:1@shouwang\r\n", text, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_with_a_meaning_of_their_own_are_marked() => Assert.Equal("a\\, b\\; c\\\\d\\ne", CalendarText.Escaped("a, b; c\\d\r\ne"));

    [Fact]
    public void No_line_is_longer_than_75_bytes_and_unfolding_brings_back_every_character() => Prop.ForAll(
        Gen.Elements("理", "发", "a", " ", "😀", ",", ";", "é", "\\", "\n").ListOf().Select(string.Concat).ToArbitrary(),
        title =>
        {
            var text = CalendarText.Of("我的任务", [Entry(title, isCancelled: false)]);
            Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= CalendarText.LongestLine, line));
            Assert.Contains("\r\nSUMMARY:" + CalendarText.Escaped(title) + "\r\n", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    private static CalendarEntry Entry(string title, bool isCancelled) =>
        new("1@shouwang", title, "松林样例社区", new Period(At, At.AddHours(1)), 3, isCancelled, At, "https://example.org/my/orders/1", null);
}
