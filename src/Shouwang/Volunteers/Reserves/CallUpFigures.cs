using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>数字: what call-ups answer for. Drills are left out of all of them.</summary>
public sealed class CallUpFigures(ShouwangDb db) : IFigureSource
{
    internal const string Called = "volunteers.call-up.called", Coming = "volunteers.call-up.coming", Standby = "volunteers.call-up.standby", Declined = "volunteers.call-up.declined",
        Unreachable = "volunteers.call-up.unreachable", Pending = "volunteers.call-up.pending", ToEnough = "volunteers.call-up.minutes-to-enough";

    public IReadOnlyList<FigureDefinition> Definitions { get; } =
    [
        new(Called, "集结叫到", "期内集结叫到的人次；演练不计。", "人次", true),
        new(Coming, "其中来", "期内叫到的人次里，答复来并有名额的。", "人次", true),
        new(Standby, "其中候补", "期内叫到的人次里，答复来而人已够、排在候补的。", "人次", true),
        new(Declined, "其中来不了", "期内叫到的人次里，答复来不了的。", "人次", true),
        new(Unreachable, "其中联系不上", "期内叫到的人次里，没有渠道、没送到、到时没有答复或电话打不通的。", "人次", true),
        new(Pending, "其中未答复", "期内叫到的人次里，还没有答复、或人够以前没来得及答复的。", "人次", true),
        new(ToEnough, "集结到人够", "期内发起并叫够了人的集结，从发起到人够的分钟，取中位数；演练不计。", "分钟", false),
    ];

    public string Title => "集结";

    public async Task<IReadOnlyList<Figure>> Count(Reach reach, Period period, CancellationToken cancel)
    {
        var figures = new List<Figure>();
        foreach (var definition in Definitions.Where(definition => definition.Code != ToEnough))
        {
            var count = await Answers(db, definition.Code, reach, period).LongCountAsync(cancel);
            figures.Add(new Figure(definition, count, count));
        }
        var minutes = (await Reached(db.CallUps().AsNoTracking().Within(reach), period).Select(c => new { c.StartedAt, c.EnoughAt }).ToListAsync(cancel)).Select(c => (c.EnoughAt!.Value - c.StartedAt).TotalMinutes).Order().ToList();
        figures.Add(new Figure(Definitions[^1], minutes.Count == 0 ? null : Math.Round((minutes[(minutes.Count - 1) / 2] + minutes[minutes.Count / 2]) / 2, 1), minutes.Count));
        return figures;
    }

    public string RowsPage(string code) => code == ToEnough ? "/call-ups" : "/call-ups/answers";

    /// <summary>The answers behind a figure.</summary>
    internal static IQueryable<CallUpAnswer> Answers(ShouwangDb db, string? code, Reach reach, Period period)
    {
        var (from, until) = (period.From, period.Until);
        var called = db.CallUpAnswers().AsNoTracking().Within(reach).Where(a => a.AskedAt >= from && a.AskedAt < until && db.CallUps().Any(c => c.Id == a.CallUpId && !c.IsDrill));
        return code switch
        {
            Coming => called.Where(a => a.State == CallUpAnswerState.Coming),
            Standby => called.Where(a => a.State == CallUpAnswerState.Standby),
            Declined => called.Where(a => a.State == CallUpAnswerState.Declined),
            Unreachable => called.Where(a => a.State == CallUpAnswerState.Unreachable),
            Pending => called.Where(a => a.State == CallUpAnswerState.Pending),
            _ => called,
        };
    }

    /// <summary>The call-ups that were begun in the period and had enough.</summary>
    internal static IQueryable<CallUp> Reached(IQueryable<CallUp> callUps, Period period)
    {
        var (from, until) = (period.From, period.Until);
        return callUps.Where(c => !c.IsDrill && c.StartedAt >= from && c.StartedAt < until && c.EnoughAt != null);
    }
}
