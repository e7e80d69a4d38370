namespace Shouwang.Foundation;

/// <summary>计算预算: how long a planner may search; whichever limit comes first ends it with the best plan so far.</summary>
/// <remarks>An iteration limit gives the same plan on any machine; a time limit does not.</remarks>
public sealed record PlanBudget
{
    /// <summary>No limit: search until the planner's own end.</summary>
    public static PlanBudget Unlimited { get; } = new();

    /// <summary>Iterations allowed (each planner says what one is), or null for any number.</summary>
    public long? Iterations { get; init; }

    /// <summary>Time allowed, or null for any; needs <see cref="Clock"/>.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The clock that <see cref="Time"/> is measured with.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>进度: told now and then how far the search is.</summary>
    public IProgress<PlanProgress>? Progress { get; init; }

    /// <summary>取消: throws <see cref="OperationCanceledException"/> out of the planner.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>A budget of so much time.</summary>
    public static PlanBudget For(TimeSpan time, TimeProvider clock) => new() { Time = time, Clock = clock };

    /// <summary>A budget of so many iterations.</summary>
    public static PlanBudget Of(long iterations) => new() { Iterations = iterations };

    internal PlanMeter Start() => new(this);
}

/// <summary>进度: what a planner says about itself while it runs.</summary>
/// <param name="Iterations">Iterations done.</param>
/// <param name="Cost">Cost of the best plan so far, or null before there is one.</param>
/// <param name="Bound">Best proven bound so far, or null before there is one.</param>
public readonly record struct PlanProgress(long Iterations, long? Cost, long? Bound);

/// <summary>Counts a running planner's iterations against its budget; looks at the clock only now and then, since a look costs as much as a short iteration.</summary>
internal sealed class PlanMeter(PlanBudget budget)
{
    private const int LookEvery = 256;

    private readonly long start = budget.Clock?.GetTimestamp() ?? 0;
    private int untilLook;

    internal long Iterations { get; private set; }

    internal bool IsSpent { get; private set; }

    /// <summary>Share of the budget used up, 0…1; 0 without a limit.</summary>
    internal double Share
    {
        get
        {
            var byIterations = budget.Iterations is { } allowed ? (double)Iterations / allowed : 0;
            var byTime = budget is { Time: { } time, Clock: { } clock } ? clock.GetElapsedTime(start) / time : 0;
            return Math.Min(1, Math.Max(byIterations, byTime));
        }
    }

    /// <summary>Counts one iteration; false when the budget is spent.</summary>
    internal bool Spend()
    {
        Iterations++;
        if (budget.Iterations is { } allowed && Iterations >= allowed) IsSpent = true;
        if (--untilLook <= 0) Look();
        return !IsSpent;
    }

    /// <summary>Looks at clock and cancellation at once; false when the budget is spent.</summary>
    internal bool Look()
    {
        untilLook = LookEvery;
        budget.Cancellation.ThrowIfCancellationRequested();
        if (budget is { Time: { } time, Clock: { } clock } && clock.GetElapsedTime(start) >= time) IsSpent = true;
        return !IsSpent;
    }

    internal void Tell(long? cost, long? bound) => budget.Progress?.Report(new(Iterations, cost, bound));
}
