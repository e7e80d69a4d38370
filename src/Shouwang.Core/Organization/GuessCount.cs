namespace Shouwang.Organization;

/// <summary>试探节奏: how often a secret (password, one-time code, key) may be tried under one count.</summary>
/// <param name="Free">Tries at once; a right one does not count.</param>
/// <param name="Back">Quiet time after which one of them comes back.</param>
/// <param name="First">Wait once they are used up; it doubles with each further try…</param>
/// <param name="Longest">…up to this.</param>
public sealed record GuessPace(int Free, TimeSpan Back, TimeSpan First, TimeSpan Longest)
{
    internal TimeSpan WaitAt(double level)
    {
        var doublings = Math.Clamp((int)Math.Ceiling(level) - Free, 0, 20);
        var wait = First * Math.Pow(2, doublings);
        return wait < Longest ? wait : Longest;
    }
}

/// <summary>试探计数: how often a secret of somebody was tried from somewhere, and until when no further try is looked at.</summary>
/// <remarks>A try is counted before it is checked, so that a hundred sent at once are a hundred; a right one is given back.</remarks>
public sealed class GuessCount
{
    /// <summary>Whose secret, as a keyed hash; empty when anybody's.</summary>
    public required string Whom { get; init; }

    /// <summary>From where, as a keyed hash; empty when from anywhere.</summary>
    public required string FromWhere { get; init; }

    /// <summary>Tries that have not come back yet, at the time of the last one.</summary>
    public double Level { get; private set; }

    /// <summary>When the last try was counted.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Until when no try is looked at (exclusive); null when the next one is.</summary>
    public DateTimeOffset? ClosedUntil { get; private set; }

    /// <summary>Steps with every change, so that of two at once one starts again.</summary>
    public int Version { get; private set; }

    /// <summary>How long the next try has to wait; null when it may come now.</summary>
    public TimeSpan? Wait(DateTimeOffset now) => ClosedUntil > now ? ClosedUntil - now : null;

    /// <summary>One try more; the answer is when it may go on if this one has closed the door, else null.</summary>
    public DateTimeOffset? Take(GuessPace pace, DateTimeOffset now)
    {
        (Level, LastAt, Version) = (LevelAt(pace, now) + 1, now, Version + 1);
        return ClosedUntil = Level > pace.Free - 1 ? now + pace.WaitAt(Level) : null;
    }

    /// <summary>The try was a right one, or nobody's fault: it does not count.</summary>
    public void GiveBack() => (Level, ClosedUntil, Version) = (Math.Max(0, Level - 1), null, Version + 1);

    /// <summary>The secret is known here: earlier slips are forgotten.</summary>
    public void Clear() => (Level, ClosedUntil, Version) = (0, null, Version + 1);

    private double LevelAt(GuessPace pace, DateTimeOffset now) => Math.Max(0, Level - (now - LastAt) / pace.Back);
}
