namespace Shouwang;

/// <summary>A clock that stands still until the test moves it; timers that fall due on the way ring in order.</summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = start;

    /// <summary>Friday, 6 May 2022, nine in the morning in Beijing.</summary>
    public FakeClock() : this(new DateTimeOffset(2022, 5, 6, 9, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime()) { }

    public DateOnly Today => DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (NextUntil(until) is { } alarm) alarm.Ring();
        lock (gate) now = until;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private Alarm? NextUntil(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = alarms.Where(alarm => alarm.Due <= until).MinBy(alarm => alarm.Due);
            if (next is null) return null;
            if (next.Due > now) now = next.Due;
            if (next.Period > TimeSpan.Zero) next.Due += next.Period;
            else alarms.Remove(next);
            return next;
        }
    }

    private sealed class Alarm(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }
        public TimeSpan Period { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                Period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock.now + dueTime;
                clock.alarms.Add(this);
            }
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
