namespace Shouwang.Demo;

/// <summary>The clock of a drill: stands still until it is told what time it is, and never runs backwards.</summary>
public sealed class DrillClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public void MoveTo(DateTimeOffset at)
    {
        if (at > now) now = at;
    }
}
